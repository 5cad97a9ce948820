import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { Command } from 'commander';
import { CONFIG } from '../config/settings.ts';
import { TEMPLATE } from '../config/template.ts';
import { UsageError } from '../model/usage-error.ts';
import { checkPlace, print, write } from './output.ts';
import { type Finish, STATUS } from './status.ts';

const init = async (folder: string, { force }: { readonly force?: boolean }): Promise<number> => {
  const path = posix.join(folder, CONFIG);
  checkPlace(path);
  if (existsSync(path) && !force) throw new UsageError(`there is a '${path}' already; --force writes over it`);
  await write([TEMPLATE], path);
  await print([`${path}\n`]);
  return STATUS.clean;
};

export const initCommand = (finish: Finish): Command =>
  new Command('init')
    .description(`write a '${CONFIG}' that explains itself`)
    .argument('[folder]', 'where to write it', '.')
    .option('--force', 'write over one that is there')
    .action((folder: string, flags: { readonly force?: boolean }) => finish(init(folder, flags)));

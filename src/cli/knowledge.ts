import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHECKS } from '../../rules/index.ts';
import { type Knowledge, load } from '../engine/load.ts';
import { UsageError } from '../model/usage-error.ts';

const packageRoot = fileURLToPath(new URL('../../../', import.meta.url));

/** The rules and lists that come with the tool; quicker without the rules' examples. */
export const knowledge = (examples = true): Knowledge => {
  const folder = posix.join(packageRoot, 'rules');
  if (!existsSync(folder))
    throw new UsageError(`there is no folder '${folder}', where the rules are expected; the installation is not whole`);
  return load(folder, CHECKS, examples);
};

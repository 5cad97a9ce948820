import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHECKS } from '../../rules/index.ts';
import { extended, type Lists, type OwnLists } from '../engine/classes.ts';
import { type Knowledge, load, readLists } from '../engine/load.ts';
import { UsageError } from '../model/usage-error.ts';

const packageRoot = fileURLToPath(new URL('../../../', import.meta.url));

const rulesFolder = (): string => {
  const folder = posix.join(packageRoot, 'rules');
  if (!existsSync(folder))
    throw new UsageError(`there is no folder '${folder}', where the rules are expected; the installation is not whole`);
  return folder;
};

/** The rules and lists that come with the tool, and the user's own lists; quicker without the rules' examples. */
export const knowledge = (examples = true, own: OwnLists = {}): Knowledge => load(rulesFolder(), CHECKS, examples, own);

/** The lists that come with the tool, with the user's own. */
export const lists = (own: OwnLists = {}): Lists => extended(readLists(rulesFolder()), own);

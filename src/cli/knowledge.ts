import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHECKS } from '../../rules/index.ts';
import { extended, type Lists, type OwnLists } from '../engine/classes.ts';
import { type Knowledge, load, readLists } from '../engine/load.ts';
import type { Parsed } from '../engine/yaml.ts';
import { UsageError } from '../model/usage-error.ts';

const packageRoot = fileURLToPath(new URL('../../../', import.meta.url));

const rulesFolder = (): string => {
  const folder = posix.join(packageRoot, 'rules');
  if (!existsSync(folder))
    throw new UsageError(`there is no folder '${folder}', where the rules are expected; the installation is not whole`);
  return folder;
};

/** What the build has parsed of the rules; nothing where it has not. */
const parsed = (): Parsed => {
  const file = posix.join(packageRoot, 'dist/rules/parsed.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Parsed) : {};
};

/** The rules and lists that come with the tool, and the user's own lists; quicker without the rules' examples. */
export const knowledge = (examples = true, own: OwnLists = {}): Knowledge => load(rulesFolder(), CHECKS, examples, own, parsed());

/** The lists that come with the tool, with the user's own. */
export const lists = (own: OwnLists = {}): Lists => extended(readLists(rulesFolder()), own);

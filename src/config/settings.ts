import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import type { OwnLists } from '../engine/classes.ts';
import type { Confidence, Severity } from '../model/finding.ts';
import { rooted } from '../model/glob.ts';
import type { Conditions, Formats } from '../model/house.ts';
import type { Tools } from '../model/meaning.ts';
import { withinRepository } from './repository.ts';
import { readWritten } from './written.ts';

/** Name of the file that says what is the user's. */
export const CONFIG = 'trajaudit.yml';

/** What the configuration may say, in the words of the command line. */
export interface Settings {
  readonly paths?: readonly string[];
  readonly exclude?: readonly string[];
  readonly minSeverity?: Severity;
  readonly minConfidence?: Confidence;
  readonly failOn?: Severity | 'none';
  readonly strict?: boolean;
  readonly minUnderstood?: number;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly ruleset?: number;
  readonly baseline?: string;
  readonly waivers?: string;
  readonly lists?: OwnLists;
  readonly tools?: Tools;
  readonly formats?: Formats;
  readonly conditions?: Conditions;
}

/** The settings of a file, with their paths as seen from the working directory. */
export interface Configuration {
  /** Absent where there is none. */
  readonly file?: string;
  readonly settings: Settings;
  /** File and line of a setting, or of one inside it: `trajaudit.yml:7` of `formats/kiln`. */
  readonly place: (key: string) => string;
}

/** The nearest configuration from a folder up to the root of its repository; outside a repository only the folder's own. */
export const findConfig = (from: string): string | undefined =>
  withinRepository(from)
    .map((folder) => posix.join(folder, CONFIG))
    .find((path) => existsSync(path));

const camel = (key: string): string => key.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Paths and globs of a file as seen from the working directory, and globs that mean the same everywhere. */
const placed = (settings: Settings, folder: string, from: string): Settings => {
  const path = (each: string): string => posix.relative(from, posix.resolve(folder, each)) || '.';
  const globs = (each: readonly string[]): readonly string[] => each.map((glob) => rooted(glob, folder));
  const { paths, exclude, baseline, waivers, formats, conditions } = settings;
  return {
    ...settings,
    ...(paths && { paths: paths.map(path) }),
    ...(exclude && { exclude: globs(exclude) }),
    ...(baseline !== undefined && { baseline: path(baseline) }),
    ...(waivers !== undefined && { waivers: path(waivers) }),
    ...(formats && { formats: mapped(formats, (each) => ({ ...each, recognise: rootedFiles(each.recognise, globs) })) }),
    ...(conditions && { conditions: mapped(conditions, (each) => (each.paths ? { ...each, paths: mapped(each.paths, globs) } : each)) }),
  };
};

const mapped = <T>(map: { readonly [name: string]: T }, change: (value: T) => T): { readonly [name: string]: T } =>
  Object.fromEntries(Object.entries(map).map(([name, value]) => [name, change(value)]));

const rootedFiles = (recognise: Formats[string]['recognise'], globs: (each: readonly string[]) => readonly string[]) =>
  recognise.files ? { ...recognise, files: globs(recognise.files) } : recognise;

/** The configuration that holds in a folder: of the file that is named, or of the nearest one; `false` for none. Throws a UsageError with file and line. */
export const configure = (from: string, named: string | false | undefined): Configuration => {
  const path = named === undefined ? findConfig(from) : named === false ? undefined : posix.resolve(from, named);
  if (path === undefined) return { settings: {}, place: (key) => key };
  const file = posix.relative(from, path);
  const { content, lineOf } = readWritten<{ readonly [key: string]: unknown }>(path, file, 'config', {});
  const settings = Object.fromEntries(Object.entries(content).map(([key, value]) => [camel(key), value])) as Settings;
  return { file, settings: placed(settings, posix.dirname(path), from), place: (key) => `${file}:${lineOf(`/${key}`)}` };
};

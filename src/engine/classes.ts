import micromatch from 'micromatch';
import type { Classes } from '../model/rule.ts';

/** One list of what belongs to a class: phrases of names, and globs of paths. */
export interface List {
  readonly words?: readonly string[];
  readonly paths?: readonly string[];
  /** What looks like a member and is none. */
  readonly except?: { readonly words?: readonly string[]; readonly paths?: readonly string[] };
}

export type Lists = { readonly [name: string]: List };

/** Names that are remembered, so that a repeated path is classified once. */
const CACHE = 5000;

/** Folders of the operating system, all of whose path says what a file is for. */
const SYSTEM = /^\/(?:etc|opt|usr|run|var|srv|lib|boot|sys|proc)\//;

/** A name as its words in lower case between spaces: `shutdownEnabled` is ` shutdown enabled `. */
export const normal = (name: string): string =>
  ` ${name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;

/** The host of an address, which says nothing of what lies there. */
const HOST = /^https?:\/\/[^/]*/;

/** The part of a path that says what it is: of the user's own folders only the last two, of an address all after the host. */
const telling = (path: string): string =>
  HOST.test(path) ? path.replace(HOST, '') : SYSTEM.test(path) ? path : path.split('/').slice(-2).join('/');

/** A phrase as a pattern; `*` stands for one word. */
const phrase = (words: string): string =>
  words
    .split('*')
    .map((part) => normal(part).trim())
    .join(' [^ ]+ ');

const phrases = (words: readonly string[] | undefined): RegExp | undefined =>
  words && words.length > 0 ? new RegExp(` (?:${words.map(phrase).join('|')})(?: |s |ed |er |ing )`, 'u') : undefined;

const globs = (paths: readonly string[] | undefined): ((path: string) => boolean) =>
  paths && paths.length > 0 ? micromatch.matcher(paths as unknown as string, { dot: true, nocase: true }) : () => false;

const member = (list: List): ((name: string) => boolean) => {
  const words = phrases(list.words);
  const paths = globs(list.paths);
  const exceptWords = phrases(list.except?.words);
  const exceptPaths = globs(list.except?.paths);
  return (name) => {
    const plain = normal(telling(name));
    if (!words?.test(plain) && !paths(name)) return false;
    return !exceptWords?.test(plain) && !exceptPaths(name);
  };
};

/** Compiles lists; a list that is not there has no members. */
export const classes = (lists: Lists): Classes => {
  const members = new Map(Object.entries(lists).map(([name, list]) => [name, member(list)]));
  const known = new Map<string, boolean>();
  return {
    names: Object.keys(lists),
    is(list, name) {
      const key = `${list}\u0000${name}`;
      const cached = known.get(key);
      if (cached !== undefined) return cached;
      const found = name.length < 4096 && (members.get(list)?.(name) ?? false);
      if (known.size >= CACHE) known.clear();
      known.set(key, found);
      return found;
    },
  };
};

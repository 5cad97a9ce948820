import micromatch from 'micromatch';
import type { Classes } from '../model/rule.ts';
import { lexicon } from './lexicon.ts';

/** What names a member of a class: phrases of names, globs of paths, globs of hosts. */
export interface Members {
  readonly words?: readonly string[];
  readonly paths?: readonly string[];
  readonly hosts?: readonly string[];
}

/** One list of what belongs to a class. */
export interface List extends Members {
  /** What looks like a member and is none. */
  readonly except?: Members;
}

export type Lists = { readonly [name: string]: List };

/** The user's lists, by the names of those that come with the tool. */
export type OwnLists = {
  readonly [name: string]: List & {
    /** Takes the place of the list that comes with the tool; otherwise it adds to it. */
    readonly replace?: boolean;
  };
};

const KINDS = ['words', 'paths', 'hosts'] as const;

/** The members of both; what would be empty is absent. */
const both = (a: Members = {}, b: Members = {}): Members =>
  Object.fromEntries(KINDS.map((kind) => [kind, [...(a[kind] ?? []), ...(b[kind] ?? [])]] as const).filter(([, all]) => all.length > 0));

const joined = (before: List, own: List): List => {
  const except = both(before.except, own.except);
  return { ...both(before, own), ...(Object.keys(except).length > 0 && { except }) };
};

/** Lists with the user's own. */
export const extended = (lists: Lists, own: OwnLists): Lists =>
  Object.fromEntries(
    [...new Set([...Object.keys(lists), ...Object.keys(own)])].map((name) => {
      const { replace, ...more } = own[name] ?? {};
      return [name, joined(replace ? {} : (lists[name] ?? {}), more)];
    }),
  );

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

/** The host in an address or in a `user@host:path`. */
const hostIn = (name: string): string =>
  name
    .replace(/^\w[\w+.-]*:\/\//, '')
    .replace(/[/?#].*$/s, '')
    .replace(/^[^@]*@/, '')
    .replace(/:.*$/s, '');

const matching = ({ words, paths, hosts }: Members): ((name: string, plain: string) => boolean) => {
  const byWords = phrases(words);
  const byPath = globs(paths);
  const byHost = hosts && hosts.length > 0 ? globs(hosts) : undefined;
  return (name, plain) => (byWords?.test(plain) ?? false) || byPath(name) || (byHost?.(hostIn(name)) ?? false);
};

const member = (list: List): ((name: string) => boolean) => {
  const belongs = matching(list);
  const excepted = matching(list.except ?? {});
  return (name) => {
    const plain = normal(telling(name));
    return belongs(name, plain) && !excepted(name, plain);
  };
};

/** Compiles lists; a list that is not there has no members. */
export const classes = (lists: Lists): Classes => {
  const members = new Map(Object.entries(lists).map(([name, list]) => [name, member(list)]));
  const known = new Map<string, boolean>();
  return {
    names: Object.keys(lists),
    mentions: lexicon().mentions,
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

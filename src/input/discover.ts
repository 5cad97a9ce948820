import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import fastGlob from 'fast-glob';
import type { Artifact } from '../model/location.ts';
import { type Note, notices } from '../model/notice.ts';

/** An artifact to read, and whether the user named it or it was met on the way. */
export interface Found {
  readonly artifact: Artifact;
  readonly named: boolean;
}

/** What cannot be read from its start twice. */
const SPECIAL = [
  ['isFIFO', 'a pipe'],
  ['isSocket', 'a socket'],
  ['isCharacterDevice', 'a device'],
  ['isBlockDevice', 'a device'],
] as const;

const exists = (path: string): boolean => {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
};

/** Finds what lies at a path or below it. Each folder is entered once, by its own name before a link's, so that loops end. */
const below = (start: string, named: boolean, note: Note): readonly Found[] => {
  const found: Found[] = [];
  const entered = new Set<string>();
  /** The start, and links to folders, which wait until the folders themselves have been entered. */
  const roots = [start];

  const enter = (folder: string): void => {
    const real = realpathSync(folder);
    if (entered.has(real)) return;
    entered.add(real);
    for (const name of readdirSync(folder).sort()) meet({ artifact: { uri: posix.join(folder, name) }, named: false });
  };

  const place = (met: Found): void => {
    const { uri } = met.artifact;
    const stat = statSync(uri);
    const special = SPECIAL.find(([is]) => stat[is]());
    if (special) note(notices.notAFile(met.artifact, met.named, special[1]));
    else if (!stat.isDirectory()) found.push(met);
    else if (!roots.includes(uri) && lstatSync(uri).isSymbolicLink()) roots.push(uri);
    else enter(uri);
  };

  const meet = (met: Found): void => {
    try {
      place(met);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      note(code === 'ENOENT' ? notices.notAFile(met.artifact, met.named, 'a link to nothing') : notices.unreadable(met.artifact, message));
    }
  };

  for (const uri of roots) meet({ artifact: { uri }, named: named && uri === start });
  return found;
};

/** Paths that match a glob; of folders only those that it names itself, not those that `**` runs through. */
const matching = (pattern: string, note: Note): readonly string[] => {
  try {
    const deep = pattern.includes('**');
    const found = fastGlob.sync(pattern, { dot: true, onlyFiles: false, followSymbolicLinks: false, objectMode: true });
    return found.filter(({ dirent }) => !deep || !dirent.isDirectory()).map(({ path }) => path);
  } catch (error) {
    note(notices.unreadable({ uri: pattern }, (error as Error).message));
    return [];
  }
};

/** A path is taken as it is where something of that name exists, and as a glob where not. */
const expand = (path: string, note: Note): readonly Found[] => {
  if (exists(path)) return below(path, true, note);
  const matched = matching(path, note);
  if (matched.length === 0) note(notices.noMatch(path));
  return matched.flatMap((match) => below(match, false, note));
};

/** Files that a database keeps beside itself and that are read with it. */
const isBeside = (uri: string, others: ReadonlySet<string>): boolean => {
  const owner = uri.replace(/-(?:wal|shm|journal)$/, '');
  return owner !== uri && others.has(owner);
};

/** What a path is behind all symbolic links. */
const realOf = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return posix.resolve(path);
  }
};

/**
 * Paths, folders and globs as artifacts: sorted, each file once whatever its names; a name that the user gave wins over one
 * that was met, and a file's own over a link's. What matches nothing or is no regular file is a notice.
 */
export const discover = (paths: readonly string[], note: Note): readonly Found[] => {
  const rank = ({ artifact, named }: Found, real: string): number => (named ? 0 : 2) + (posix.resolve(artifact.uri) === real ? 0 : 1);
  const byFile = new Map<string, Found>();
  for (const path of paths) {
    for (const found of expand(path, note)) {
      const real = realOf(found.artifact.uri);
      const known = byFile.get(real);
      const [mine, theirs] = [rank(found, real), known ? rank(known, real) : Infinity];
      if (mine < theirs || (mine === theirs && found.artifact.uri < known!.artifact.uri)) byFile.set(real, found);
    }
  }
  const uris = new Set([...byFile.values()].map(({ artifact }) => artifact.uri));
  return [...byFile.values()]
    .filter(({ artifact }) => !isBeside(artifact.uri, uris))
    .sort((a, b) => (a.artifact.uri < b.artifact.uri ? -1 : 1));
};

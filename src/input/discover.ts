import { lstatSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import fastGlob from 'fast-glob';
import type { Artifact } from '../model/location.ts';
import { type Note, notices } from '../model/notice.ts';

/** An artifact to read, and whether the user named it or it was met on the way. */
export interface Found {
  readonly artifact: Artifact;
  readonly named: boolean;
}

const isFile = (path: string): boolean => {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

const exists = (path: string): boolean => {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
};

/** Files below a folder or matching a glob; a symbolic link to a file counts, one to a folder is not followed. */
const walk = (pattern: string, cwd: string): readonly string[] =>
  fastGlob
    .sync(pattern, { cwd, dot: true, onlyFiles: false, followSymbolicLinks: false, objectMode: true, suppressErrors: true })
    .filter(({ path, dirent }) => dirent.isFile() || (dirent.isSymbolicLink() && isFile(posix.join(cwd, path))))
    .map(({ path }) => (cwd === '.' ? path : posix.join(cwd, path)));

const expand = (path: string, note: Note): readonly Found[] => {
  if (exists(path)) {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [{ artifact: { uri: path }, named: true }];
    const below = walk('**/*', path);
    return below.map((uri) => ({ artifact: { uri: uri }, named: false }));
  }
  const matched = walk(path, '.');
  if (matched.length === 0) note(notices.noMatch(path));
  return matched.map((uri) => ({ artifact: { uri }, named: false }));
};

/** Paths, folders and globs as artifacts: sorted, each once. A pattern without a match is a notice. */
export const discover = (paths: readonly string[], note: Note): readonly Found[] => {
  const byPath = new Map<string, Found>();
  for (const path of paths) {
    for (const found of expand(path, note)) {
      const key = posix.resolve(found.artifact.uri);
      if (!byPath.has(key) || found.named) byPath.set(key, found);
    }
  }
  return [...byPath.values()].sort((a, b) => (a.artifact.uri < b.artifact.uri ? -1 : 1));
};

import { existsSync } from 'node:fs';
import { posix } from 'node:path';

/** A folder and all above it, the nearest first. */
const upward = (from: string): readonly string[] => {
  const folder = posix.resolve(from);
  return folder === '/' ? [folder] : [folder, ...upward(posix.dirname(folder))];
};

/** Folders from here up to the root of the repository; outside a repository only this one. */
export const withinRepository = (from: string, exists: (path: string) => boolean = existsSync): readonly string[] => {
  const folders = upward(from);
  const root = folders.findIndex((folder) => exists(posix.join(folder, '.git')));
  return folders.slice(0, Math.max(root, 0) + 1);
};

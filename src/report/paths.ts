import { posix } from 'node:path';
import type { ReportContext } from './reporter.ts';

/** Where paths of a report are relative to, and where those of a format shall be. */
export type Roots = Pick<ReportContext, 'root' | 'directory'>;

/** Path below the root, or an absolute one for what lies outside. */
export const pathFrom = (file: string, { root, directory }: Roots): string => {
  const path = directory === undefined ? posix.normalize(file) : posix.join(posix.isAbsolute(file) ? '/' : directory, file);
  if (root === undefined || !posix.isAbsolute(path)) return path;
  const relative = posix.relative(root, path);
  return relative === '..' || relative.startsWith('../') ? path : relative;
};

import { posix } from 'node:path';
import micromatch from 'micromatch';

const escaped = (folder: string): string => folder.replace(/[()[\]{}!*?+@$^\\|]/g, '\\$&');

/** A glob that means the same wherever the tool runs: relative to a folder, unless it begins with a slash or with `**`. */
export const rooted = (glob: string, folder: string): string =>
  /^(?:\/|\*\*\/)/.test(glob) ? glob : posix.join(escaped(posix.resolve(folder)), glob);

/** Whether a path fits one of the globs, or lies below what fits one. */
export const pathMatcher = (globs: readonly string[]): ((path: string) => boolean) => {
  if (globs.length === 0) return () => false;
  const deep = globs.flatMap((glob) => [glob, posix.join(glob, '**')]);
  const fits = micromatch.matcher(deep as unknown as string, { dot: true });
  return (path) => fits(posix.resolve(path));
};

/** Whether a name fits one of the globs; a star stands for any text, slashes too. */
export const nameMatcher = (globs: readonly string[]): ((name: string) => boolean) =>
  globs.length === 0 ? () => false : micromatch.matcher(globs as unknown as string, { dot: true, bash: true });

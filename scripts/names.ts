import process from 'node:process';

/** Words joined by hyphens: `log-deletion`. */
export const isKebab = (name: string): boolean => /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name);

/** The name that a value of that file has in code: `logDeletion`. */
export const toCamel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Ends the script with a sentence for the one who called it. */
export const refuse = (why: string): never => {
  process.stderr.write(`${why}\n`);
  process.exit(2);
};

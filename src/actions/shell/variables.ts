import type { Memory, Session } from '../world.ts';

/** Joins the elements of an array in a session's variables. */
export const SEPARATOR = '\u001f';

/** The value of a variable as the session knows it; of those that every shell has, as far as that says anything. */
export const variable = (session: Session, name: string): string | undefined => {
  const own = session.variables.get(name);
  if (own !== undefined) return own;
  if (name === 'HOME') return '~';
  return name === 'PWD' ? session.directory : undefined;
};

/** The elements of an array, or of the positional parameters. */
export const elements = (variables: Memory, name: string): readonly string[] | undefined => {
  const joined = variables.get(name === '@' || name === '*' ? '@' : `${name}[@]`);
  return joined === undefined ? undefined : joined === '' ? [] : joined.split(SEPARATOR);
};

import type { Memory, Session } from '../world.ts';
import { SEPARATOR } from './variables.ts';

/** A memory on top of another, which it leaves as it is. */
const over = (below: Memory): Memory => {
  let own: Map<string, string | undefined> | undefined;
  const put = (key: string, value: string | undefined): void => {
    own ??= new Map();
    own.set(key, value);
  };
  return {
    get: (key) => (own?.has(key) ? own.get(key) : below.get(key)),
    set: put,
    delete: (key) => put(key, undefined),
  };
};

/** A subshell: starts as its parent is, and leaves it as it was. */
export const branch = (session: Session): Session => ({
  directory: session.directory,
  variables: over(session.variables),
  aliases: over(session.aliases),
  functions: over(session.functions),
  pending: '',
});

/** A subshell with positional parameters of its own. */
export const withArguments = (session: Session, argv: readonly string[], name?: string): Session => {
  const own = branch(session);
  setArguments(own, argv);
  if (name !== undefined) own.variables.set('0', name);
  return own;
};

/** Positional parameters that are known by number; `$@` holds all. */
const NUMBERED = 32;

export const setArguments = (session: Session, argv: readonly string[]): void => {
  const { variables } = session;
  for (let index = 0; index < NUMBERED; index++) {
    const value = argv[index];
    if (value !== undefined) variables.set(String(index + 1), value);
    else if (variables.get(String(index + 1)) !== undefined) variables.delete(String(index + 1));
  }
  variables.set('@', argv.join(SEPARATOR));
  variables.set('#', String(argv.length));
};

/** A login on another host: nothing of earlier ones is left but what was stored there. */
export const login = (session: Session): Session => ({ ...branch(session), directory: undefined });

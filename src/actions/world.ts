import { posix } from 'node:path';

/** Texts that are remembered of files an agent wrote, and bytes of each. */
const FILES = 256;
const FILE_CAP = 64 << 10;

/** A map that forgets its oldest entry when it is full. */
export interface Memory<V = string> {
  readonly get: (key: string) => V | undefined;
  readonly set: (key: string, value: V) => void;
  readonly delete: (key: string) => void;
}

export const memory = <V = string>(size: number): Memory<V> & { readonly keys: () => Iterable<string> } => {
  const held = new Map<string, V>();
  return {
    get: (key) => held.get(key),
    delete: (key) => held.delete(key),
    keys: () => held.keys(),
    set(key, value) {
      held.delete(key);
      held.set(key, value);
      if (held.size > size) held.delete(held.keys().next().value!);
    },
  };
};

/** One shell: tools that keep a named session open have one each. */
export interface Session {
  /** Working directory; undefined while nothing has said it. */
  directory: string | undefined;
  readonly variables: Memory;
  readonly aliases: Memory;
  /** Source text of the functions that were defined. */
  readonly functions: Memory;
  /** Input that was sent without the newline that would run it. */
  pending: string;
}

/** What one trajectory has set up so far; bounded in size. */
export interface World {
  readonly session: (name?: string) => Session;
  /** The session that an agent has on another host, whose directories are not the agent's own. */
  readonly remote: (host: string) => Session;
  /** Says in which directory the agent works; shells that have moved stay where they are. */
  readonly enter: (directory: string) => void;
  /** Text of files written by the agent, by path. */
  readonly files: {
    readonly read: (path: string) => string | undefined;
    readonly write: (path: string, text: string) => void;
    readonly forget: (path: string) => void;
    /** Paths of those that lie in a folder itself. */
    readonly inside: (folder: string) => readonly string[];
  };
  /** Targets of the symbolic links that the agent made, by path. */
  readonly links: Memory;
  /** Last known value of each setting. */
  readonly settings: Map<string, string>;
}

export const world = (): World => {
  const sessions = new Map<string, Session>();
  const texts = memory(FILES);
  let home: string | undefined;
  const sessionOf = (name: string, directory: string | undefined): Session => {
    let session = sessions.get(name);
    if (!session) {
      session = { directory, variables: memory(FILES), aliases: memory(FILES), functions: memory(FILES), pending: '' };
      sessions.set(name, session);
    }
    return session;
  };
  return {
    session: (name = '') => sessionOf(`local ${name}`, home),
    remote: (host) => sessionOf(`remote ${host}`, undefined),
    enter(directory) {
      for (const [name, session] of sessions) if (name.startsWith('local ') && session.directory === home) session.directory = directory;
      home = directory;
    },
    files: {
      read: texts.get,
      write: (path, text) => (text.length <= FILE_CAP ? texts.set(path, text) : texts.delete(path)),
      forget: texts.delete,
      inside: (folder) => [...texts.keys()].filter((path) => posix.dirname(path) === folder),
    },
    links: memory(FILES),
    settings: new Map(),
  };
};

const WINDOWS = /^[A-Za-z]:[\\/]/;

/** Whether a path may hold what normalizing takes away: empty steps, `.` and `..`. */
const untidy = (path: string): boolean => path.startsWith('.') || path.includes('/.') || path.includes('//');

/** A path as the agent's shell would see it: against its directory, without `.` and `..`, links followed once. */
export const resolve = (path: string, { directory }: Session, links: Pick<Memory, 'get'>): string => {
  const windows = path.includes('\\') && (WINDOWS.test(path) || WINDOWS.test(directory ?? ''));
  const plain = windows ? path.replaceAll('\\', '/') : path;
  if (plain === '' || plain.includes('://')) return plain;
  // A variable that nobody knows mostly holds a whole path.
  const rooted = directory === undefined || /^(?:[/~$]|[A-Za-z]:[\\/])/.test(plain);
  const joined = rooted || directory === '' ? plain : `${directory}/${plain}`;
  const whole = untidy(joined) ? posix.normalize(joined) : joined;
  return links.get(whole) ?? whole;
};

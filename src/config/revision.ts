import { existsSync, readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';

/** What a checkout is a checkout of, as its own files say. */
export interface Revision {
  /** Address of the remote `origin`, without a name or a password of a user. */
  readonly repository: string;
  readonly commit?: string;
  readonly branch?: string;
}

const read = (path: string): string | undefined => (existsSync(path) && statSync(path).isFile() ? readFileSync(path, 'utf8') : undefined);

/** The folder of a checkout's own state; that of a linked checkout lies elsewhere, and a file says where. */
const stateOf = (root: string): string => {
  const linked = /^gitdir: (.+)$/m.exec(read(posix.join(root, '.git')) ?? '')?.[1];
  return linked === undefined ? posix.join(root, '.git') : posix.resolve(root, linked);
};

/** The folder that all checkouts of one repository share. */
const sharedOf = (state: string): string => posix.resolve(state, read(posix.join(state, 'commondir'))?.trim() ?? '.');

const ORIGIN = /\[remote "origin"\]\s*\n(?:(?!\[).*\n?)*?\s*url\s*=\s*(\S+)/;

/** `git@host:path` as the address that it is short for; nothing of a folder on this machine. */
const toAddress = (url: string): string | undefined => {
  const long = url.replace(/^(?:[\w.-]+@)?([\w.-]+\.[\w-]+):(?!\/\/)/, 'ssh://$1/');
  if (!/^(?:https?|ssh|git):\/\//.test(long) || !URL.canParse(long)) return undefined;
  const address = new URL(long);
  address.username = address.password = address.search = address.hash = '';
  return address.href;
};

const commitOf = (shared: string, ref: string): string | undefined => {
  const loose = read(posix.join(shared, ref))?.trim();
  if (loose !== undefined) return loose;
  const packed = read(posix.join(shared, 'packed-refs')) ?? '';
  return packed
    .split('\n')
    .find((line) => line.endsWith(` ${ref}`))
    ?.split(' ')[0];
};

/** What is checked out in a folder; nothing where it is no checkout, or one of no remote repository. */
export const revisionOf = (root: string): Revision | undefined => {
  const state = stateOf(root);
  const shared = sharedOf(state);
  const head = read(posix.join(state, 'HEAD'))?.trim();
  const repository = toAddress(ORIGIN.exec(read(posix.join(shared, 'config')) ?? '')?.[1] ?? '');
  if (head === undefined || repository === undefined) return undefined;
  const ref = /^ref: (.+)$/.exec(head)?.[1];
  const commit = ref === undefined ? head : commitOf(shared, ref);
  const branch = ref?.replace(/^refs\/heads\//, '');
  return { repository, ...(commit !== undefined && { commit }), ...(branch !== undefined && { branch }) };
};

import { spawnSync } from 'node:child_process';
import { posix } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Report } from '../src/model/result.ts';

/** The repository's root. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The built command. */
export const BIN = posix.join(ROOT, 'bin/trajaudit.js');

export interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command in a folder, with nothing of the environment but what is given. */
export const runIn = (
  directory: string,
  args: readonly string[],
  { input = '', env = {} }: { readonly input?: string; readonly env?: object } = {},
): Ran => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    cwd: directory,
    env: { ...env },
    encoding: 'utf8',
    input,
    maxBuffer: 64 << 20,
  });
  return { status, out: stdout, err: stderr };
};

/** The JSON report of a scan. */
export const reportIn = (directory: string, ...args: readonly string[]): Report => {
  const { out, err } = runIn(directory, ['scan', '--format', 'json', ...args]);
  if (err !== '') throw new Error(err);
  return JSON.parse(out) as Report;
};

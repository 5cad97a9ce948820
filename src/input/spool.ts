import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { posix } from 'node:path';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import type { Artifact } from '../model/location.ts';

/** Signals that end a process and can be answered. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A stream that was written to disk so that it can be read twice. */
export interface Spooled {
  readonly artifact: Artifact;
  /** Removes the file and its directory; harmless when called again. */
  readonly remove: () => void;
}

/** Runs `clean` when the process exits or a signal ends it; the function returned calls this off. */
const onWayOut = (clean: () => void): (() => void) => {
  const off = (): void => {
    process.off('exit', clean);
    for (const signal of SIGNALS) process.off(signal, die);
  };
  const die = (signal: NodeJS.Signals): void => {
    off();
    clean();
    process.kill(process.pid, signal);
  };
  process.on('exit', clean);
  for (const signal of SIGNALS) process.on(signal, die);
  return off;
};

/**
 * Writes a stream to a file that only this user can read, in a directory of its own, removed on every way out.
 * `name` is what reports call it. Throws what the stream or the file system says; then nothing is left behind.
 */
export const spool = async (stream: NodeJS.ReadableStream, name: string): Promise<Spooled> => {
  const directory = mkdtempSync(posix.join(tmpdir(), 'trajaudit-'));
  const clean = (): void => rmSync(directory, { recursive: true, force: true });
  const off = onWayOut(clean);
  const remove = (): void => {
    off();
    clean();
  };
  const path = posix.join(directory, 'input');
  try {
    await pipeline(stream, createWriteStream(path, { mode: 0o600, flags: 'wx' }));
  } catch (error) {
    remove();
    throw error;
  }
  return { artifact: { uri: name, path }, remove };
};

import { createHash } from 'node:crypto';
import { closeSync, existsSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { Artifact } from '../model/location.ts';
import { type Note, notices } from '../model/notice.ts';

/** Bytes a read asks for at a time. */
export const CHUNK = 1 << 20;

/** What reading a file to its end has shown of it. */
export interface Fingerprint {
  /** Bytes as stored. */
  readonly bytes: number;
  readonly sha256: string;
  /** Bytes after decompression. */
  readonly plain: number;
}

/** Takes note of the bytes as they pass by. */
export interface Tap {
  /** Stored bytes. */
  readonly see: (chunk: Buffer) => void;
  /** Bytes after decompression. */
  readonly seePlain: (chunk: Buffer) => void;
  readonly done: () => Fingerprint;
}

export const tap = (): Tap => {
  const hash = createHash('sha256');
  let bytes = 0;
  let plain = 0;
  return {
    seePlain: (chunk) => {
      plain += chunk.length;
    },
    see: (chunk) => {
      bytes += chunk.length;
      hash.update(chunk);
    },
    done: () => ({ bytes, sha256: hash.digest('hex'), plain }),
  };
};

/** Where an artifact's bytes are on disk. */
export const pathOf = (artifact: Artifact): string => artifact.path ?? artifact.uri;

export const startsWith = (head: Uint8Array, ...bytes: readonly number[]): boolean => bytes.every((byte, index) => head[index] === byte);

/** True for what the file system or a decompressor throws, as opposed to a fault of our own. */
export const endsReading = (error: unknown): error is NodeJS.ErrnoException =>
  typeof error === 'object' && error !== null && 'code' in error && 'message' in error;

/** What ends reading early, with a code as the file system's own errors have. */
export const cutShort = (message: string): Error => Object.assign(new Error(message), { code: 'CUT_SHORT' });

/** Runs what may fail for reasons that lie in the file alone. */
export const orCutShort = async <T>(work: () => T | Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (endsReading(error)) throw error;
    throw cutShort((error as Error).message ?? String(error));
  }
};

/** Stored bytes in chunks that share one buffer: a chunk is valid until the next is asked for. */
export async function* stored(path: string, seen?: Tap, start = 0, length = Infinity): AsyncGenerator<Buffer> {
  // A chunk is worked on before the next is asked for, so that reading ahead of it would gain nothing and cost a thread's round trip.
  const file = openSync(path, 'r');
  try {
    const size = Math.min(CHUNK, length, fstatSync(file).size + 1);
    const buffer = Buffer.allocUnsafeSlow(size);
    let left = length;
    let position = start;
    const next = (): number => readSync(file, buffer, 0, Math.min(size, left), length === Infinity ? null : position);
    for (let bytes = next(); bytes > 0; bytes = next()) {
      left -= bytes;
      position += bytes;
      const chunk = buffer.subarray(0, bytes);
      seen?.see(chunk);
      yield chunk;
    }
  } finally {
    closeSync(file);
  }
}

/** The bytes of a file in `[start, start + length)`; fewer where it is shorter. Throws what the file system says. */
export const bytesAt = (path: string, start: number, length: number): Buffer => {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(length);
    let held = 0;
    for (let bytes = -1; bytes !== 0 && held < length; held += bytes) bytes = readSync(file, buffer, held, length - held, start + held);
    return buffer.subarray(0, held);
  } finally {
    closeSync(file);
  }
};

/** Path of the log in which changes of a database wait that the database itself does not hold yet. */
export const logPathOf = (path: string): string => `${path}-wal`;

/** Bytes in a file; none where there is no such file. */
export const sizeAt = (path: string): number => (existsSync(path) ? statSync(path).size : 0);

/** The files in which members and tables lie, each once. */
export const filesOf = (artifacts: readonly Artifact[]): readonly Artifact[] => {
  const files = new Map<string, Artifact>();
  for (const { uri, path, member, slice } of artifacts) {
    if (member === undefined) continue;
    files.set(uri, { uri, ...(path !== undefined && { path }) });
    if (!slice && sizeAt(logPathOf(uri)) > 0) files.set(logPathOf(uri), { uri: logPathOf(uri) });
  }
  return [...files.values()];
};

/** The file that was hashed last: members of one archive may belong to many bundles. */
let hashed: { readonly mark: string; readonly fingerprint: Fingerprint } | undefined;

/** Bytes and hash of a file as it is stored; that it cannot be read is a notice. */
export const fingerprintOf = async (artifact: Artifact, note: Note): Promise<Pick<Fingerprint, 'bytes' | 'sha256'> | undefined> => {
  const path = pathOf(artifact);
  try {
    const { size, mtimeMs } = statSync(path);
    const mark = [path, size, mtimeMs].join();
    if (hashed?.mark !== mark) {
      const seen = tap();
      for await (const _ of stored(path, seen));
      hashed = { mark, fingerprint: seen.done() };
    }
  } catch (error) {
    if (!endsReading(error)) throw error;
    note(notices.vanished(artifact, error.message));
    return undefined;
  }
  const { bytes, sha256 } = hashed.fingerprint;
  return { bytes, sha256 };
};

import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import type { Artifact } from '../model/location.ts';

/** Bytes a read asks for at a time. */
const CHUNK = 1 << 20;

/** Compressed bytes that are decompressed at a time: each may become a thousand, and at a fault this many are lost. */
const SQUEEZED = 8 << 10;

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

const startsWith = (head: Uint8Array, ...bytes: number[]): boolean => bytes.every((byte, index) => head[index] === byte);

/** Stored bytes in chunks that share one buffer: a chunk is valid until the next is asked for. */
async function* stored(path: string, seen?: Tap): AsyncGenerator<Buffer> {
  // A chunk is worked on before the next is asked for, so that reading ahead of it would gain nothing and cost a thread's round trip.
  const file = openSync(path, 'r');
  try {
    const size = Math.min(CHUNK, fstatSync(file).size + 1);
    const buffer = Buffer.allocUnsafeSlow(size);
    for (let bytes = readSync(file, buffer, 0, size, null); bytes > 0; bytes = readSync(file, buffer, 0, size, null)) {
      const chunk = buffer.subarray(0, bytes);
      seen?.see(chunk);
      yield chunk;
    }
  } finally {
    closeSync(file);
  }
}

/** True for what the file system or the decompressor throws, as opposed to a fault of our own. */
export const endsReading = (error: unknown): error is NodeJS.ErrnoException =>
  typeof error === 'object' && error !== null && 'code' in error && 'message' in error;

/** What ends reading early, with a code as the file system's own errors have. */
const cutShort = (message: string): Error => Object.assign(new Error(message), { code: 'CUT_SHORT' });

/** Decompresses piece by piece, so that memory stays bounded and what comes before a fault is kept. */
async function* gunzipped(path: string, seen?: Tap): AsyncGenerator<Buffer> {
  const plain = createGunzip({ chunkSize: CHUNK });
  const ready: Buffer[] = [];
  let fault: Error | undefined;
  let ended = false;
  let written = 0;
  plain.on('data', (chunk: Buffer) => ready.push(chunk));
  plain.on('error', (error) => {
    fault = error;
  });
  const closed = new Promise<void>((resolve) => {
    plain.once('end', () => {
      ended = true;
      resolve();
    });
    plain.once('close', resolve);
  });
  const feed = (piece: Buffer): Promise<void> =>
    Promise.race([closed, new Promise<void>((resolve) => plain.write(piece, () => resolve()))]);
  try {
    for await (const chunk of stored(path, seen)) {
      for (let from = 0; from < chunk.length && !fault && !ended; from += SQUEEZED) {
        const piece = chunk.subarray(from, from + SQUEEZED);
        written += piece.length;
        await feed(piece);
        yield* ready.splice(0);
      }
    }
    plain.end();
    await closed;
    yield* ready.splice(0);
    if (fault) throw fault;
    if (plain.bytesWritten < written) throw cutShort('bytes that are not gzip follow the compressed text');
  } finally {
    plain.destroy();
  }
}

/** UTF-16 with a byte order mark becomes UTF-8; anything else passes unchanged. */
async function* toUtf8(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let first = true;
  for await (const chunk of chunks) {
    if (first && startsWith(chunk, 0xff, 0xfe)) decoder = new TextDecoder('utf-16le');
    if (first && startsWith(chunk, 0xfe, 0xff)) decoder = new TextDecoder('utf-16be');
    first = false;
    yield decoder ? Buffer.from(decoder.decode(chunk, { stream: true })) : chunk;
  }
  const rest = decoder?.decode();
  if (rest) yield Buffer.from(rest);
}

/** First bytes of the stored file; fewer where it is shorter. Throws what the file system says. */
export const magicOf = async (artifact: Artifact): Promise<{ readonly magic: Uint8Array; readonly size: number }> => {
  const file = await openFile(pathOf(artifact), 'r');
  try {
    const buffer = Buffer.alloc(64);
    const { bytesRead } = await file.read(buffer, 0, 64, 0);
    return { magic: buffer.subarray(0, bytesRead), size: (await file.stat()).size };
  } finally {
    await file.close();
  }
};

/**
 * An artifact's bytes, decompressed, as UTF-8. A chunk is valid until the next is asked for.
 * Throws what the file system or the decompressor says; what was yielded before stays good.
 */
export async function* open(artifact: Artifact, seen?: Tap): AsyncGenerator<Buffer> {
  const { magic } = await magicOf(artifact);
  const path = pathOf(artifact);
  const plain = startsWith(magic, 0x1f, 0x8b) ? gunzipped(path, seen) : stored(path, seen);
  for await (const chunk of toUtf8(plain)) {
    seen?.seePlain(chunk);
    yield chunk;
  }
}

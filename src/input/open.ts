import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import type { Artifact } from '../model/location.ts';

/** Bytes a read asks for at a time. */
const CHUNK = 1 << 20;

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
  const file = await openFile(path, 'r');
  try {
    const size = Math.min(CHUNK, (await file.stat()).size + 1);
    const buffer = Buffer.allocUnsafeSlow(size);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, size, null);
      if (bytesRead === 0) return;
      const chunk = buffer.subarray(0, bytesRead);
      seen?.see(chunk);
      yield chunk;
    }
  } finally {
    await file.close();
  }
}

async function* gunzipped(path: string, seen?: Tap): AsyncGenerator<Buffer> {
  const raw = createReadStream(path, { highWaterMark: CHUNK });
  if (seen) raw.on('data', (chunk) => seen.see(chunk as Buffer));
  const plain = createGunzip({ chunkSize: CHUNK });
  raw.on('error', (error) => plain.destroy(error));
  try {
    yield* raw.pipe(plain) as AsyncIterable<Buffer>;
  } finally {
    raw.destroy();
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

import { createGunzip, createInflateRaw } from 'node:zlib';
import { CHUNK, cutShort, startsWith } from './stored.ts';
import { unzstd } from './zstd.ts';

/** Compressed bytes that are decompressed at a time: each may become a thousand, and at a fault this many are lost. */
const SQUEEZED = 8 << 10;

/** Bytes up to which nobody asks how well they were compressed. */
const HARMLESS = 512 << 20;
/** Times by which text of a log may grow when it is decompressed; more is a file made to exhaust whoever reads it. */
const RATIO = 500;

/** Decompresses piece by piece, so that memory stays bounded and what comes before a fault is kept. */
async function* inflated(chunks: AsyncIterable<Buffer>, method: 'gzip' | 'deflate'): AsyncGenerator<Buffer> {
  const plain = method === 'gzip' ? createGunzip({ chunkSize: CHUNK }) : createInflateRaw({ chunkSize: CHUNK });
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
    for await (const chunk of chunks) {
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
    if (plain.bytesWritten < written) throw cutShort(`bytes that are not ${method} follow the compressed text`);
  } finally {
    plain.destroy();
  }
}

/** Ends what grows beyond all measure. `packed`: bytes that it was made of so far. */
export async function* bounded(chunks: AsyncIterable<Buffer>, packed: () => number): AsyncGenerator<Buffer> {
  let plain = 0;
  for await (const chunk of chunks) {
    plain += chunk.length;
    if (plain > HARMLESS && plain > packed() * RATIO)
      throw cutShort(`it grows to more than ${RATIO} times its size and was read only so far`);
    yield chunk;
  }
}

export type Method = 'gzip' | 'deflate' | 'zstd';

/** Decompressed bytes. Throws what is wrong with the compressed ones; what was yielded before stays good. */
export const unpacked = (chunks: AsyncIterable<Buffer>, method: Method): AsyncGenerator<Buffer> => {
  let packed = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      packed += chunk.length;
      yield chunk;
    }
  }
  return bounded(method === 'zstd' ? unzstd(counted()) : inflated(counted(), method), () => packed);
};

/** How bytes that begin so are compressed. */
const methodOf = (magic: Uint8Array): Method | undefined => {
  if (startsWith(magic, 0x1f, 0x8b)) return 'gzip';
  return startsWith(magic, 0x28, 0xb5, 0x2f, 0xfd) ? 'zstd' : undefined;
};

/** The same bytes, decompressed where they begin as compressed ones do. */
export async function* opened(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const first = await chunks.next();
  if (first.done) return;
  async function* all(): AsyncGenerator<Buffer> {
    yield first.value as Buffer;
    yield* chunks;
  }
  const method = methodOf(first.value);
  yield* method ? unpacked(all(), method) : all();
}

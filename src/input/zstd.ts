import { Decompress } from 'fzstd';
import { cutShort } from './stored.ts';

/** Compressed bytes that are decompressed at a time: four of them may become 128 KiB. */
const SQUEEZED = 1 << 10;

/** Bytes of earlier text that a frame may look back on: what `zstd` itself reads without being told. */
const WINDOW = 128 << 20;

/** Bytes of a frame's header, at most. */
const HEADER = 18;

/** Bytes that the window of a frame needs, as its header says; undefined for a frame that is to be skipped. */
const windowOf = (header: Uint8Array): number => {
  const [descriptor, window] = [header[4]!, header[5]!];
  if ((descriptor & 0x20) === 0) {
    const size = 2 ** (10 + (window >> 3));
    return size + (size / 8) * (window & 7);
  }
  const at = 5 + [0, 1, 2, 4][descriptor & 3]!;
  const length = [1, 2, 4, 8][descriptor >> 6]!;
  let size = 0;
  for (let index = length - 1; index >= 0; index--) size = size * 256 + (header[at + index] ?? 0);
  return length === 2 ? size + 256 : size;
};

const headerLength = (descriptor: number): number => {
  const single = (descriptor & 0x20) !== 0;
  const size = descriptor >> 6 === 0 ? (single ? 1 : 0) : 2 ** (descriptor >> 6);
  return 5 + (single ? 0 : 1) + [0, 1, 2, 4][descriptor & 3]! + size;
};

/** Follows frames and blocks by their headers alone; tells how many bytes come before a frame whose window is too large to hold. */
const watching = (): ((piece: Uint8Array) => number) => {
  const header = new Uint8Array(HEADER);
  let held = 0;
  let skip = 0;
  let state: 'frame' | 'block' = 'frame';
  let checksum = false;
  let greedy = false;

  /** Looks at a header once it is complete; tells whether it is. */
  const frame = (): boolean => {
    const skippable = (header[0]! & 0xf0) === 0x50 && header[1] === 0x2a;
    if (held < 5 || held < (skippable ? 8 : headerLength(header[4]!))) return false;
    if (skippable) {
      skip = new DataView(header.buffer).getUint32(4, true);
      return true;
    }
    greedy = windowOf(header) > WINDOW;
    checksum = (header[4]! & 4) !== 0;
    state = 'block';
    return true;
  };

  const block = (): boolean => {
    if (held < 3) return false;
    const word = header[0]! | (header[1]! << 8) | (header[2]! << 16);
    skip = ((word >> 1) & 3) === 1 ? 1 : word >> 3;
    if (word & 1) {
      state = 'frame';
      if (checksum) skip += 4;
    }
    return true;
  };

  return (piece) => {
    for (let index = 0; index < piece.length; index++) {
      if (skip > 0) {
        const passed = Math.min(skip, piece.length - index);
        skip -= passed;
        index += passed - 1;
        continue;
      }
      header[held++] = piece[index]!;
      const complete = state === 'frame' ? frame() : block();
      if (greedy) return Math.max(0, index + 1 - held);
      if (complete) held = 0;
    }
    return piece.length;
  };
};

/** Decompresses zstd frames piece by piece. Throws what is wrong with them; what was yielded before stays good. */
export async function* unzstd(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const ready: Buffer[] = [];
  const watch = watching();
  const plain = new Decompress((chunk) => ready.push(Buffer.from(chunk)));
  const push = (piece: Uint8Array, last: boolean): Error | undefined => {
    try {
      const harmless = watch(piece);
      plain.push(piece.subarray(0, harmless), last);
      if (harmless < piece.length) return cutShort(`a zstd frame needs more than ${WINDOW >> 20} MiB to be decompressed`);
    } catch (error) {
      return cutShort((error as Error).message);
    }
    return undefined;
  };
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; from += SQUEEZED) {
      // The decompressor keeps what it cannot use yet, and the chunk's buffer is written over.
      const fault = push(Uint8Array.from(chunk.subarray(from, from + SQUEEZED)), false);
      yield* ready.splice(0);
      if (fault) throw fault;
    }
  }
  const fault = push(new Uint8Array(0), true);
  yield* ready.splice(0);
  if (fault) throw fault;
}

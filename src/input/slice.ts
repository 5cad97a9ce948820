import { inflateRawSync } from 'node:zlib';
import type { Slice } from '../model/location.ts';
import { bytesAt, cutShort, startsWith, stored } from './stored.ts';
import { unpacked } from './unpack.ts';

/** Bytes of a member's own header before its name. */
export const HEADER = 30;

/** Byte offset of a member's text. */
const textAt = (path: string, { start }: Slice): number => {
  const header = bytesAt(path, start, HEADER);
  if (header.length < HEADER || !startsWith(header, 0x50, 0x4b, 0x03, 0x04)) throw cutShort('it does not lie where the archive says');
  return start + HEADER + header.readUInt16LE(26) + header.readUInt16LE(28);
};

/** Bytes up to which a member is inflated at once, which is many times as quick as piece by piece. */
const SMALL = 1 << 20;

/** A small member's bytes; undefined where it is large, or where what is wrong with it has to be found piece by piece. */
const atOnce = (path: string, start: number, { length, plain, method }: Slice): Buffer | undefined => {
  if (method === 'zstd' || length > SMALL || plain > SMALL) return undefined;
  const bytes = bytesAt(path, start, length);
  try {
    const text = method === 'deflate' ? inflateRawSync(bytes, { maxOutputLength: plain + 1 }) : bytes;
    return text.length === plain ? text : undefined;
  } catch {
    return undefined;
  }
};

/** A member's bytes, decompressed. Throws what is wrong with them; what was yielded before stays good. */
export async function* memberBytes(path: string, slice: Slice): AsyncGenerator<Buffer> {
  const start = textAt(path, slice);
  const small = atOnce(path, start, slice);
  if (small) {
    if (small.length > 0) yield small;
    return;
  }
  const chunks = stored(path, undefined, start, slice.length);
  let plain = 0;
  for await (const chunk of slice.method === 'stored' ? chunks : unpacked(chunks, slice.method)) {
    plain += chunk.length;
    yield chunk;
  }
  if (plain !== slice.plain) throw cutShort(`it holds ${plain} bytes where the archive says ${slice.plain}`);
}

import type { Artifact } from '../model/location.ts';
import { containerOf } from './members.ts';
import { memberBytes } from './slice.ts';
import { bytesAt, pathOf, startsWith, stored, type Tap } from './stored.ts';
import { opened } from './unpack.ts';

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
export const magicOf = (artifact: Artifact): Uint8Array => bytesAt(pathOf(artifact), 0, 64);

/** Reads a file to its end for nothing but its fingerprint. */
const pass = async (path: string, seen: Tap | undefined): Promise<void> => {
  if (seen) for await (const _ of stored(path, seen));
};

async function* content(artifact: Artifact, seen?: Tap): AsyncGenerator<Buffer> {
  const path = pathOf(artifact);
  const { member, slice } = artifact;
  if (slice) yield* opened(memberBytes(path, slice));
  else if (member !== undefined) yield* (await import('./sqlite.ts')).tableLines(path, member);
  else if (containerOf(magicOf(artifact)) === 'parquet table') {
    await pass(path, seen);
    yield* (await import('./parquet.ts')).parquetLines(path);
  } else yield* opened(stored(path, seen));
}

/**
 * An artifact's bytes, decompressed, as UTF-8; the rows of a table as lines of JSON. A chunk is valid until the next is asked for.
 * Throws what the file system or the decompressor says; what was yielded before stays good.
 */
export async function* open(artifact: Artifact, seen?: Tap): AsyncGenerator<Buffer> {
  for await (const chunk of toUtf8(content(artifact, seen))) {
    seen?.seePlain(chunk);
    yield chunk;
  }
}

import type { Holding } from '../model/bundle.ts';
import { parseJson, withoutOddNumbers } from '../model/json-text.ts';
import type { Artifact, Entry, Json, Location } from '../model/location.ts';
import { get, isArray, pointerTo, within } from '../model/location.ts';
import { type Note, notices } from '../model/notice.ts';
import { assembler, type Path } from './assemble.ts';
import { type Decoder, utf8Decoder } from './decode.ts';
import { DEEP } from './deep.ts';
import { open } from './open.ts';
import { endsReading } from './stored.ts';

const whole = (artifact: Artifact, length: number, pointer: string): Location => ({ artifact, line: 1, offset: 0, length, pointer });

const stepsOf = (pointer: string): readonly string[] =>
  pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

const follow = (root: Json, pointer: string): Json | undefined => {
  let value: Json | undefined = root;
  for (const step of stepsOf(pointer)) value = isArray(value) ? value[Number(step)] : get(value, step);
  return value;
};

const headerOf = (root: Json, keys: readonly string[]): Json => {
  const header: { [key: string]: Json } = {};
  for (const key of keys) {
    const value = get(root, key);
    if (value !== undefined) header[key] = value;
  }
  return header;
};

/** Entries of a document that was parsed at once. */
export function* cut({ value: root, at }: Entry, { each, header }: Holding, note: Note): Generator<Entry> {
  if (header) yield { value: headerOf(root, header), at };
  const found = follow(root, each);
  if (found === undefined) note(notices.noElements(at, each));
  else if (!isArray(found)) yield { value: found, at: within(at, each) };
  else for (const [index, value] of found.entries()) yield { value, at: within(at, pointerTo(each, index)) };
}

/** The header's keys of a document too large to hold, or broken. */
async function bigHeader(artifact: Artifact, keys: readonly string[], cap: number): Promise<Json> {
  const building = assembler({ budget: cap, keeps: (key) => keys.includes(key) });
  const decoder = utf8Decoder();
  try {
    const plain = withoutOddNumbers();
    for await (const chunk of open(artifact)) building.push(plain(decoder.push(chunk)));
    building.push(plain());
  } catch {
    // What is wrong with the document is said when its elements are read.
  }
  return headerOf(building.root() ?? null, keys);
}

/** Entries of a document too large to hold, or broken, as the token parser hands them out. */
async function* stream(
  artifact: Artifact,
  shape: Holding,
  pieces: Iterable<string> | AsyncIterable<string>,
  size: () => number,
  cap: number,
  note: Note,
): AsyncGenerator<Iterable<Entry>> {
  const found: Entry[] = [];
  const at = (path: Path): Location => whole(artifact, size(), path.reduce<string>(pointerTo, ''));
  const streams = stepsOf(shape.each);
  const [top] = streams;
  let taken = 0;
  const building = assembler({
    budget: cap,
    streams,
    take(value, path) {
      taken++;
      found.push({ value, at: at(path) });
    },
    keeps: (key) => top === undefined || key === top,
  });
  if (shape.header) yield [{ value: await bigHeader(artifact, shape.header, cap), at: at([]) }];
  let failed = false;
  try {
    const plain = withoutOddNumbers();
    for await (const piece of pieces) {
      building.push(plain(piece));
      yield found.splice(0);
    }
    building.push(plain());
    building.end();
  } catch (error) {
    if (endsReading(error)) throw error;
    failed = true;
    note(notices.brokenPart(at([]), (error as Error).message));
  }
  yield found.splice(0);
  const rest = taken > 0 ? undefined : follow(building.root() ?? null, shape.each);
  const lost = building.lost();
  if (rest !== undefined && rest !== null && !isArray(rest)) yield [{ value: rest, at: whole(artifact, size(), shape.each) }];
  else if (rest === undefined && taken === 0 && !failed) note(notices.noElements(at([]), shape.each));
  if (lost !== 'nothing') note(notices.longRecord(at([]), size(), cap, lost));
  if (building.depth() > DEEP) note(notices.deepRecord(at([]), building.depth(), DEEP));
}

/** Text of chunks that were held and of those still to come. */
async function* textOf(
  held: Buffer[],
  chunks: AsyncIterable<Buffer>,
  decoder: Decoder,
  grow: (bytes: number) => void,
): AsyncGenerator<string> {
  for (const chunk of held.splice(0)) yield decoder.push(chunk);
  for await (const chunk of chunks) {
    grow(chunk.length);
    yield decoder.push(chunk);
  }
  yield decoder.end();
}

/** Entries of one JSON document: parsed at once where it fits below `cap` bytes, streamed where it does not or is broken. */
export async function* documentEntries(
  artifact: Artifact,
  shape: Holding,
  chunks: AsyncGenerator<Buffer>,
  cap: number,
  note: Note,
): AsyncGenerator<Iterable<Entry>> {
  const held: Buffer[] = [];
  let size = 0;
  let failed: unknown;
  const grow = (bytes: number): void => {
    size += bytes;
  };
  while (size <= cap && failed === undefined) {
    try {
      const next = await chunks.next();
      if (next.done) break;
      held.push(Buffer.from(next.value));
      grow(next.value.length);
    } catch (error) {
      failed = error;
    }
  }
  const decoder = utf8Decoder();
  try {
    if (size <= cap) {
      const text = held.splice(0).map(decoder.push).join('') + decoder.end();
      const parsed = parseJson(text);
      if ('value' in parsed) yield cut({ value: parsed.value, at: whole(artifact, size, '') }, shape, note);
      else yield* stream(artifact, shape, [text], () => size, cap, note);
    } else yield* stream(artifact, shape, textOf(held, chunks, decoder, grow), () => size, cap, note);
  } finally {
    await chunks.return(undefined);
  }
  if (!decoder.valid()) note(notices.badUtf8(whole(artifact, size, '')));
  if (failed !== undefined) throw failed;
}

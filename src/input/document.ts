import type { Artifact, Entry, Json, Location } from '../model/location.ts';
import { get, isArray, pointerTo } from '../model/location.ts';
import { type Note, notices } from '../model/notice.ts';
import { assembler, type Path } from './assemble.ts';
import { open } from './open.ts';

interface DocumentShape {
  readonly each: string;
  readonly header?: readonly string[];
}

const whole = (artifact: Artifact, length: number, pointer: string): Location => ({ artifact, line: 1, offset: 0, length, pointer });

const steps = (pointer: string): readonly string[] =>
  pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

const follow = (root: Json, pointer: string): Json | undefined => {
  let value: Json | undefined = root;
  for (const step of steps(pointer)) value = isArray(value) ? value[Number(step)] : get(value, step);
  return value;
};

const headerOf = (root: Json, shape: DocumentShape): Json => {
  const header: { [key: string]: Json } = {};
  for (const key of shape.header ?? []) {
    const value = get(root, key);
    if (value !== undefined) header[key] = value;
  }
  return header;
};

/** Entries of a document that was parsed at once. */
function* cut(artifact: Artifact, shape: DocumentShape, root: Json, length: number): Generator<Entry> {
  if (shape.header) yield { value: headerOf(root, shape), at: whole(artifact, length, '') };
  const array = follow(root, shape.each);
  if (isArray(array)) {
    for (const [index, value] of array.entries()) yield { value, at: whole(artifact, length, pointerTo(shape.each, index)) };
  } else if (array !== undefined) yield { value: array, at: whole(artifact, length, shape.each) };
}

/** Keeps only the header's keys of a document too large to hold. */
async function bigHeader(artifact: Artifact, shape: DocumentShape, cap: number): Promise<Json> {
  const wanted = new Set(shape.header);
  const building = assembler({ budget: cap, keeps: (key) => wanted.has(key) });
  const decoder = new TextDecoder();
  try {
    for await (const chunk of open(artifact)) building.push(decoder.decode(chunk, { stream: true }));
  } catch {
    // What is wrong with the document is said when its elements are read.
  }
  return building.root() ?? {};
}

/** Entries of a document too large to hold, as the token parser hands them out. */
async function* stream(
  artifact: Artifact,
  shape: DocumentShape,
  pieces: Iterable<string> | AsyncIterable<string>,
  size: () => number,
  cap: number,
  note: Note,
): AsyncGenerator<Iterable<Entry>> {
  const found: Entry[] = [];
  const at = (path: Path): Location => whole(artifact, size(), path.reduce<string>(pointerTo, ''));
  const [top] = steps(shape.each);
  let streamed = false;
  const building = assembler({
    budget: cap,
    streams: (path) => path.reduce<string>(pointerTo, '') === shape.each,
    take: (value, path) => {
      streamed = true;
      found.push({ value, at: at(path) });
    },
    keeps: (key) => top === undefined || key === top,
  });
  if (shape.header) yield [{ value: headerOf(await bigHeader(artifact, shape, cap), shape), at: at([]) }];
  try {
    for await (const piece of pieces) {
      building.push(piece);
      yield found.splice(0);
    }
    building.end();
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw error;
    note(notices.brokenRecord(at([]), `${(error as Error).message}; what came before was read`));
  }
  yield found.splice(0);
  const rest = streamed ? undefined : follow(building.root() ?? null, shape.each);
  if (rest !== undefined && rest !== null && !isArray(rest)) yield [{ value: rest, at: whole(artifact, size(), shape.each) }];
  if (building.cut()) note(notices.longRecord(at([]), size(), cap));
}

/** Entries of one JSON document: parsed at once where it fits below `cap` bytes, streamed where it does not or is broken. */
export async function* documentEntries(
  artifact: Artifact,
  shape: DocumentShape,
  chunks: AsyncGenerator<Buffer>,
  cap: number,
  note: Note,
): AsyncGenerator<Iterable<Entry>> {
  const held: Buffer[] = [];
  let size = 0;
  while (size <= cap) {
    const next = await chunks.next();
    if (next.done) break;
    held.push(Buffer.from(next.value));
    size += next.value.length;
  }
  const decoder = new TextDecoder();
  if (size <= cap) {
    const text = decoder.decode(Buffer.concat(held));
    try {
      yield cut(artifact, shape, JSON.parse(text) as Json, size);
      return;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
    yield* stream(artifact, shape, [text], () => size, cap, note);
    return;
  }
  async function* rest(): AsyncGenerator<string> {
    for (const chunk of held.splice(0)) yield decoder.decode(chunk, { stream: true });
    for await (const chunk of chunks) {
      size += chunk.length;
      yield decoder.decode(chunk, { stream: true });
    }
  }
  yield* stream(artifact, shape, rest(), () => size, cap, note);
}

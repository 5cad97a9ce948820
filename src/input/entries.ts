import type { Holding, Part } from '../model/bundle.ts';
import type { Way } from '../model/inside.ts';
import { withoutOddNumbers } from '../model/json-text.ts';
import type { Artifact, Entry, Location } from '../model/location.ts';
import { type Note, notices } from '../model/notice.ts';
import { assembler } from './assemble.ts';
import { briefly } from './brief.ts';
import { utf8Decoder } from './decode.ts';
import { DEEP, depthOf, isDeep, shallow } from './deep.ts';
import { cut, documentEntries } from './document.ts';
import { type Line, type LongLine, type Passing, splitter } from './lines.ts';
import { open } from './open.ts';
import { parseRecord } from './record.ts';
import { endsReading, type Tap } from './stored.ts';
import { unwrapping } from './unwrap.ts';

/** Bytes above which a record is read by the token parser, which keeps the head and tail of each string. */
export const RECORD_CAP = 64 << 20;

const atLine = (artifact: Artifact, line: Omit<Line, 'text' | 'valid'>): Location => ({
  artifact,
  line: line.line,
  offset: line.offset,
  length: line.length,
  pointer: '',
});

/** Cuts a record that is nested too deep for whoever walks it. */
const cutDepth = (entry: Entry, note: Note): Entry => {
  if (!isDeep(entry.value)) return entry;
  note(notices.deepRecord(entry.at, depthOf(entry.value), DEEP));
  return { value: shallow(entry.value), at: entry.at };
};

/** Lines of server-sent events beside their data. */
const CONTROL = /^(?:data: \[DONE\]|event: ?\S+|id: ?\S*|retry: ?\d+|:.{0,80})\s*$/;
/** One line of prose as an entry. */
const textEntry = (artifact: Artifact, line: Line, note: Note): Entry => {
  const at = atLine(artifact, line);
  if (!line.valid) note(notices.badUtf8(at));
  return { value: line.text.replace(/\r$/, ''), at };
};

/** Characters that are kept of a line of prose which is too long to hold. */
const HELD = 64 << 10;

/** Reads an over-long line of prose as it comes by: its head is kept. */
const longText = (artifact: Artifact, cap: number, made: Entry[], note: Note): LongLine => {
  const decoder = utf8Decoder();
  let text = '';
  return {
    push(chunk) {
      if (text.length < HELD) text += decoder.push(chunk);
    },
    end(line) {
      const at = atLine(artifact, line);
      note(notices.longRecord(at, line.length, cap, 'values'));
      made.push({ value: text.slice(0, HELD), at });
    },
  };
};

/** One line as an entry; what is wrong with it becomes a notice. */
const recordEntry = (artifact: Artifact, line: Line, note: Note): Entry | undefined => {
  const at = atLine(artifact, line);
  if (!line.valid) note(notices.badUtf8(at));
  const parsed = parseRecord(line.text);
  if ('value' in parsed) return cutDepth({ value: parsed.value, at }, note);
  if ('stray' in parsed) {
    if (!CONTROL.test(line.text)) note(notices.strayText(at, line.text.slice(0, 80)));
  } else note(line.ended ? notices.brokenRecord(at, parsed.error.slice(0, 200)) : notices.cutOff(at));
  return undefined;
};

/** Reads an over-long line as it comes by; the entry it yields lands in `made`. */
const longLine = (artifact: Artifact, cap: number, made: Entry[], note: Note): LongLine => {
  const decoder = utf8Decoder();
  const building = assembler({ budget: cap });
  const plain = withoutOddNumbers();
  let failed: string | undefined;
  const attempt = (step: () => void): void => {
    if (failed !== undefined) return;
    try {
      step();
    } catch (error) {
      failed = (error as Error).message;
    }
  };
  return {
    push: (chunk) => attempt(() => building.push(plain(decoder.push(chunk)))),
    end(line) {
      attempt(() => building.push(plain(decoder.end()) + plain()));
      attempt(building.end);
      const at = atLine(artifact, line);
      const root = building.root();
      const lost = building.lost();
      if (!decoder.valid()) note(notices.badUtf8(at));
      if (failed !== undefined) note(root === undefined ? notices.brokenRecord(at, failed) : notices.brokenPart(at, failed));
      if (lost !== 'nothing') note(notices.longRecord(at, line.length, cap, lost));
      if (building.depth() > DEEP) note(notices.deepRecord(at, building.depth(), DEEP));
      if (root !== undefined) made.push({ value: root, at });
    },
  };
};

/** What to read of a part, and how. */
export interface Reading {
  readonly seen?: Tap;
  /** Lines that are wanted, by their number; all where it is absent. */
  readonly only?: (line: number) => boolean;
  /** Leaves out the middle of what tools returned, where the shape says how to know it. */
  readonly brief?: boolean;
  /** Bytes of the longest record that is parsed at once. */
  readonly cap?: number;
}

async function* lineEntries(
  artifact: Artifact,
  chunks: AsyncIterable<Buffer>,
  cap: number,
  note: Note,
  passing: Passing,
  prose: boolean,
): AsyncGenerator<Iterable<Entry>> {
  const long: Entry[] = [];
  const [toEntry, longEntry] = prose ? [textEntry, longText] : [recordEntry, longLine];
  const lines = splitter(cap, () => longEntry(artifact, cap, long, note), passing);
  function* entriesOf(found: Iterable<Line>): Generator<Entry> {
    for (const line of found) {
      if (long.length > 0) yield* long.splice(0);
      const entry = toEntry(artifact, line, note);
      if (entry) yield entry;
    }
    yield* long.splice(0);
  }
  for await (const chunk of chunks) yield entriesOf(lines.push(chunk));
  yield entriesOf(lines.end());
}

/** Every entry as it is written, wrapped or not. */
async function* written(part: Part, note: Note, { seen, only, brief = false, cap = RECORD_CAP }: Reading): AsyncGenerator<Iterable<Entry>> {
  const { artifact, shape } = part;
  if ('lines' in shape) {
    const passing = { only, brief: brief && shape.results ? briefly(shape.results) : undefined };
    yield* lineEntries(artifact, open(artifact, seen), cap, note, passing, false);
  } else if ('text' in shape) {
    yield* lineEntries(artifact, open(artifact, seen), cap, note, { only, brief: undefined }, true);
  } else {
    for await (const batch of documentEntries(artifact, shape, open(artifact, seen), cap, note))
      yield Array.from(batch, (entry) => cutDepth(entry, note));
  }
}

/** What is wrapped in entries. */
async function* unwrapped(batches: AsyncIterable<Iterable<Entry>>, way: Way, note: Note): AsyncGenerator<Iterable<Entry>> {
  const unwrap = unwrapping(way, note);
  function* opened(batch: Iterable<Entry>): Generator<Entry> {
    for (const entry of batch) yield* unwrap.push(entry);
  }
  for await (const batch of batches) yield opened(batch);
  unwrap.end();
}

/** What is held by entries that are documents. */
async function* held(batches: AsyncIterable<Iterable<Entry>>, holding: Holding, note: Note): AsyncGenerator<Iterable<Entry>> {
  function* opened(batch: Iterable<Entry>): Generator<Entry> {
    for (const entry of batch) yield* cut(entry, holding, note);
  }
  for await (const batch of batches) yield opened(batch);
}

/**
 * The entries of one part, a batch for each chunk of bytes: asynchronous only between batches, and each batch is to be read
 * before the next is asked for. What cannot be read becomes a notice, and what comes before and after it is still read.
 */
export async function* entries(part: Part, note: Note, reading: Reading = {}): AsyncGenerator<Iterable<Entry>> {
  const { artifact, shape } = part;
  try {
    const outer = written(part, note, reading);
    const records = 'inside' in shape && shape.inside ? unwrapped(outer, shape.inside, note) : outer;
    yield* 'document' in shape && shape.document ? held(records, shape.document, note) : records;
  } catch (error) {
    if (!endsReading(error)) throw error;
    note(notices.vanished(artifact, error.message));
  }
}

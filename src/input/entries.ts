import type { Part } from '../model/bundle.ts';
import type { Artifact, Entry, Json, Location } from '../model/location.ts';
import { type Note, notices } from '../model/notice.ts';
import { assembler } from './assemble.ts';
import { documentEntries } from './document.ts';
import { type Line, type LongLine, splitter } from './lines.ts';
import { open, type Tap } from './open.ts';

/** Bytes above which a record is read by the token parser, which keeps the head and tail of each string. */
export const RECORD_CAP = 64 << 20;

/** Nesting that no agent framework comes near. */
const DEEP = 512;
const CLOSERS = [']'.repeat(32), '}'.repeat(32)];

/** Levels of nesting, counted without recursion. */
export const depthOf = (value: Json): number => {
  let depth = 0;
  let level: Json[] = [value];
  while (level.length > 0) {
    depth++;
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? (Object.values(each) as Json[]) : []));
  }
  return depth - 1;
};

/** What a line that is not JSON looks like: the start of a record, or text that some program printed. */
const RECORD_START = /^\s*(?:\{\s*(?:"|\}|$)|\[\s*(?:[[{"\]]|$))/;
/** `data: {…}` of a server-sent event, or a logger's prefix before an object. */
const PREFIXED = /^[^{]{1,200}?(?=\{")/;

const tryParse = (text: string): { readonly value: Json } | { readonly error: string } => {
  try {
    return { value: JSON.parse(text) as Json };
  } catch (error) {
    return { error: (error as Error).message.slice(0, 200) };
  }
};

const atLine = (artifact: Artifact, line: Omit<Line, 'text' | 'valid'>): Location => ({
  artifact,
  line: line.line,
  offset: line.offset,
  length: line.length,
  pointer: '',
});

/** One line as an entry; what is wrong with it becomes a notice. */
const toEntry = (artifact: Artifact, line: Line, note: Note): Entry | undefined => {
  const at = atLine(artifact, line);
  if (!line.valid) note(notices.badUtf8(at));
  let parsed = tryParse(line.text);
  if ('error' in parsed && !RECORD_START.test(line.text)) {
    const prefix = PREFIXED.exec(line.text);
    const inner = prefix && tryParse(line.text.slice(prefix[0].length));
    if (!inner || 'error' in inner) {
      note(notices.strayText(at, line.text.slice(0, 80)));
      return undefined;
    }
    parsed = inner;
  }
  if ('error' in parsed) {
    note(line.ended ? notices.brokenRecord(at, parsed.error) : notices.cutOff(at));
    return undefined;
  }
  if (line.length > DEEP * 4 && CLOSERS.some((run) => line.text.includes(run))) {
    const depth = depthOf(parsed.value);
    if (depth > DEEP) note(notices.deepRecord(at, depth));
  }
  return { value: parsed.value, at };
};

/** Reads an over-long line as it comes by; the entry it yields lands in `made`. */
const longLine = (artifact: Artifact, cap: number, made: Entry[], note: Note): LongLine => {
  const decoder = new TextDecoder();
  const building = assembler({ budget: cap });
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
    push: (chunk) => attempt(() => building.push(decoder.decode(chunk, { stream: true }))),
    end: (line) => {
      attempt(building.end);
      const at = atLine(artifact, line);
      const root = building.root();
      if (failed !== undefined) note(line.ended ? notices.brokenRecord(at, failed) : notices.cutOff(at));
      else note(notices.longRecord(at, line.length, cap));
      if (root !== undefined) made.push({ value: root, at });
    },
  };
};

async function* lineEntries(artifact: Artifact, chunks: AsyncIterable<Buffer>, cap: number, note: Note): AsyncGenerator<Iterable<Entry>> {
  const long: Entry[] = [];
  const lines = splitter(cap, () => longLine(artifact, cap, long, note));
  function* entriesOf(found: Iterable<Line>): Generator<Entry> {
    for (const line of found) {
      yield* long.splice(0);
      const entry = toEntry(artifact, line, note);
      if (entry) yield entry;
    }
    yield* long.splice(0);
  }
  for await (const chunk of chunks) yield entriesOf(lines.push(chunk));
  yield entriesOf(lines.end());
}

/**
 * The entries of one part, a batch for each chunk of bytes: asynchronous only between batches.
 * What cannot be read becomes a notice, and what comes before and after it is still read.
 */
export async function* entries(part: Part, note: Note, seen?: Tap, cap = RECORD_CAP): AsyncGenerator<Iterable<Entry>> {
  const chunks = open(part.artifact, seen);
  try {
    if ('lines' in part.shape) yield* lineEntries(part.artifact, chunks, cap, note);
    else if ('each' in part.shape) yield* documentEntries(part.artifact, part.shape, chunks, cap, note);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    note(notices.vanished(part.artifact, error.message));
  }
}

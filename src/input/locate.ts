import type { Place } from '../model/finding.ts';
import { grouped } from '../model/grouped.ts';
import type { Artifact, Location } from '../model/location.ts';
import { type Note, notices } from '../model/notice.ts';
import { utf8Decoder } from './decode.ts';
import { open } from './open.ts';
import { withoutPrefix } from './record.ts';
import { type Range, type Sought, seeker } from './seek.ts';
import { endsReading } from './stored.ts';

/** Characters of a snippet. */
const SNIPPET = 200;

/** Control characters, direction marks and the like, which no report may print. */
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

const snippetOf = (text: string): string => {
  const safe = text
    .slice(0, SNIPPET * 2)
    .replace(UNSAFE, '')
    .trim();
  return safe.length > SNIPPET ? `${safe.slice(0, SNIPPET - 1)}…` : safe;
};

/** Decoded text of a raw JSON string, quotes included in the raw text. */
const decode = (raw: string): string => {
  try {
    return JSON.parse(raw) as string;
  } catch {
    return raw.slice(1, -1);
  }
};

/** Index in the raw string, its opening quote being 0, of a decoded character. */
const rawIndex = (raw: string, decoded: number): number => {
  let index = 1;
  for (let passed = 0; passed < decoded && index < raw.length - 1; passed++)
    index += raw[index] !== '\\' ? 1 : raw[index + 1] === 'u' ? 6 : 2;
  return index;
};

interface Inner {
  /** Half-open range of the raw text. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The part of a raw value that the rest of a pointer and a span single out. */
const narrow = (sought: Pick<Sought, 'raw' | 'isString'>, pointers: readonly string[], span: Location['span']): Inner => {
  const { raw, isString } = sought;
  if (!isString) return { from: 0, to: raw.length, text: raw };
  const text = decode(raw);
  const [pointer, ...rest] = pointers;
  if (pointer !== undefined) {
    const inner = seeker([pointer]);
    inner.push(text);
    inner.end();
    const found = inner.found.get(pointer);
    if (!found) return { from: 0, to: raw.length, text };
    const deeper = narrow(found, rest, span);
    return { from: rawIndex(raw, found.start + deeper.from), to: rawIndex(raw, found.start + deeper.to), text: deeper.text };
  }
  // What was read may be longer than what stands here: a log can keep long texts apart and name them.
  if (!span || span[1] > text.length) return { from: 0, to: raw.length, text };
  return { from: rawIndex(raw, span[0]), to: rawIndex(raw, span[1]), text: text.slice(span[0], span[1]) };
};

const place = (location: Location, range: Range, snippet: string): Place => ({
  file: location.artifact.uri,
  ...(location.artifact.member !== undefined && { member: location.artifact.member }),
  ...range,
  offset: location.offset,
  pointer: location.pointer,
  snippet: snippetOf(snippet),
});

/** The place of a whole record, for notices and for what is not found inside it. */
export const placeOf = (location: Location): Place =>
  place(location, { line: location.line, column: 1, endLine: location.line, endColumn: 1 }, '');

/** What was found of one record. */
interface Found {
  readonly found: ReadonlyMap<string, Sought>;
  /** How the record begins, where it is no JSON. */
  readonly prose: string | undefined;
}

/** The place of a line of prose, in which no pointer leads anywhere. */
const proseOf = (location: Location, text: string): Place =>
  place(location, { line: location.line, column: 1, endLine: location.line, endColumn: text.length + 1 }, text);

const NOTHING: Found = { found: new Map(), prose: undefined };

const toPlace = (location: Location, { found, prose }: Found): Place => {
  const [pointer, ...rest] = found.has(location.pointer) ? [location.pointer] : location.pointer.split('#');
  const sought = found.get(pointer!);
  if (!sought) return prose === undefined ? placeOf(location) : proseOf(location, prose);
  if (!sought.isString) return place(location, sought.range, sought.raw);
  const { from, to, text } = narrow(sought, rest, location.span);
  const { line, column } = sought.range;
  return place(location, { line, column: column + from, endLine: line, endColumn: column + to }, text);
};

/** Characters among which a logger's prefix before a record is looked for. */
const PREFIX = 512;

/** The bytes of one record out of an artifact's chunks. */
interface Window {
  readonly offset: number;
  readonly end: number;
  readonly push: (bytes: Buffer) => void;
  /** Says that no more bytes come. */
  readonly found: () => Found;
}

const toWindow = (same: readonly Location[]): Window => {
  const { line, offset } = same[0]!;
  // A `#` may enter JSON held in a string or belong to a key, so both are looked for.
  const seek = seeker(
    same.flatMap(({ pointer }) => [pointer, pointer.split('#')[0]!]),
    line,
  );
  const decoder = utf8Decoder();
  let head: string | undefined = '';
  let prose: string | undefined;
  const push = (text: string, last: boolean): void => {
    if (head === undefined) seek.push(text);
    else {
      head += text;
      if (head.length < PREFIX && !last) return;
      const record = withoutPrefix(head);
      if (!/^\s*[{[]/.test(record)) prose = record.trimEnd();
      seek.push(record);
      head = undefined;
    }
  };
  return {
    offset,
    end: offset + same.reduce((longest, location) => Math.max(longest, location.length), 0),
    push: (bytes) => push(decoder.push(bytes), false),
    found() {
      push(decoder.end(), true);
      seek.end();
      return { found: seek.found, prose };
    },
  };
};

const windows = (locations: readonly Location[]): readonly Window[] =>
  [...grouped(locations, ({ offset }) => offset).values()].map(toWindow).sort((a, b) => a.offset - b.offset);

/** Gives every window the bytes of its record, in one pass. */
const fill = async (artifact: Artifact, all: readonly Window[]): Promise<void> => {
  let position = 0;
  let first = 0;
  for await (const chunk of open(artifact)) {
    const end = position + chunk.length;
    for (let index = first; index < all.length && all[index]!.offset < end; index++) {
      const window = all[index]!;
      const from = Math.max(window.offset, position) - position;
      const to = Math.min(window.end, end) - position;
      if (from < to) window.push(chunk.subarray(from, to));
      if (window.end <= end && index === first) first++;
    }
    position = end;
    if (first === all.length) break;
  }
};

/**
 * Lines, columns and snippets of the given locations of one artifact, in the same order, from one pass over its bytes.
 * A value that cannot be found again is placed at the start of its record; that the file cannot be read again is a notice.
 */
export const locate = async (artifact: Artifact, locations: readonly Location[], note?: Note): Promise<readonly Place[]> => {
  const all = windows(locations);
  try {
    await fill(artifact, all);
  } catch (error) {
    if (!endsReading(error)) throw error;
    note?.(notices.vanished(artifact, error.message));
  }
  const byOffset = new Map(all.map((window) => [window.offset, window.found()]));
  return locations.map((location) => toPlace(location, byOffset.get(location.offset) ?? NOTHING));
};

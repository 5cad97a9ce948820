import type { Json } from '../model/location.ts';
import { readerOf } from './value-kinds.ts';
import type { Reader } from './value-readers.ts';

/** A named value that an edit sets. */
export interface Value {
  /** Dotted path inside the file. */
  readonly key: string;
  readonly from?: Json;
  /** Absent when the key is removed. */
  readonly to?: Json;
}

/** Characters of a text that is compared, characters of one that is new, and values that one edit can set. */
const COMPARED = 256 << 10;
const NEW = 64 << 10;
const VALUES = 200;
/** Values that are read of one text. */
const READ = 5000;

/** A value that is there and is no literal. */
const HIDDEN = Symbol('hidden');
type Held = Json | typeof HIDDEN;
type Values = ReadonlyMap<string, readonly Held[]>;

/** What an edit of a config, table or script sets: compares the text before with the text after. Fragments will do. */
export const assigned = (path: string, before: string | undefined, after: string | undefined): readonly Value[] => {
  if (after === undefined || before === after) return [];
  if ((before?.length ?? 0) > COMPARED || after.length > (before === undefined ? NEW : COMPARED)) return [];
  const kind = readerOf(path, after || before || '');
  if (!kind || (before === undefined && !kind.whole)) return [];
  if (before === undefined || before === '') return kind.whole ? added(kind.reader, after) : [];
  const [old, fresh] = kind.context ? [before, after] : differing(before, after);
  return compared(values(kind.reader, old, READ), values(kind.reader, fresh, READ));
};

const added = (reader: Reader, text: string): readonly Value[] => compared(new Map(), values(reader, text, VALUES));

const values = (reader: Reader, text: string, most: number): Values => {
  const found = new Map<string, Held[]>();
  let count = 0;
  reader(text, (key, value) => {
    const held = value === undefined ? HIDDEN : value;
    const earlier = found.get(key);
    if (earlier) earlier.push(held);
    else found.set(key, [held]);
    return ++count < most;
  });
  return found;
};

const compared = (before: Values, after: Values): readonly Value[] => {
  const found: Value[] = [];
  for (const [key, news] of after) {
    const olds = before.get(key) ?? [];
    if (olds.length === news.length && olds.every((old, index) => old === news[index])) continue;
    found.push(...changes(key, without(olds, news), without(news, olds)));
    if (found.length >= VALUES) return found.slice(0, VALUES);
  }
  for (const [key, olds] of before) if (!after.has(key)) found.push(...changes(key, olds, []));
  return found.slice(0, VALUES);
};

/** The values that have no twin among the others. */
const without = (values: readonly Held[], others: readonly Held[]): readonly Held[] => {
  if (values.length === 1 && others.length === 1) return values[0] === others[0] ? [] : values;
  const left = new Map<Held, number>();
  for (const other of others) left.set(other, (left.get(other) ?? 0) + 1);
  return values.filter((value) => {
    const twins = left.get(value) ?? 0;
    if (twins > 0) left.set(value, twins - 1);
    return twins === 0;
  });
};

/** What went and what came under one key, in pairs; a value that is no literal is neither. */
const changes = (key: string, gone: readonly Held[], come: readonly Held[]): readonly Value[] => {
  const found: Value[] = [];
  for (let index = 0; index < Math.max(gone.length, come.length); index++) {
    const from = gone[index];
    const to = come[index];
    if (to === HIDDEN || (to === undefined && from === HIDDEN)) continue;
    found.push({ key, ...(from !== undefined && from !== HIDDEN && { from }), ...(to !== undefined && { to }) });
  }
  return found;
};

/** Both texts without the lines that they begin and end with alike. */
const differing = (before: string, after: string): readonly [string, string] => {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head++;
  let tail = 0;
  while (tail < shorter - head && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail++;
  const start = head === 0 ? 0 : before.lastIndexOf('\n', head - 1) + 1;
  const lineEnd = before.indexOf('\n', before.length - tail);
  const end = lineEnd < 0 ? 0 : before.length - lineEnd;
  return [before.slice(start, before.length - end), after.slice(start, after.length - end)];
};

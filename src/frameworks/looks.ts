import type { Sample } from '../model/bundle.ts';
import { isObject } from '../model/location.ts';

/** How files that hold no log begin. */
const MAGIC: readonly (readonly [bytes: string, what: string])[] = [
  ['SQLite format 3', 'an SQLite database'],
  ['PK\u0003\u0004', 'a zip archive'],
  ['PAR1', 'a parquet table'],
  ['(\u00b5/\u00fd', 'zstd-compressed'],
  ['\u0089PNG', 'an image'],
  ['\u00ff\u00d8\u00ff', 'an image'],
  ['%PDF', 'a PDF document'],
];

const named = (keys: readonly string[]): string =>
  keys.length === 0 ? '' : ` with ${keys.slice(0, 5).join(', ').slice(0, 80)}${keys.length > 5 ? ' …' : ''}`;

/** A few words on what an artifact looks like, for a reader who expected a log. */
export const looks = (sample: Sample): string => {
  if (sample.size === 0) return 'empty';
  const start = String.fromCharCode(...sample.magic);
  const known = MAGIC.find(([bytes]) => start.startsWith(bytes));
  if (known) return known[1];
  if (sample.magic.includes(0)) return 'binary';
  const [first] = sample.records;
  if (sample.lines) return `JSON lines${named(isObject(first) ? Object.keys(first) : [])}`;
  if (sample.rootKeys.length > 0) return `JSON document${named(sample.rootKeys)}`;
  if (sample.document) return `JSON array${named(isObject(first) ? Object.keys(first) : [])}`;
  return 'text';
};

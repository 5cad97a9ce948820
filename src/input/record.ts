import type { Json } from '../model/location.ts';
import { mayHoldOddNumbers, withoutOddNumbers } from './numbers.ts';

/** What a line that is not JSON looks like: the start of a record, or text that some program printed. */
const RECORD_START = /^\s*(?:\{\s*(?:"|\}|$)|\[\s*(?:[[{"\]]|$))/;
/** `data: {…}` of a server-sent event, or a logger's prefix before an object. */
const PREFIXED = /^[^{]{1,200}?(?=\{")/;

export type Parsed =
  | { readonly value: Json }
  /** Meant to be a record, and broken. */
  | { readonly error: string }
  /** Never meant to be one. */
  | { readonly stray: true };

/** Parses JSON, and what comes close to it: numbers that it has no word for become null. */
export const parse = (text: string): Exclude<Parsed, { stray: true }> => {
  try {
    return { value: JSON.parse(text) as Json };
  } catch (error) {
    if (!mayHoldOddNumbers(text)) return { error: (error as Error).message };
    const fix = withoutOddNumbers();
    const plain = fix(text) + fix();
    return plain === text ? { error: (error as Error).message } : parse(plain);
  }
};

const prefixOf = (text: string): number => (RECORD_START.test(text) ? 0 : (PREFIXED.exec(text)?.[0].length ?? 0));

/** Where an object ends that a logger's own words follow on the line. */
const endOf = (text: string): number => text.lastIndexOf('} ') + 1 || text.length;

/** Reads a line as a record, behind a logger's prefix or not. */
export const parseRecord = (text: string): Parsed => {
  const parsed = parse(text);
  if ('value' in parsed || RECORD_START.test(text)) return parsed;
  const prefix = prefixOf(text);
  if (prefix === 0) return { stray: true };
  const inner = parse(text.slice(prefix));
  if ('value' in inner) return inner;
  const end = endOf(text);
  const cut = end === text.length ? inner : parse(text.slice(prefix, end));
  return 'value' in cut ? cut : { stray: true };
};

/** The same text with blanks in place of what precedes the record, so that indexes stay. */
export const withoutPrefix = (text: string): string => {
  const prefix = prefixOf(text.slice(0, 512));
  return prefix === 0 ? text : ' '.repeat(prefix) + text.slice(prefix);
};

import { parseJson } from '../model/json-text.ts';
import type { Json } from '../model/location.ts';

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

const prefixOf = (text: string): number => (RECORD_START.test(text) ? 0 : (PREFIXED.exec(text)?.[0].length ?? 0));

/** Where an object ends that a logger's own words follow on the line. */
const endOf = (text: string): number => text.lastIndexOf('} ') + 1 || text.length;

/** Reads a line as a record, behind a logger's prefix or not. */
export const parseRecord = (text: string): Parsed => {
  const parsed = parseJson(text);
  if ('value' in parsed || RECORD_START.test(text)) return parsed;
  const prefix = prefixOf(text);
  if (prefix === 0) return { stray: true };
  const inner = parseJson(text.slice(prefix));
  if ('value' in inner) return inner;
  const end = endOf(text);
  const cut = end === text.length ? inner : parseJson(text.slice(prefix, end));
  return 'value' in cut ? cut : { stray: true };
};

/** The same text with blanks in place of what precedes the record, so that indexes stay. */
export const withoutPrefix = (text: string): string => {
  const prefix = prefixOf(text.slice(0, 512));
  return prefix === 0 ? text : ' '.repeat(prefix) + text.slice(prefix);
};

import { parseJson } from './json-text.ts';
import { get, isArray, type Json, pointerTo } from './location.ts';

/** A pointer in which the step `*` means every element of an array, and `#` enters JSON held in a string. */
export type Way = string;

interface Found {
  readonly value: Json;
  /** Pointer to it, with `#` where a string was entered. */
  readonly at: string;
}

const BYTES = new TextDecoder();

/** The text of a string, or of the bytes that some loggers write where a text is no UTF-8. */
const textIn = (value: Json): string | undefined => {
  if (typeof value === 'string') return value;
  return isArray(value) && value.length > 0 && value.every((each) => typeof each === 'number')
    ? BYTES.decode(Uint8Array.from(value as readonly number[]))
    : undefined;
};

/** What a text that is JSON says: an object or an array, or nothing. */
export const recordIn = (text: string): Json | undefined => {
  if (!/^\s*[[{]/.test(text)) return undefined;
  const parsed = parseJson(text);
  return 'value' in parsed ? parsed.value : undefined;
};

const steps = (way: Way): readonly string[] => way.match(/\/[^/#]*|#/g) ?? [];

const below = ({ value, at }: Found, step: string): readonly Found[] => {
  if (step === '#') {
    const text = textIn(value);
    const record = text === undefined ? undefined : recordIn(text);
    return record === undefined ? [] : [{ value: record, at: `${at}#` }];
  }
  if (step === '/*') return isArray(value) ? value.map((each, index) => ({ value: each, at: pointerTo(at, index) })) : [];
  const key = step.slice(1).replaceAll('~1', '/').replaceAll('~0', '~');
  const found = isArray(value) ? value[Number(key)] : get(value, key);
  return found === undefined || found === null ? [] : [{ value: found, at: at + step }];
};

/** All that a way leads to inside a value. */
export const inside = (value: Json, way: Way): readonly Found[] =>
  steps(way).reduce<readonly Found[]>((found, step) => found.flatMap((each) => below(each, step)), [{ value, at: '' }]);

/** The innermost text that a way enters, the pointer to it, and what is left of the way from there. */
export const textInside = (value: Json, way: Way): { readonly text: string; readonly at: string; readonly rest: Way } | undefined => {
  for (let end = way.lastIndexOf('#'); end > -1; end = end === 0 ? -1 : way.lastIndexOf('#', end - 1)) {
    const [holder] = inside(value, way.slice(0, end));
    const text = holder && textIn(holder.value);
    if (text !== undefined) return { text, at: holder!.at, rest: way.slice(end + 1) };
  }
  return undefined;
};

/** Characters of a record that is cut into pieces, beyond which no more are waited for. */
const MOST = 64 << 20;

const begins = (text: string): boolean => /^\s*(?:\{\s*"|\[\s*[[{"])/.test(text);

/** Puts records together that a logger has cut into several texts. `T`: where a piece comes from. */
export interface Pieces<T> {
  /** The record that a text completes; `stray` when it belongs to none. */
  readonly push: (text: string, from: T) => { readonly value: Json; readonly from: T } | 'open' | 'stray';
  /** Where the record began that was never completed. */
  readonly end: () => T | undefined;
}

export const pieces = <T>(): Pieces<T> => {
  let begun: { readonly from: T; text: string } | undefined;
  return {
    push(text, from) {
      const piece = text.replace(/\n$/, '');
      if (!begun && !begins(text)) return 'stray';
      if (begun) begun.text += piece;
      else begun = { from, text: piece };
      const value = /[}\]]\s*$/.test(piece) ? recordIn(begun.text) : undefined;
      if (value === undefined) return begun.text.length > MOST ? 'stray' : 'open';
      const record = { value, from: begun.from };
      begun = undefined;
      return record;
    },
    end() {
      const from = begun?.from;
      begun = undefined;
      return from;
    },
  };
};

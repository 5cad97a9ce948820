import type { Results } from '../model/bundle.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Bytes above which a string is cut, and what is kept of it at either end. */
const LONG = 1024;
const KEPT = 256;
/** Records shorter than this gain nothing. */
const WORTH = 2 * LONG;
/** Bytes that are looked at one by one before the search in larger steps pays. */
const NEAR = 48;
/** Longest way that a character can be written with escapes, in bytes: two halves of `\ud83d\ude00`. */
const ESCAPES = 12;
const CUT = '[...]';

/** Bytes of a record among which its mark is looked for. */
const HEAD = 1024;

const isEscaped = (bytes: Buffer, at: number): boolean => {
  let first = at;
  while (bytes[first - 1] === BACKSLASH) first--;
  return (at - first) % 2 === 1;
};

/** Where the string ends whose first byte is at `from`: the place of its closing quote, or -1. */
const closing = (bytes: Buffer, from: number, end: number): number => {
  const near = Math.min(end, from + NEAR);
  let at = from;
  for (; at < near; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH) at++;
  }
  for (at = bytes.indexOf(QUOTE, at); at !== -1 && at < end; at = bytes.indexOf(QUOTE, at + 1)) if (!isEscaped(bytes, at)) return at;
  return -1;
};

/** The first place from `from` on that is inside no character and no escape; -1 where none is near. */
const between = (bytes: Buffer, from: number): number => {
  let clear = 0;
  for (let at = from - ESCAPES; at < from + 4 * ESCAPES; at++) {
    const byte = bytes[at]!;
    if (at >= from && clear >= ESCAPES && byte < 0x80) return at;
    clear = byte === BACKSLASH ? 0 : clear + 1;
  }
  return -1;
};

/**
 * The line with the middle of each long string left out; undefined where there is nothing to leave out, it is no record, or one of its strings is
 * the one that excludes it.
 */
const shortened = (bytes: Buffer, start: number, end: number, unless: string): string | undefined => {
  let text = '';
  let kept = start;
  let at = start;
  while (at < end) {
    const opened = bytes.indexOf(QUOTE, at);
    if (opened === -1 || opened >= end) break;
    const closed = closing(bytes, opened + 1, end);
    if (closed === -1) return undefined;
    at = closed + 1;
    if (closed - opened - 1 === unless.length && bytes.toString('latin1', opened + 1, closed) === unless) return undefined;
    if (closed - opened < LONG) continue;
    const head = between(bytes, opened + KEPT);
    const tail = between(bytes, closed - KEPT);
    if (head === -1 || tail === -1) continue;
    text += bytes.toString('utf8', kept, head) + CUT;
    kept = tail;
  }
  return kept === start ? undefined : text + bytes.toString('utf8', kept, end);
};

/**
 * Reads lines that hold what tools returned with the middle of their long strings left out, before they are decoded and parsed: where nobody looks at
 * results yet, they are most of a log. Gives undefined for a line that is to be read whole.
 */
export const briefly = ({ marked, unless }: Results): ((bytes: Buffer, start: number, end: number) => string | undefined) => {
  const mark = Buffer.from(`"${marked}"`);
  return (bytes, start, end) =>
    end - start >= WORTH && bytes.subarray(start, start + HEAD).includes(mark) ? shortened(bytes, start, end, unless) : undefined;
};

import type { Json } from './location.ts';

/** What writers in Python and JavaScript put down for numbers that JSON has no word for. */
const ODD = /-?\b(?:NaN|Infinity)\b/g;
/** The beginning of such a word at the end of a piece. */
const BEGUN = /-?(?:N(?:aN?)?|I(?:n(?:f(?:i(?:n(?:i(?:t(?:y)?)?)?)?)?)?)?)?$/;

/** Characters of the longest of these words. */
const LONGEST = '-Infinity'.length;

/** The backslashes at the end of a text: whether they escape what follows, only the next piece can tell. */
const backslashes = (text: string): string => {
  let start = text.length;
  while (start > 0 && text[start - 1] === '\\') start--;
  return text.slice(start);
};

/** Index behind the quote that ends a string; -1 where it does not end here. */
const endOfString = (text: string, from: number): number => {
  for (let quote = text.indexOf('"', from); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let before = quote;
    while (before > from && text[before - 1] === '\\') before--;
    if ((quote - before) % 2 === 0) return quote + 1;
  }
  return -1;
};

/** Puts `null` in place of NaN and Infinity in JSON text that comes in pieces; strings stay as they are. Call with nothing at the end. */
export const withoutOddNumbers = (): ((piece?: string) => string) => {
  let inside = false;
  let held = '';
  return (piece) => {
    const text = held + (piece ?? '');
    held = '';
    let made = '';
    for (let at = 0; at < text.length; ) {
      const end = inside ? endOfString(text, at) : text.indexOf('"', at) + 1 || -1;
      const part = text.slice(at, end === -1 ? undefined : end);
      if (end === -1 && piece !== undefined) held = inside ? backslashes(part) : BEGUN.exec(part.slice(-LONGEST))![0];
      const whole = part.slice(0, part.length - held.length);
      made += inside ? whole : whole.replace(ODD, 'null');
      if (end !== -1) inside = !inside;
      at = end === -1 ? text.length : end;
    }
    return made;
  };
};

/** Reads JSON text, and what comes close to it: numbers that it has no word for become null. */
export const parseJson = (text: string): { readonly value: Json } | { readonly error: string } => {
  try {
    return { value: JSON.parse(text) as Json };
  } catch (error) {
    const { message } = error as Error;
    if (!text.includes('NaN') && !text.includes('Infinity')) return { error: message };
    const fix = withoutOddNumbers();
    const plain = fix(text) + fix();
    return plain === text ? { error: message } : parseJson(plain);
  }
};

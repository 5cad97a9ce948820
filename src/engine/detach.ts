/** Length of texts that many findings may say alike, and how many of them are remembered. */
const SHORT = 120;
const MOST = 20_000;

interface Holder {
  [key: string]: unknown;
}

/**
 * Copies values so that they keep nothing of what they were cut from: a piece of a record's text would keep the whole record alive.
 * Short texts that occur again are one text.
 */
export const detaching = (): (<T extends object>(value: T) => T) => {
  const pool = new Map<string, string>();
  const shared = (text: string): string => {
    if (text.length > SHORT) return text;
    const known = pool.get(text);
    if (known === undefined && pool.size < MOST) pool.set(text, text);
    return known ?? text;
  };
  const share = (holder: Holder, seen: Set<object>): void => {
    seen.add(holder);
    for (const [key, member] of Object.entries(holder)) {
      if (typeof member === 'string') holder[key] = shared(member);
      else if (typeof member === 'object' && member !== null && !seen.has(member)) share(member as Holder, seen);
    }
  };
  return (value) => {
    const copy = structuredClone(value);
    share(copy as unknown as Holder, new Set());
    return copy;
  };
};

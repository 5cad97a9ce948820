import { isArray, type Json } from '../model/location.ts';

/** Names that one table holds before it is set aside; the table before it is then forgotten. */
const CAPACITY = 1 << 17;
const FIRST = 1 << 8;
/** Words of a slot: two of a name's hash and its mark. */
const STRIDE = 3;

/** What was last remarked of a name: twelve bytes each, and once there are more than 131,072 names the oldest are forgotten. */
export interface Recall {
  readonly get: (name: string) => number | undefined;
  /** `mark`: any unsigned 32-bit number. Returns the mark before it. */
  readonly set: (name: string, mark: number) => number | undefined;
}

interface Table {
  readonly words: Int32Array;
  held: number;
}

const table = (slots: number): Table => ({ words: new Int32Array(slots * STRIDE), held: 0 });

/** Start of the slot that holds the hash, or of the empty one where it belongs. */
const slotOf = ({ words }: Table, high: number, low: number): number => {
  const slots = words.length / STRIDE;
  for (let slot = high & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
    const start = slot * STRIDE;
    if (words[start + 1] === 0 || (words[start] === high && words[start + 1] === low)) return start;
  }
};

const put = (into: Table, high: number, low: number, mark: number): void => {
  const start = slotOf(into, high, low);
  if (into.words[start + 1] === 0) into.held++;
  into.words[start] = high;
  into.words[start + 1] = low;
  into.words[start + 2] = mark;
};

const grown = (full: Table): Table => {
  const larger = table((full.words.length / STRIDE) * 2);
  for (let start = 0; start < full.words.length; start += STRIDE)
    if (full.words[start + 1] !== 0) put(larger, full.words[start]!, full.words[start + 1]!, full.words[start + 2]!);
  return larger;
};

/** Mixes a text into a 32-bit hash. */
export const mix = (seed: number, text: string, from = 0, to = text.length): number => {
  let hash = seed;
  for (let index = from; index < to; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 0;
};

/** Characters that are looked at on either side of a long text. */
const ENDS = 32;
/** Levels of nesting that are looked at. */
const DEPTH = 4;

/** A short mark of a value: equal for equal values, almost always different for different ones. Of long texts it sees length and ends. */
export const digest = (value: Json, seed = 0, depth = DEPTH): number => {
  if (typeof value === 'string') {
    const start = mix(Math.imul(seed ^ value.length, 31), value, 0, Math.min(value.length, ENDS));
    return value.length <= ENDS ? start : mix(start, value, Math.max(ENDS, value.length - ENDS));
  }
  if (typeof value !== 'object' || value === null) return mix(seed, String(value));
  if (depth === 0) return seed;
  if (isArray(value)) return value.reduce<number>((mark, each) => digest(each, mark, depth - 1), mix(seed, '['));
  // The order of keys says nothing, so their marks are added up.
  let sum = 0;
  for (const key of Object.keys(value)) sum = (sum + digest(value[key]!, mix(seed, key), depth - 1)) >>> 0;
  return (seed ^ sum) >>> 0;
};

/** Remembers names in bounded memory. Two names are taken for one another once in 2⁶³. */
export const recall = (capacity = CAPACITY): Recall => {
  let young = table(FIRST);
  let old: Table | undefined;
  let high = 0;
  let low = 0;
  /** Works out both hashes of a name at once. */
  const hash = (name: string): void => {
    let one = 0x811c9dc5 | 0;
    let other = 0x9747b28c | 0;
    for (let index = 0; index < name.length; index++) {
      const code = name.charCodeAt(index);
      one = Math.imul(one ^ code, 0x01000193);
      other = Math.imul(other ^ code, 0x01000193);
    }
    high = Math.imul(one ^ (one >>> 15), 0x2c1b3c6d);
    low = Math.imul(other ^ (other >>> 15), 0x2c1b3c6d) | 1;
  };
  const find = (from: Table | undefined): number | undefined => {
    if (!from) return undefined;
    const start = slotOf(from, high, low);
    return from.words[start + 1] === 0 ? undefined : from.words[start + 2]! >>> 0;
  };
  return {
    get(name) {
      hash(name);
      return find(young) ?? find(old);
    },
    set(name, mark) {
      hash(name);
      const before = find(young) ?? find(old);
      if (young.held >= capacity) {
        old = young;
        young = table(FIRST);
      } else if (young.held * 2 * STRIDE >= young.words.length) young = grown(young);
      put(young, high, low, mark);
      return before;
    },
  };
};

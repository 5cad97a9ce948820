/** A sentence of a text and where it begins, in UTF-16 units. */
export interface Sentence {
  readonly text: string;
  readonly start: number;
}

/** Characters of one sentence; what has no full stop in so long is cut there. */
const LONGEST = 600;

/** The sentences of a text: ended by a full stop, a line's end or a list mark. */
export function* sentences(text: string): Generator<Sentence> {
  const breaks = /[.!?](?=\s|$)|[。！？]|\n+/g;
  let start = 0;
  const cut = (end: number): Sentence | undefined => {
    const raw = text.slice(start, end);
    const lead = raw.length - raw.trimStart().length;
    const words = raw.trim();
    return words === '' ? undefined : { text: words.slice(0, LONGEST), start: start + lead };
  };
  for (let found = breaks.exec(text); found; found = breaks.exec(text)) {
    const end = found.index + found[0].length;
    const sentence = cut(end);
    if (sentence) yield sentence;
    start = end;
  }
  const last = cut(text.length);
  if (last) yield last;
}

/** Words that name nothing in particular. */
const COMMON = new Set(
  (
    'the and for from with this that into file files path dir tmp var etc usr opt app src home root data json yaml yml txt csv md conf config toml ini log logs py js ts sh bak old orig new ' +
    'true false none null enabled disabled value values key name main index test tests service systemd local bin lib level state status run com org net www http https value'
  ).split(' '),
);

/** The distinctive words of a name or path, in lower case; ids and extensions tell nothing. */
export const tellingWords = (name: string): readonly string[] => {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2 && !COMMON.has(word));
  return [...new Set(words)];
};

/** What a word's other forms share with it. */
export const stemOf = (word: string): string => (word.length > 5 ? word.slice(0, -1) : word);

/** How many of the words a text has, from 0 to 1; a word counts in its other forms too. */
export const shareOf = (words: readonly string[], text: string): number => {
  if (words.length === 0) return 0;
  const lower = text.toLowerCase();
  return words.filter((word) => lower.includes(stemOf(word))).length / words.length;
};

/** A name as a part of a pattern that matches nothing else. */
export const escaped = (name: string): string => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Whether a text holds a name as a whole, in any case. */
export const hasName = (text: string, name: string): boolean => {
  const at = text.toLowerCase().indexOf(name.toLowerCase());
  return at >= 0 && !/[a-z0-9]/i.test(text[at - 1] ?? ' ') && !/[a-z0-9]/i.test(text[at + name.length] ?? ' ');
};

/** Texts of which what was computed is remembered. */
const REMEMBERED = 20_000;

/** Computes something once for each short text, and forgets all when they are many. */
export const remembered = <V>(compute: (text: string) => V): ((text: string) => V) => {
  const known = new Map<string, V>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = compute(text);
    if (known.size >= REMEMBERED) known.clear();
    known.set(text, value);
    return value;
  };
};

/** Computes something once for each object and keeps it as long as the object lives. */
export const once = <K extends object, V>(compute: (of: K) => V): ((of: K) => V) => {
  const known = new WeakMap<K, { readonly value: V }>();
  return (of) => {
    let found = known.get(of);
    if (!found) known.set(of, (found = { value: compute(of) }));
    return found.value;
  };
};

/** The sentences of a passage, found once. */
export const sentencesOf = once((passage: { readonly text: string }): readonly Sentence[] => [...sentences(passage.text)]);

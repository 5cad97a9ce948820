// https://docs.python.org/3/reference/lexical_analysis.html#literals (what `repr` prints of a dict or list)
import type { Json } from '../model/location.ts';

const WORDS: { readonly [word: string]: string } = { True: 'true', False: 'false', None: 'null' };
/** A string, a word, or any other character. */
const TOKEN = /[rbu]?('(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*")|\b(?:True|False|None)\b|[\s\S]/g;
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([\s\S]))/g;
const CONTROLS: { readonly [letter: string]: string } = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '\n': '' };

/** A quoted Python string as a JSON one. */
const quoted = (string: string): string =>
  JSON.stringify(
    string
      .slice(1, -1)
      .replace(ESCAPE, (_, byte?: string, unit?: string, letter?: string) =>
        letter === undefined ? String.fromCharCode(Number.parseInt(byte ?? unit!, 16)) : (CONTROLS[letter] ?? letter),
      ),
  );

const parse = (words: string): Json | undefined => {
  try {
    return JSON.parse(words) as Json;
  } catch {
    return undefined;
  }
};

const fromPython = (words: string): string =>
  words
    .replace(TOKEN, (token, string: string | undefined) => (string === undefined ? (WORDS[token] ?? token) : quoted(string)))
    .replace(/,(\s*[\]}])/g, '$1');

/** A value written as JSON or as Python prints it; undefined for anything else. */
export const literal = (words: string): Json | undefined => {
  const trimmed = words.trim();
  return /^[[{"'\d-]|^(?:true|false|null|True|False|None)$/.test(trimmed) ? (parse(trimmed) ?? parse(fromPython(trimmed))) : undefined;
};

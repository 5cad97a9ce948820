import type { Memory } from './world.ts';

export interface Word {
  readonly text: string;
  readonly quoted: boolean;
  /** False when a variable in it is not known. */
  readonly sure: boolean;
  /** True when a comma follows: the next word is of the same list. */
  readonly listed?: boolean;
  /** Its names and values are arguments: `@options`. */
  readonly splat?: boolean;
  /** Names and values, where it is a table of them. */
  readonly fields?: Fields;
  /** What was replaced in the text that it stands for. */
  readonly swap?: Swap;
}

export type Fields = readonly (readonly [name: string, value: Word])[];

export interface Swap {
  readonly before: string;
  readonly after: string;
}

export const TOKEN =
  /<#(?:[\s\S]*?#>|[\s\S]*)|#[^\n]*|@"\r?\n(?:[\s\S]*?\r?\n"@|[\s\S]*)|@'\r?\n(?:[\s\S]*?\r?\n'@|[\s\S]*)|"(?:[^"`]|`[\s\S]|"")*"?|'(?:[^']|'')*'?|`\r?\n|[\r\n;|{}(),]|&&|>>|>|&|[^\S\r\n]+|(?:[^\s;|{}(),>&"'`#]|`[^\r\n]|#)+|[\s\S]/g;

const ESCAPES: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t', '0': '\0' };

const plain = (text: string): string => text.replace(/`([\s\S])/g, (_, letter) => ESCAPES[letter] ?? letter);

/** A text with the values of its variables; those that are not known stay as they are written. */
const filled = (text: string, variables: Memory): { readonly text: string; readonly sure: boolean } => {
  let sure = !text.includes('$(');
  const done = text.replace(/(?<!`)\$(?:\{([\w:]+)\}|([A-Za-z_][\w]*(?::\w+)?))/g, (whole, braced, bare) => {
    const name = (braced ?? bare).toLowerCase();
    if (name === 'true' || name === 'false' || name === 'null') return whole;
    const value = variables.get(name.replace(/^env:/, ''));
    if (value === undefined) sure = false;
    return value ?? whole;
  });
  return { text: done, sure };
};

/** A token as a word. */
export const word = (token: string, variables: Memory): Word => {
  if (token.startsWith("@'")) return { text: token.replace(/^@'\r?\n|\r?\n'@$/g, ''), quoted: true, sure: true };
  if (token.startsWith('@"')) return { ...filled(plain(token.replace(/^@"\r?\n|\r?\n"@$/g, '')), variables), quoted: true };
  if (token.startsWith("'"))
    return {
      text: token.slice(1, token.length > 1 && token.endsWith("'") ? -1 : undefined).replaceAll("''", "'"),
      quoted: true,
      sure: true,
    };
  if (token.startsWith('"')) {
    const { text, sure } = filled(
      token.slice(1, token.length > 1 && token.endsWith('"') ? -1 : undefined).replaceAll('""', '"'),
      variables,
    );
    return { text: plain(text), quoted: true, sure };
  }
  const { text, sure } = filled(token, variables);
  return { text: plain(text), quoted: false, sure };
};

import type { Memory } from './world.ts';

/** Characters and commands of one script that are read. */
const CAP = 200_000;
const COMMANDS = 2000;

export interface Word {
  readonly text: string;
  readonly quoted: boolean;
  /** False when a variable in it is not known. */
  readonly sure: boolean;
  /** True when a comma follows: the next word is of the same list. */
  readonly listed?: boolean;
}

export interface Command {
  readonly words: readonly Word[];
  /** False for a value that stands alone. */
  readonly called: boolean;
  /** Takes what the command before gives. */
  readonly piped: boolean;
  readonly output?: { readonly path: Word; readonly mode: 'overwrite' | 'append' };
  /** The variable of the environment that is set to its value. */
  readonly assigned?: string;
  /** `-replace 'a', 'b'`. */
  readonly swap?: { readonly before: string; readonly after: string };
}

const TOKEN =
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

const word = (token: string, variables: Memory): Word => {
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

interface Draft {
  words: Word[];
  piped: boolean;
  output?: 'overwrite' | 'append';
  target?: Word;
}

const SET = /^\$(env:)?([A-Za-z_]\w*)$/i;
const KEYWORDS = new Set([
  'if',
  'else',
  'elseif',
  'foreach',
  'for',
  'while',
  'try',
  'catch',
  'finally',
  'function',
  'return',
  'do',
  'switch',
  'param',
  'in',
  '.',
  '&',
  '=',
]);

/** A command as it was written, or an assignment, which the variables keep. */
const finished = (draft: Draft, raw: readonly string[], variables: Memory): Command | undefined => {
  let { words } = draft;
  while (words[0] && !words[0].quoted && KEYWORDS.has(words[0].text.toLowerCase())) words = words.slice(1);
  const set = SET.exec(raw[0] ?? '');
  let assigned: string | undefined;
  if (set && words[1]?.text === '=') {
    words = words.slice(2);
    if (words.length === 1 && words[0]!.sure) variables.set(set[2]!.toLowerCase(), words[0]!.text);
    else if (words.length > 0) variables.delete(set[2]!.toLowerCase());
    if (set[1]) assigned = set[2]!;
  }
  const at = words.findIndex((each) => !each.quoted && /^-[ci]?replace$/i.test(each.text));
  const [before, after] = [words[at + 1]?.text, words[at + 2]?.text];
  const swap = at >= 0 && before !== undefined && after !== undefined ? { before: before.replace(/\\(.)/g, '$1'), after } : undefined;
  const head = words[0];
  if (!head && !draft.target) return undefined;
  const called = head !== undefined && !head.quoted && !/^[-$@[\d]/.test(head.text) && assigned === undefined;
  return {
    words: at >= 0 && called ? words.slice(0, at) : words,
    called,
    piped: draft.piped,
    ...(draft.output && draft.target && { output: { path: draft.target, mode: draft.output } }),
    ...(assigned !== undefined && { assigned }),
    ...(swap && { swap }),
  };
};

/** Says that the last word is not the last of its list. */
const list = (draft: Draft): void => {
  const last = draft.words.at(-1);
  if (last) draft.words[draft.words.length - 1] = { ...last, listed: true };
};

/** The commands of a script in order. Blocks and brackets only part them: what stands inside is run like the rest. */
export const commands = (source: string, variables: Memory): readonly Command[] => {
  const found: Command[] = [];
  let draft: Draft = { words: [], piped: false };
  let raw: string[] = [];
  let joins = false;
  const close = (piped: boolean): void => {
    const command = finished(draft, raw, variables);
    if (command) found.push(command);
    draft = { words: [], piped };
    raw = [];
  };
  for (const [token] of source.slice(0, CAP).matchAll(TOKEN)) {
    if (found.length >= COMMANDS) return found;
    if (token.startsWith('<#') || token.startsWith('#') || token === '`\n' || token === '`\r\n') continue;
    if (/^[^\S\r\n]+$/.test(token)) joins = false;
    else if (token === '|' || token === ')' || token === '(') close(token !== '(');
    else if (/^(?:[\r\n;{}]|&&)$/.test(token)) close(draft.words.length === 0 && draft.piped && /[\r\n{]/.test(token));
    else if (token === '>' || token === '>>') draft.output = token === '>' ? 'overwrite' : 'append';
    else if (/^,+$/.test(token)) list(draft);
    else if (token !== '&') {
      const next = word(token, variables);
      const last = draft.words.at(-1);
      if (draft.output && !draft.target) draft.target = next;
      else if (joins && last && !draft.output)
        draft.words[draft.words.length - 1] = { ...last, text: last.text + next.text, sure: last.sure && next.sure };
      else {
        draft.words.push(next);
        raw.push(token);
      }
      joins = true;
      continue;
    }
    joins = false;
  }
  close(false);
  return found;
};

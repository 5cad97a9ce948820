import { computed, nameOf, swapOf, tableOf } from './powershell-values.ts';
import { type Swap, TOKEN, type Word, word } from './powershell-words.ts';
import type { Memory } from './world.ts';

/** Characters and commands of one script that are read, and brackets inside one another. */
const CAP = 200_000;
const COMMANDS = 2000;
const NESTING = 32;

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
  readonly swap?: Swap;
  /** `$config.a.b = value`: what is set in a document that was read, and the file that it was read from. */
  readonly changed?: { readonly source: string; readonly key: string; readonly to: Word | undefined };
}

interface Draft {
  words: Word[];
  /** The first token, as it is written. */
  first?: string;
  piped: boolean;
  output?: 'overwrite' | 'append';
  target?: Word;
  swap?: Swap;
  /** Whether its first word is a function of .NET that was given arguments. */
  method?: boolean;
}

/** An open bracket: what stood before it waits there. */
interface Frame {
  readonly opens: 'script' | 'value' | 'arguments' | 'table';
  draft: Draft;
  readonly fields: (readonly [name: string, value: Word])[];
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

const PROPERTY = /^\$([A-Za-z_]\w*)\.([A-Za-z_][\w.]*)$/;
const METHOD = /^\[[\w.]+\]::[\w.]+$|^(?:\$[\w:]+)?\.\w+$/;
const UNKNOWN: Word = { text: '(...)', quoted: true, sure: false };

/** The file whose text a command gives. */
const readBy = ([head, ...words]: readonly Word[]): string | undefined =>
  head && !head.quoted && /^(?:get-content|gc|cat)$/i.test(head.text) ? words.find(({ text }) => !text.startsWith('-'))?.text : undefined;

/** Whether a bracket holds an argument rather than a condition, parameters or a command of its own. */
const isArgument = ({ words }: Draft): boolean =>
  words.length > 0 &&
  words[0]!.text.toLowerCase() !== 'function' &&
  !words.every(({ text, quoted }) => !quoted && KEYWORDS.has(text.toLowerCase()));

/** The commands of a script in order. Blocks only part them: what stands inside is run like the rest. */
export const commands = (source: string, variables: Memory): readonly Command[] => {
  const found: Command[] = [];
  const held = new Map<string, Word>();
  const sources = new Map<string, string>();
  let lastRead: string | undefined;
  const frames: Frame[] = [{ opens: 'script', draft: { words: [], piped: false }, fields: [] }];
  let top = frames[0]!;
  let joins = false;

  const read = (token: string): Word => {
    const name = /^[$@]([A-Za-z_]\w*)$/.exec(token)?.[1]?.toLowerCase();
    const kept = name === undefined ? undefined : held.get(name);
    return kept ? { ...kept, ...(token.startsWith('@') && { splat: true }) } : word(token, variables);
  };

  /** Keeps what a variable is set to. */
  const keep = (name: string, words: readonly Word[], swap: Swap | undefined): void => {
    const [value] = words;
    const source = readBy(words);
    if (words.length === 1 && value!.sure && !swap) variables.set(name, value!.text);
    else if (words.length > 0) variables.delete(name);
    if (value && words.length === 1 && (value.fields || value.swap || swap))
      held.set(name, { ...value, sure: value.sure && !swap, ...((swap ?? value.swap) && { swap: (swap ?? value.swap)! }) });
    else if (!/^(?:convertto|convertfrom)-/i.test(value?.text ?? '')) held.delete(name);
    if (source !== undefined) sources.set(name, source);
    if (/^new-pssession$/i.test(value?.text ?? '')) variables.set(name, words.at(-1)!.text);
  };

  const finished = (draft: Draft): Command | undefined => {
    let { words } = draft;
    const set = SET.exec(draft.first ?? '');
    while (words[0] && !words[0].quoted && KEYWORDS.has(words[0].text.toLowerCase())) words = words.slice(1);
    const property = words[1]?.text === '=' ? PROPERTY.exec(draft.first ?? '') : undefined;
    if (property) {
      const [, name = '', key = ''] = property;
      const from = name === '_' ? lastRead : sources.get(name.toLowerCase());
      return from === undefined ? undefined : { words: [], called: false, piped: false, changed: { source: from, key, to: words[2] } };
    }
    const at = words.findIndex((each) => !each.quoted && /^-[ci]?replace$/i.test(each.text));
    const swap = at >= 0 ? swapOf(words[at + 1], words[at + 2]) : draft.swap;
    let assigned: string | undefined;
    if (set && words[1]?.text === '=') {
      const value = words.slice(2);
      keep(set[2]!.toLowerCase(), at >= 0 ? value.slice(0, at - 2) : computedIn(value), swap);
      words = value;
      if (set[1]) assigned = set[2]!;
    } else if (at >= 0) words = words.slice(0, at);
    const head = words[0];
    lastRead = readBy(words) ?? lastRead;
    if (!head && !draft.target && !swap) return undefined;
    const called =
      head !== undefined && assigned === undefined && (draft.method === true || (!head.quoted && !/^[-$@[\d]/.test(head.text)));
    return {
      words,
      called,
      piped: draft.piped,
      ...(draft.output && draft.target && { output: { path: draft.target, mode: draft.output } }),
      ...(assigned !== undefined && { assigned }),
      ...(swap && { swap }),
    };
  };

  const computedIn = (words: readonly Word[]): readonly Word[] => {
    const value = words[0] && !words[0].quoted ? computed(words[0].text, words.slice(1)) : undefined;
    return value ? [value] : words;
  };

  const close = (piped: boolean): void => {
    const { draft } = top;
    if (top.opens === 'table') {
      const [name, sign, ...rest] = draft.words;
      if (name && sign?.text === '=') top.fields.push([name.text, rest.length === 1 ? rest[0]! : (computedIn(rest)[0] ?? UNKNOWN)]);
    } else {
      const command = finished(draft);
      if (command) found.push(command);
    }
    top.draft = { words: [], piped };
  };

  const open = (opens: Frame['opens']): void => {
    top = { opens, draft: { words: [], piped: false }, fields: [] };
    frames.push(top);
  };

  /** Goes back to what stood before the bracket. */
  const leave = (): Frame => {
    const inner = frames.pop()!;
    top = frames.at(-1)!;
    return inner;
  };

  const add = (next: Word, token?: string): void => {
    const { draft } = top;
    const last = draft.words.at(-1);
    if (draft.output && !draft.target) draft.target = next;
    else if (joins && last && !draft.output)
      draft.words[draft.words.length - 1] = { ...last, text: last.text + next.text, sure: last.sure && next.sure };
    else {
      draft.words.push(next);
      if (draft.words.length === 1 && token !== undefined) draft.first = token;
    }
  };

  /** What stands in brackets, as a value: a text that is known, or the answer of a command that runs first. */
  const value = ({ draft }: Frame): Word => {
    const words = computedIn(draft.words);
    if (words.length === 1 && !/^[a-z]+-[a-z]+$/i.test(words[0]!.text)) return words[0]!;
    const command = finished(draft);
    if (command) found.push(command);
    return UNKNOWN;
  };

  /** A function of .NET gets its arguments: one that only computes becomes its answer. */
  const given = ({ draft: { words } }: Frame): void => {
    const { draft } = top;
    const head = draft.words.pop();
    if (!head) return;
    const name = nameOf(head.text);
    const answer = computed(head.text, words);
    if (name === '.replace') {
      draft.swap = swapOf(words[0], words[1])!;
      if (head.text.startsWith('$')) draft.words.push({ ...head, text: head.text.replace(/\.\w+$/, ''), sure: false, swap: draft.swap });
    } else if (answer) draft.words.push(answer);
    else {
      draft.words.push(head, ...words);
      if (draft.words.length === words.length + 1) draft.method = true;
    }
  };

  for (const [token] of source.slice(0, CAP).matchAll(TOKEN)) {
    if (found.length >= COMMANDS) return found;
    if (token.startsWith('<#') || token.startsWith('#') || token === '`\n' || token === '`\r\n') continue;
    const { draft } = top;
    const last = draft.words.at(-1);
    if (/^[^\S\r\n]+$/.test(token)) {
      joins = false;
      continue;
    }
    if (token === '(' && joins && last && METHOD.test(last.text) && frames.length < NESTING) open('arguments');
    else if (token === '(' && isArgument(draft) && frames.length < NESTING) open('value');
    else if (token === ')' && top.opens === 'value') {
      const inner = value(leave());
      joins = false;
      add(inner);
    } else if (token === ')' && top.opens === 'arguments') given(leave());
    else if (token === '{' && joins && last?.text === '@' && frames.length < NESTING) {
      draft.words.pop();
      open('table');
    } else if (token === '}' && top.opens === 'table') {
      close(false);
      const inner = leave();
      joins = false;
      add(tableOf(inner.fields));
    } else if (token === '|' || token === ')' || token === '(') close(token !== '(');
    else if (/^(?:[\r\n;{}]|&&)$/.test(token)) {
      if (!(top.opens === 'arguments' && /[\r\n]/.test(token))) close(draft.words.length === 0 && draft.piped && /[\r\n{]/.test(token));
    } else if (token === '>' || token === '>>') draft.output = token === '>' ? 'overwrite' : 'append';
    else if (/^,+$/.test(token)) {
      if (last) draft.words[draft.words.length - 1] = { ...last, listed: true };
    } else if (token !== '&') {
      add(read(token), token);
      joins = true;
      continue;
    }
    joins = token === ')' || token === '}';
  }
  while (frames.length > 0) {
    close(false);
    leave();
  }
  return found;
};

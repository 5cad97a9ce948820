// Calls that agents spell out in the text of their messages, for models and harnesses without structured calls.
import { get, isObject, type Json, list, text } from '../model/location.ts';
import { literal } from './python-literal.ts';

/** A call as a text spells it. */
export interface Spelled {
  readonly tool: string;
  readonly input: Json;
  /** Half-open range of the text that is nothing but the call; absent where it also holds words. */
  readonly range?: readonly [from: number, to: number];
}

/** One way to spell calls: all that a text holds, in order. */
export type Spelling = (words: string) => readonly Spelled[];

/** A fenced block of a text. */
export interface Block {
  readonly language: string;
  readonly code: string;
  readonly range: readonly [from: number, to: number];
}

/** Fenced blocks, the language in lower case; a block that is never closed counts to the end. */
export const blocks = (words: string): readonly Block[] => {
  const found: Block[] = [];
  let open: { readonly mark: string; readonly language: string; readonly from: number; readonly start: number } | undefined;
  let from = 0;
  const close = (end: number, to: number): void => {
    if (open) found.push({ language: open.language, code: words.slice(open.start, end), range: [open.from, to] });
    open = undefined;
  };
  for (const line of words.split('\n')) {
    const to = from + line.length;
    const [, mark, language = ''] = /^\s*(`{3,})\s*([\w+.-]*)/.exec(line) ?? [];
    if (open && line.trim() === open.mark) close(Math.max(open.start, from - 1), to);
    else if (!open && mark !== undefined) open = { mark, language: language.toLowerCase(), from, start: Math.min(to + 1, words.length) };
    from = to + 1;
  }
  close(words.length, words.length);
  return found;
};

/** The tool that a block's language runs, by what harnesses call these blocks. */
const SHELLS: { readonly [language: string]: string } = {
  bash: 'bash',
  sh: 'bash',
  shell: 'bash',
  zsh: 'bash',
  console: 'bash',
  mswea_bash_command: 'bash',
};
export const CODE: { readonly [language: string]: string } = {
  ...SHELLS,
  python: 'python',
  python3: 'python',
  py: 'python',
  javascript: 'javascript',
  js: 'javascript',
  powershell: 'powershell',
  pwsh: 'powershell',
  ps1: 'powershell',
};

/** Blocks of these languages are calls: a shell block is a command, another is code. */
export const fenced =
  (languages: { readonly [language: string]: string }): Spelling =>
  (words) =>
    blocks(words).flatMap(({ language, code, range }) =>
      Object.hasOwn(languages, language) && code.trim() !== ''
        ? [{ tool: languages[language]!, input: languages[language] === 'bash' ? { command: code } : { code }, range }]
        : [],
    );

/** Shell blocks are commands. */
export const shellBlocks: Spelling = fenced(SHELLS);

interface Tagged {
  readonly name: string;
  readonly body: string;
  readonly range: readonly [from: number, to: number];
}

/** What stands between an opening mark and its closing one; one that is never closed counts to the end. */
const between = (words: string, opening: string, close: string): readonly Tagged[] => {
  const found: Tagged[] = [];
  const open = new RegExp(opening, 'g');
  for (let match = open.exec(words); match; match = open.exec(words)) {
    const start = open.lastIndex;
    const end = words.indexOf(close, start);
    const stop = end === -1 ? words.length : end;
    const to = end === -1 ? stop : end + close.length;
    found.push({ name: match[1] ?? '', body: words.slice(start, stop), range: [match.index, to] });
    if (end === -1) break;
    open.lastIndex = to;
  }
  return found;
};

/** `<function=bash><parameter=command>ls</parameter></function>`, as OpenHands, SWE-agent and Qwen spell it. */
export const functionTags: Spelling = (words) =>
  between(words, '<function=([^>\\s]+)>', '</function>').map(({ name, body, range }) => ({
    tool: name,
    range,
    input: Object.fromEntries(
      between(body, '<parameter=([^>\\s]+)>', '</parameter>').map(({ name: key, body: value }) => [
        key,
        value.replace(/^\n([\s\S]*?)\n?$/, '$1'),
      ]),
    ),
  }));

const NAMES = ['name', 'tool', 'tool_name', 'function', 'action'] as const;
const INPUTS = ['arguments', 'args', 'parameters', 'input', 'action_input', 'tool_input', 'kwargs'] as const;

/** A call written as one JSON object, under whichever keys. */
const fromObject = (value: Json | undefined): readonly Spelled[] => {
  if (!isObject(value)) return [];
  const tool = NAMES.map((key) => text(value, key)).find((each) => each !== undefined);
  const input = INPUTS.map((key) => get(value, key)).find((each) => each !== undefined);
  if (tool === undefined) return [];
  return [{ tool, input: typeof input === 'string' ? (literal(input) ?? input) : (input ?? {}) }];
};

/** `<tool_call>{"name": "bash", "arguments": {}}</tool_call>`, as Hermes, Qwen and many templates spell it. */
export const callTags: Spelling = (words) =>
  (['tool_call', 'function_call'] as const).flatMap((tag) =>
    between(words, `<${tag}>`, `</${tag}>`).flatMap(({ body, range }) => fromObject(literal(body)).map((each) => ({ ...each, range }))),
  );

const ACTION = /^[ \t]*\**Act(?:ion)?\**[ \t]*\d*[ \t]*:\**[ \t]*(.*)$/gim;
const ACTION_INPUT = /^\s*\**Action[ \t]+Input\**[ \t]*\d*[ \t]*:\**[ \t]*/i;
const NEXT = /^[ \t]*\**(?:Thought|Think|Observation|Final Answer|Act(?:ion)?)\**[ \t]*\d*[ \t]*:/gim;
/** Acts that end a run rather than do something. */
const ENDS = /^(?:finish|answer|final answer|none|n\/a)\b/i;

const argumentsOf = (words: string): Json => {
  const [block] = blocks(words);
  const plain = (block?.code ?? words).trim();
  if (block && CODE[block.language] === 'bash') return { command: block.code };
  return literal(plain) ?? plain;
};

/** One act, whose first line names the tool: `search`, `search[query]`, `Search{"query": "x"}`, and what follows it. */
export const act = (written: string): readonly Spelled[] => {
  const [, first = '', rest = ''] = /^\s*(.*)\n?([\s\S]*)$/.exec(written) ?? [];
  const head = first.trim();
  if (head === '') return fromObject(literal(blocks(rest)[0]?.code ?? rest));
  const [, tool, opened] = /^`?([\w.:-]*\w)`?:?\s*([[({].*)?$/.exec(head) ?? [];
  if (tool === undefined || ENDS.test(head)) return [];
  if (opened === undefined) return [{ tool, input: argumentsOf(rest.replace(ACTION_INPUT, '')) }];
  const given = `${opened}${rest === '' ? '' : `\n${rest}`}`.trim();
  return [{ tool, input: literal(given) ?? { input: given.replace(/^[[({]([\s\S]*?)[\])}]?$/, '$1') } }];
};

/** Where the next heading begins. */
const nextFrom = (words: string, from: number): number => {
  NEXT.lastIndex = from;
  return NEXT.exec(words)?.index ?? words.length;
};

/** `Action: search` and `Action Input: {}` as in ReAct, `Action: search[query]`, `Act: bash` with a block behind it. */
export const react: Spelling = (words) =>
  [...words.matchAll(ACTION)].flatMap((match) => {
    const start = match.index + match[0].length;
    const end = nextFrom(words, start);
    return act(`${match[1]!}${words.slice(start, end)}`).map((each) => ({ ...each, range: [match.index, end] as const }));
  });

/** Keys that are pressed in a terminal: `{"commands": [{"keystrokes": "ls\n"}]}`, as Terminus spells them. */
export const keystrokes: Spelling = (words) => {
  const from = words.indexOf('{');
  const found = from === -1 ? undefined : literal(words.slice(from, words.lastIndexOf('}') + 1));
  return list(found, 'commands').flatMap((each) => (isObject(each) && 'keystrokes' in each ? [{ tool: 'bash_command', input: each }] : []));
};

/** The first way that finds something in a text. */
export const anyOf =
  (...ways: readonly Spelling[]): Spelling =>
  (words) => {
    for (const way of ways) {
      const found = way(words);
      if (found.length > 0) return found;
    }
    return [];
  };

import type { Json } from '../model/location.ts';

/** Takes one value; undefined stands for one that is no literal. Answers whether more are wanted. */
export type Put = (key: string, value: Json | undefined) => boolean;

/** Reads the values that a text sets, in order. Never throws: what it cannot read it passes over. */
export type Reader = (text: string, put: Put) => void;

/** Levels of nesting that are followed. */
const DEPTH = 64;
/** Characters of a value that is still a value and not a text. */
export const LONG = 400;

export const NUMBER = /^[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const WORDS: { readonly [word: string]: Json } = {
  true: true,
  True: true,
  TRUE: true,
  false: false,
  False: false,
  FALSE: false,
  null: null,
  None: null,
  nil: null,
  '~': null,
};

/** A written value as JSON means it: quoted text, number, truth, nothing; any other word is itself. */
export const scalar = (written: string): Json => {
  const word = written.trim();
  const quote = word[0];
  if ((quote === '"' || quote === "'" || quote === '`') && word.length > 1 && word.endsWith(quote))
    return word.slice(1, -1).replace(/\\(["'\\])/g, '$1');
  if (Object.hasOwn(WORDS, word)) return WORDS[word]!;
  return NUMBER.test(word) ? Number(word.replaceAll('_', '')) : word;
};

/** One step of a key. Its name may become known later: an element of a list is called by its own name where it has one. */
interface Segment {
  name: string;
}
const NAMES = new Set(['name', 'id', 'key', 'agent', 'model', 'subject', 'title', 'metric', 'task']);

interface Entry {
  readonly path: readonly Segment[];
  readonly value: Json | undefined;
}

const keyOf = (path: readonly Segment[]): string => path.map((segment) => segment.name).join('.');

const hand = (entries: readonly Entry[], put: Put): void => {
  for (const { path, value } of entries) if (path.length > 0 && !put(keyOf(path), value)) return;
};

const TOKEN = /"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|\/\/[^\n]*|\/\*(?:[\s\S]*?\*\/|[\s\S]*)|#[^\n]*|[{}[\]:,=]|[^\s{}[\]:,="'#/]+|\//g;
const ENTRIES = 20_000;

/** Braces, brackets, keys and scalars, as JSON, JSON5 and YAML's flow style write them; closers without openers are passed over. */
const nested = (text: string, prefix: readonly Segment[]): readonly Entry[] => {
  const entries: Entry[] = [];
  const stack: { readonly list: boolean; readonly path: readonly Segment[]; count: number; key: string | undefined }[] = [];
  let frame = { list: false, path: prefix, count: 0, key: undefined as string | undefined };
  let words = '';
  const here = (): readonly Segment[] =>
    frame.key !== undefined
      ? [...frame.path, { name: frame.key }]
      : frame.list
        ? [...frame.path, { name: String(frame.count++) }]
        : frame.path;
  const flush = (): void => {
    if (words !== '' && words.length <= LONG) {
      const value = scalar(words);
      if (frame.key !== undefined) {
        const label = frame.path.at(-1);
        if (label && /^\d+$/.test(label.name) && NAMES.has(frame.key) && typeof value === 'string' && value.length < 80) label.name = value;
        entries.push({ path: [...frame.path, { name: frame.key }], value });
      } else if (frame.list) entries.push({ path: frame.path, value });
    }
    words = '';
    frame.key = undefined;
  };
  for (const [token] of text.matchAll(TOKEN)) {
    if (entries.length > ENTRIES) break;
    if (token === '{' || token === '[') {
      if (stack.length >= DEPTH) break;
      const path = here();
      words = '';
      stack.push(frame);
      frame = { list: token === '[', path, count: 0, key: undefined };
    } else if (token === '}' || token === ']') {
      flush();
      frame = stack.pop() ?? frame;
      frame.key = undefined;
    } else if (token === ',') flush();
    else if (token === ':' || token === '=') {
      if (frame.key === undefined && words !== '') {
        frame.key = String(scalar(words)).slice(0, 200);
        words = '';
      } else if (words !== '') words += token;
    } else if (!(token.startsWith('//') || token.startsWith('/*') || token.startsWith('#')) && words.length <= LONG)
      words += words === '' || token === '/' || words.endsWith('/') || words.endsWith(':') ? token : ` ${token}`;
  }
  flush();
  return entries;
};

/** JSON and its looser kin. */
export const flow: Reader = (text, put) => hand(nested(text, []), put);

/** Every line with its number of leading spaces and tabs. */
export function* lines(text: string): Generator<{ readonly line: string; readonly indent: number }> {
  let start = 0;
  while (start <= text.length) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    const raw = text.slice(start, end);
    const line = raw.trim();
    if (line !== '') yield { line, indent: raw.length - raw.trimStart().length };
    start = end + 1;
  }
}

/** A key up to the first colon that a space or the end follows. */
const YAML_KEY = /^(?:"([^"]*)"|'([^']*)'|([^\s"'#{[&*!|>%@`-][^:]*(?::(?![ \t]|$)[^:]*)*))[ \t]*:(?:[ \t]+|$)/;

/** A value without its comment, anchor or tag; nothing where a block follows. */
const yamlValue = (rest: string): string => {
  const bare = rest.replace(/^(?:[&!][\w!./-]*[ \t]*)+/, '');
  if (/^[|>][+-]?\d?[ \t]*(?:#|$)/.test(bare) || bare.startsWith('#')) return '';
  const quoted = /^(?:"(?:[^"\\]|\\.)*"|'[^']*')/.exec(bare);
  if (quoted) return quoted[0];
  const comment = bare.search(/[ \t]#/);
  return (comment < 0 ? bare : bare.slice(0, comment)).trim();
};

interface Frame {
  readonly indent: number;
  readonly segment: Segment;
  readonly index?: number;
}

/** YAML by its lines and indents; what stands in a block of text is read as if it were YAML too. */
export const yaml: Reader = (text, put) => {
  const entries: Entry[] = [];
  let stack: Frame[] = [];
  const path = (): readonly Segment[] => stack.map((frame) => frame.segment);
  const pop = (indent: number): Frame | undefined => {
    let last: Frame | undefined;
    while (stack.length > 0 && stack.at(-1)!.indent >= indent) last = stack.pop();
    return last;
  };
  const take = (rest: string): void => {
    const value = yamlValue(rest);
    if (value.startsWith('{') || (value.startsWith('[') && value.endsWith(']'))) entries.push(...nested(value, path()));
    else if (value !== '' && value.length <= LONG) entries.push({ path: path(), value: scalar(value) });
  };
  for (const { line, indent } of lines(text)) {
    if (entries.length > ENTRIES) break;
    if (line.startsWith('#')) continue;
    if (line === '---' || line === '...') {
      stack = [];
      continue;
    }
    let rest = line;
    let column = indent;
    while (/^-(?:[ \t]|$)/.test(rest) && stack.length < DEPTH) {
      const before = pop(column + 0.5);
      const index = before?.index === undefined ? 0 : before.index + 1;
      stack.push({ indent: column + 0.5, segment: { name: String(index) }, index });
      const shorter = rest.slice(1).trimStart();
      column += rest.length - shorter.length;
      rest = shorter;
    }
    const key = YAML_KEY.exec(rest);
    if (!key) {
      const element = stack.at(-1);
      if (column !== indent && element?.index !== undefined && rest !== '' && rest.length <= LONG)
        entries.push(
          ...(/^[{[]/.test(rest) ? nested(rest, path()) : [{ path: path().slice(0, -1), value: scalar(yamlValue(rest)) } satisfies Entry]),
        );
      continue;
    }
    pop(column);
    if (stack.length >= DEPTH) break;
    const name = (key[1] ?? key[2] ?? key[3] ?? '').trim();
    const parent = stack.at(-1);
    stack.push({ indent: column, segment: { name } });
    const after = rest.slice(key[0].length);
    if (after === '') continue;
    take(after);
    const named = entries.at(-1)?.value;
    if (parent?.index !== undefined && NAMES.has(name) && typeof named === 'string' && named.length < 80) parent.segment.name = named;
  }
  hand(entries, put);
};

const SECTION = /^\[{1,2}([^\]]+)\]{1,2}/;
const PAIR = /^(?:(?:export|set|setenv|ENV)[ \t]+)?(?:"([^"]*)"|([A-Za-z_%$-][^\s=:#]*(?:[ \t]+[^\s=:#]+){0,3}))[ \t]*[=:][ \t]*(.*)$/;
/** A directive and its one word, as in `sshd_config` or `nginx.conf`. */
const DIRECTIVE = /^([A-Za-z_][\w.-]*)[ \t]+([^\s{};]+);?$/;

const bare = (rest: string): string => {
  const quoted = /^(?:"(?:[^"\\]|\\.)*"|'[^']*')/.exec(rest);
  if (quoted) return quoted[0];
  const comment = rest.search(/[ \t][#;]/);
  return (comment < 0 ? rest : rest.slice(0, comment)).trim();
};

/** Sections, and keys with their values: TOML, INI, properties, environment files, systemd units, directives. */
export const settings: Reader = (text, put) => {
  let section: readonly Segment[] = [];
  let open = '';
  for (const { line } of lines(text)) {
    if (line.startsWith('#') || line.startsWith(';') || line.startsWith('//')) continue;
    const header = open === '' ? SECTION.exec(line) : undefined;
    if (header) {
      section = [{ name: header[1]!.replace(/["']/g, '').trim().replaceAll(' ', '.') }];
      continue;
    }
    const block = /^([\w.-]+)[ \t]*\{$/.exec(line);
    if (block || line === '}') {
      section = block ? [...section.slice(0, DEPTH), { name: block[1]! }] : section.slice(0, -1);
      continue;
    }
    const pair = PAIR.exec(line) ?? undefined;
    const directive = pair ? undefined : (DIRECTIVE.exec(line) ?? undefined);
    if (!pair && !directive) {
      if (open !== '') for (const { path, value } of nested(`[${line}`, [{ name: open }])) if (!put(keyOf(path), value)) return;
      if (line.startsWith(']')) open = '';
      continue;
    }
    const key = keyOf([...section, { name: pair ? (pair[1] ?? pair[2]!) : directive![1]! }]);
    const written = pair ? pair[3]! : directive![2]!;
    open = /^\[[^\]]*$/.test(written) ? key : '';
    if (/^[{[]/.test(written)) {
      for (const { path, value } of nested(written, [{ name: key }])) if (!put(keyOf(path), value)) return;
    } else if (written.length <= LONG && !put(key, scalar(bare(written)))) return;
  }
};

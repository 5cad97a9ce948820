import { LONG, lines, NUMBER, type Put, type Reader, scalar } from './value-readers.ts';

/** The cells of one row; a quoted cell may hold the separator. */
const cells = (line: string, separator: string): readonly string[] => {
  if (!line.includes('"')) return line.split(separator).map((cell) => cell.trim());
  const found: string[] = [];
  let cell = '';
  let quoted = false;
  for (const sign of line) {
    if (sign === '"') quoted = !quoted;
    else if (sign === separator && !quoted) {
      found.push(cell.trim());
      cell = '';
    } else cell += sign;
  }
  found.push(cell.trim());
  return found;
};

const numeric = (cell: string): boolean => cell !== '' && NUMBER.test(cell.replace(/%$/, ''));

/** Rows under a header, each called by its first cell; without a header the columns are called by their number. */
const rows = (all: readonly (readonly string[])[], headed: boolean, put: Put): boolean => {
  const header = headed ? all[0] : undefined;
  for (const row of headed ? all.slice(1) : all) {
    const name = row[0]!;
    for (let column = 1; column < row.length; column++) {
      const cell = row[column]!;
      if (cell.length > LONG) continue;
      if (!put(`${name}.${header?.[column] || String(column + 1)}`, scalar(cell))) return false;
    }
  }
  return true;
};

/** Comma or tab separated rows. */
export const table =
  (separator: string): Reader =>
  (text, put) => {
    const all = text
      .split('\n')
      .map((line) => cells(line.trim(), separator))
      .filter((row) => row.length > 1);
    const first = all[0];
    if (first) rows(all, all.length > 1 && !first.some(numeric) && first.every((cell) => cell.length < 60 && !/["{]/.test(cell)), put);
  };

const LABEL = /^[\s*_#>+-]*([A-Za-z][\w ()/-]{0,60}?)[*_ ]*:[*_ ]+(\S.{0,60})$/;

/** Tables of Markdown, and lines such as `Average score: 81`. */
export const prose: Reader = (text, put) => {
  let all: (readonly string[])[] = [];
  const close = (): boolean => {
    const headed = all[1]?.every((cell) => /^:?-+:?$/.test(cell)) ?? false;
    const wanted = rows(headed ? [all[0]!, ...all.slice(2)] : all, headed, put);
    all = [];
    return wanted;
  };
  for (const { line } of lines(text)) {
    if (line.startsWith('|') && line.length < 2000) {
      all.push(cells(line.replace(/^\||\|$/g, ''), '|').map((cell) => cell.replace(/^[*_`]+|[*_`]+$/g, '')));
      continue;
    }
    if (all.length > 0 && !close()) return;
    const label = line.length < 140 ? LABEL.exec(line) : undefined;
    if (label && !put(label[1]!.trim(), scalar(label[2]!.replace(/[*_`\s]+$/, '')))) return;
  }
  if (all.length > 0) close();
};

/** Names of types in a property list, which name no value. */
const TYPES = new Set(['string', 'integer', 'real', 'date']);
const ELEMENT = /<key>([^<>]{0,200})<\/key>\s*<(\w+)\s*\/?>([^<>]{0,400})|<([A-Za-z][\w:.-]{0,80})(?:\s[^<>]{0,400})?>([^<>]{0,400})<\//g;

/** Elements that hold one value, and the keys of a property list. */
export const markup: Reader = (text, put) => {
  for (const [, key, kind, value, element, inner] of text.matchAll(ELEMENT)) {
    if (key === undefined && TYPES.has(element!)) continue;
    if (!put((key ?? element!).trim(), scalar(key === undefined ? inner! : kind === 'true' || kind === 'false' ? kind : value!))) return;
  }
};

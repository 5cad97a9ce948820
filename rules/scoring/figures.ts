import { once } from '../../src/engine/words.ts';
import type { Passage } from '../../src/model/dossier.ts';

/** A number that a text gives. */
export interface Figure {
  readonly value: number;
  /** Digits after the point, as written. */
  readonly decimals: number;
  /** What it is called: the head of its column, its key, or the words before it and its unit. */
  readonly label: string;
  /** What its line or record is about: the first name in it. */
  readonly row: string;
  /** Number of its line or record in the text. */
  readonly line: number;
}

/** Characters of a text that are read. */
const LONGEST = 20_000;
const LABEL = 50;
const NUMBER = /\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:[.,]\d+)?/g;
const UNIT = /^ ?(?:%|％)? ?\)?(?: (?!and |und |et |y |e |en |i )\p{L}{3,}|[\p{Lo}]{1,4})/u;
const SEPARATORS = /^[\s|+:=_-]+$/;

/** One record or line of a table on each line: objects and lists that are printed over several lines are drawn together. */
const linesOf = (text: string): readonly string[] =>
  text
    .slice(0, LONGEST)
    .replace(/\{[^{}]*\}|\[[^[\]{}]*\]/g, (record) => record.replace(/\s*\n\s*/g, ' '))
    .replace(/\}\s*,\s*(?=["'{\w])/g, '}\n')
    .replace(/\[\s*\[/g, '\n[')
    .replace(/\]\s*,\s*\[/g, ']\n[')
    .split('\n');

/** Whether what stands beside a number makes it part of a name, a date or a time. */
const isPart = (line: string, start: number, end: number): boolean => {
  const [before = ' ', last = ' '] = [line[start - 2], line[start - 1]];
  if (/[\p{Script=Latin}\p{Script=Cyrillic}\d_.#]/u.test(last)) return true;
  if (/[-:/]/.test(last) && /[\p{L}\d]/u.test(before) && !(last === ':' && /\p{L}/u.test(before)) && !(last === '/' && /\d/.test(before)))
    return true;
  return /^(?:[\p{Script=Latin}\p{Script=Cyrillic}_]|[-:.]\d)/u.test(line.slice(end, end + 2)) && !/^x\b/.test(line.slice(end, end + 2));
};

/** A number as written: commas between thousands, or before a fraction where prose has them. */
const readNumber = (
  found: string,
  line: string,
  start: number,
): { readonly value: number; readonly decimals: number; readonly length: number } => {
  const plain = (text: string, length: number) => ({ value: Number(text), decimals: text.split('.')[1]?.length ?? 0, length });
  if (!found.includes(',')) return plain(found, found.length);
  if (/^[1-9]\d{0,2}(?:,\d{3})+/.test(found)) return plain(found.replace(/,/g, ''), found.length);
  const prose = /^$|[\s:=]/.test(line[start - 1] ?? ':') && !/^,?\d|^,\S/.test(line.slice(start + found.length)) && start > 0;
  if (prose) return plain(found.replace(',', '.'), found.length);
  const head = found.slice(0, found.indexOf(','));
  return plain(head, head.length);
};

const unquoted = (cell: string): string => cell.trim().replace(/^["'[({ ]+|["'\])} ]+$/g, '');

/** The cells of a line of a table, however they are set apart. */
const cellsOf = (line: string): readonly string[] => {
  const by = line.includes('|')
    ? /\s*\|\s*/
    : line.includes('\t')
      ? '\t'
      : /\S\s{2,}\S/.test(line.trim())
        ? /\s{2,}/
        : /\{/.test(line)
          ? undefined
          : /,\s*/;
  return by === undefined ? [] : line.trim().replace(/^\|/, '').replace(/\|$/, '').split(by).map(unquoted);
};

const CELL = /^[-+±]?\d+(?:\.\d+)? ?%?$/;
const isNumeric = (cell: string): boolean => CELL.test(cell);

/** The name that a line begins with, or the first that a record gives. */
const rowOf = (line: string): string => {
  const record = /^\W*["']?([\p{L}][\w. -]*)["']?\s*:\s*\{/u.exec(line)?.[1] ?? /:\s*["']([^"'{}[\],]{2,40})["']/.exec(line)?.[1];
  const words = record ?? (/[{]|["']\s*:/.test(line) ? '' : undefined) ?? /^[^\d\n]*?([\p{L}][\p{L}\p{N}_.@/-]*)/u.exec(line)?.[1] ?? '';
  return words.toLowerCase();
};

interface Header {
  readonly cells: readonly string[];
}

const inTable = (cells: readonly string[], { cells: heads }: Header, line: number): readonly Figure[] => {
  const row = cells.find((cell) => cell !== '' && !isNumeric(cell))?.toLowerCase() ?? '';
  return cells.flatMap((cell, index) =>
    isNumeric(cell)
      ? [
          {
            value: Number.parseFloat(cell.replace(/^[+±]/, '')),
            decimals: /\.(\d+)/.exec(cell)?.[1]?.length ?? 0,
            label: heads[index] ?? '',
            row,
            line,
          },
        ]
      : [],
  );
};

const inProse = (text: string, line: number): readonly Figure[] => {
  const row = rowOf(text);
  const figures: Figure[] = [];
  let from = 0;
  const numbers = new RegExp(NUMBER);
  for (let match = numbers.exec(text); match; match = numbers.exec(text)) {
    const { index, 0: found } = match;
    const { value, decimals, length } = readNumber(found, text, index);
    const end = index + length;
    numbers.lastIndex = end;
    if (isPart(text, index, end)) continue;
    const negative = text[index - 1] === '-' && !/[\p{L}\p{N}]/u.test(text[index - 2] ?? ' ');
    const label = text.slice(Math.max(from, index - LABEL), index) + (UNIT.exec(text.slice(end, end + LABEL))?.[0] ?? '');
    figures.push({ value: negative ? -value : value, decimals, label, row, line });
    from = end;
  }
  return figures;
};

/** Every number of a text, with what it is called and whose it is. */
export const figuresIn = (text: string): readonly Figure[] => {
  let header: Header | undefined;
  return linesOf(text).flatMap((line, number) => {
    const cells = cellsOf(line);
    if (header && SEPARATORS.test(line)) return [];
    if (header && cells.length === header.cells.length && cells.some(isNumeric)) return inTable(cells, header, number);
    header =
      cells.length > 1 && !cells.some(isNumeric) && cells.filter((cell) => cell !== '' && cell.length < 40).length > 1
        ? { cells }
        : undefined;
    return inProse(line, number);
  });
};

/** The numbers of a passage, found once. */
export const figuresOf = once((passage: Passage): readonly Figure[] => figuresIn(passage.text));

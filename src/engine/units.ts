import type { Passage } from '../model/dossier.ts';
import { once, type Sentence } from './words.ts';

/** Characters of one unit: as much as a reader takes as one statement. */
const LONGEST = 1500;
/** Characters of a paragraph or block that is read as one statement. */
const PARAGRAPH = 700;
/** Least characters of a record: `{"id":"job-4"}` alone says nothing of it. */
const TELLING = 40;

/** Where a text in small letters holds a name, also in small letters, as a whole; -1 where it does not. */
export const holdsAt = (text: string, name: string, from = 0): number => {
  for (let at = text.indexOf(name, from); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!/[\p{L}\p{N}]/u.test(text[at - 1] ?? ' ') && !/[\p{L}\p{N}]/u.test(text[at + name.length] ?? ' ')) return at;
  }
  return -1;
};

const piece = (text: string, start: number, end: number): Sentence => {
  const whole = text.slice(start, Math.min(end, start + LONGEST));
  const words = whole.trimStart();
  return { text: words.trimEnd(), start: start + whole.length - words.length };
};

const CLOSES: { readonly [open: string]: string } = { '{': '}', '[': ']' };

/** The end of what an opening brace or bracket opens; undefined where it is too far away. */
const closeOf = (text: string, open: number): number | undefined => {
  const [opens, closes] = [text[open]!, CLOSES[text[open]!]!];
  let depth = 0;
  for (let index = open; index < text.length && index - open < LONGEST; index++) {
    if (text[index] === opens) depth++;
    if (text[index] === closes && --depth === 0) return index + 1;
  }
  return undefined;
};

/** The innermost record or row of JSON around a place that says more than a name. */
const recordAt = (text: string, at: number): Sentence | undefined => {
  for (let start = at; start >= 0 && at - start < LONGEST; start--) {
    if (text[start] !== '{' && text[start] !== '[') continue;
    const end = closeOf(text, start);
    const said = end !== undefined && end > at && text.slice(start, end);
    if (said && /[":]/.test(said) && said.length > (text[start] === '{' ? TELLING : TELLING / 2)) return piece(text, start, end);
  }
  return undefined;
};

interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const linesOf = (text: string, start: number, end: number): readonly Line[] => {
  let next = start;
  return text
    .slice(start, end)
    .split('\n')
    .map((line) => {
      const found = { start: next, end: next + line.length, text: line };
      next += line.length + 1;
      return found;
    });
};

const indentOf = ({ text }: Line): number => text.length - text.trimStart().length;
const isMark = ({ text }: Line): boolean => /^\s*(?:[-*•]|\d+[.)])\s/.test(text);
/** Rows of a table keep their columns apart; rows of a listing begin with an option or a path. */
const isRow = ({ text }: Line): boolean => /\S {2,}\S|\S\t|[|│]|\S,\S[^,]*,\S|^(?:-{1,2}\w|[~.]?\/)\S*/.test(text);
/** The head of a table and its only row. */
const ROWS = 2;
/** Whether an answer holds several entries, each of which says something of its own. */
const isListing = (text: string): boolean => /[}\]]\s*,\s*[{[]/.test(text) || linesOf(text, 0, text.length).filter(isRow).length > ROWS;

const joined = (text: string, header: Line | undefined, first: Line, last: Line): Sentence => {
  const body = piece(text, first.start, last.end);
  return header && header.start < first.start ? { text: `${header.text.slice(0, 300)}\n${body.text}`, start: first.start } : body;
};

/** An entry of a list, with the line that the list stands under. */
const entryAt = (text: string, lines: readonly Line[], index: number): Sentence | undefined => {
  let first = index;
  while (first >= 0 && !(isMark(lines[first]!) && (first === index || indentOf(lines[first]!) < indentOf(lines[index]!)))) first--;
  if (first < 0) return undefined;
  const depth = indentOf(lines[first]!);
  let last = first;
  while (last + 1 < lines.length && indentOf(lines[last + 1]!) > depth) last++;
  if (last < index) return undefined;
  const header = lines.slice(0, first).findLast((line) => !isMark(line) && indentOf(line) <= depth);
  return joined(text, header, lines[first]!, lines[last]!);
};

/** Lines that begin another file, unit or document. */
const BEGINS = /^(?:# ?[~.]?\/|==> |---\s*$|diff --git |\$ |>>> |={3,})/;

/** Where the part of a text begins and ends that a place stands in: up to empty lines, or to where another file begins. */
const partAt = (text: string, at: number): readonly [start: number, end: number] => {
  const before = text.lastIndexOf('\n\n', at);
  const after = text.indexOf('\n\n', at);
  const lines = linesOf(text, before < 0 ? 0 : before + 2, after < 0 ? text.length : after);
  const first = lines.findLast((line) => line.start <= at && BEGINS.test(line.text)) ?? lines[0]!;
  const next = lines.find((line) => line.start > at && BEGINS.test(line.text));
  return [first.start, next ? next.start - 1 : lines.at(-1)!.end];
};

/** What stands around a place: its list entry, its row under the table's head, its block, or, of a long one, its line and the next ones. */
const blockAt = (text: string, at: number): Sentence => {
  const lines = linesOf(text, ...partAt(text, at));
  const index = lines.findIndex(({ start, end }) => at >= start && at <= end);
  if (index < 0) return piece(text, at, at + LONGEST);
  const entry = entryAt(text, lines, index);
  if (entry) return entry;
  if (isRow(lines[index]!) && lines.filter(isRow).length > 1) return joined(text, lines.find(isRow), lines[index]!, lines[index]!);
  if (lines.at(-1)!.end - lines[0]!.start <= PARAGRAPH) return piece(text, lines[0]!.start, lines.at(-1)!.end);
  return joined(text, lines[0], lines[Math.max(0, index - 1)]!, lines[Math.min(lines.length - 1, index + 1)]!);
};

/** "It is shut down for good" goes on about what the sentence before has named. */
const GOES_ON =
  /^\s*(?:it|its|they|their|this|that|these|those|then|when|after|once|both|if|er|es|sie|dies\w*|danach|wenn|il|elle|ce|cela|ensuite|si|este|esta|eso|luego|isso|ele|ela|esso|essa|poi|se)\b|^\s*(?:它|其|这|那|之后|如果|それ|これ|その|그|이)/i;

/** The sentence around a place, with those after it that go on about the same. */
const sentenceAt = (text: string, start: number, end: number, at: number): Sentence => {
  const stops = [...text.slice(start, end).matchAll(/[.!?;](?=\s)|[。！？；]/g)].map(({ index }) => start + index + 1);
  const first = stops.findLast((stop) => stop <= at) ?? start;
  const after = [...stops.filter((stop) => stop > at), end];
  let last = 0;
  while (last + 1 < after.length && GOES_ON.test(text.slice(after[last], after[last + 1]))) last++;
  return piece(text, first, after[last]!);
};

/** What people say around a place: an entry of a list, or the sentence. */
const statementAt = (text: string, at: number): Sentence => {
  const start = text.lastIndexOf('\n', at) + 1;
  const end = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at);
  const line = { start, end, text: text.slice(start, end) };
  return isMark(line) || isRow(line) ? blockAt(text, at) : sentenceAt(text, start, end, at);
};

const shapeOf = (name: string): string => name.replace(/\d/g, '0');

/** Whether a question is about what goes by a name, and about nothing else of its kind. */
const asksOnly = (asks: string, name: string): boolean => {
  if (holdsAt(asks, name) < 0) return false;
  return (
    !/\d/.test(name) ||
    !(asks.match(/[\p{L}\p{N}][\p{L}\p{N}._-]*/gu) ?? []).some((word) => word !== name && shapeOf(word) === shapeOf(name))
  );
};

const lowerOf = once((passage: Passage): string => passage.text.toLowerCase());

/** Names beside another that are followed. */
const BESIDES = 6;
/** Places at which a passage is looked at for one name. */
const PLACES = 6;

/**
 * What a passage says of what goes by a name: the record, entry, row or paragraph around each place where it stands. An answer to a question about it that
 * does not name it again is one unit, or where `places` in it are given, what stands around these. `name` is in small letters.
 */
export const unitsOf = (passage: Passage, name: string, places: readonly string[] = []): readonly Sentence[] => {
  const { text, asks } = passage;
  const lower = lowerOf(passage);
  const units: Sentence[] = [];
  for (let at = holdsAt(lower, name); at >= 0 && units.length < PLACES; ) {
    const unit = passage.kind === 'outcome' ? (recordAt(text, at) ?? blockAt(text, at)) : statementAt(text, at);
    units.push(unit);
    at = holdsAt(lower, name, Math.max(at + name.length, unit.start + unit.text.length));
  }
  if (units.length > 0 || asks === undefined || !asksOnly(asks.toLowerCase(), name)) return units;
  const place = places.map((each) => text.indexOf(each)).find((at) => at >= 0);
  if (place !== undefined) return [blockAt(text, place)];
  return text.length <= LONGEST && !isListing(text) ? [{ text, start: 0 }] : [];
};

/** Names, in small letters, that stand beside another in the entries, rows and records in which tools show it. */
export const besides = (passages: readonly Passage[], name: string): readonly string[] => {
  const found = passages
    .filter(({ kind }) => kind === 'outcome')
    .flatMap((passage) =>
      unitsOf(passage, name).map(({ text }) => text.split('\n').find((line) => holdsAt(line.toLowerCase(), name) >= 0) ?? text),
    );
  const words = found.flatMap((text) => text.toLowerCase().match(/\p{L}[\p{L}\p{N}@]*(?:[-_./][\p{L}\p{N}@]+)+/gu) ?? []);
  return [...new Set(words)].filter((word) => word !== name).slice(0, BESIDES);
};

const KEYED = /^\s*["'\p{L}\w.-]+["']?\s*(?:[:=]|=>)/u;
/** Share of lines that are keyed or indented by which a unit is a document or code rather than lines of a log. */
const MANY = 0.4;

/** A unit in the parts that each say one thing: a record, a document or a row is one, and of other lines each. */
export const statementsOf = (text: string): readonly string[] => {
  if (/^\s*[{[]/.test(text)) return [text];
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const isTable = lines.length === 2 && linesOf(text, 0, text.length).every(isRow);
  return isTable || lines.filter((line) => KEYED.test(line) || /^\s/.test(line)).length >= lines.length * MANY ? [text] : lines;
};

import type { Passage } from '../model/dossier.ts';
import { once, type Sentence } from './words.ts';

/** Characters of one unit: as much as a reader takes as one statement. */
const LONGEST = 1500;
/** Characters of a paragraph that is read as one statement. */
const PARAGRAPH = 700;

/** Whether a text of small letters holds a name, also of small letters, as a whole: where, or -1. */
export const holdsAt = (text: string, name: string): number => {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!/[\p{L}\p{N}]/u.test(text[at - 1] ?? ' ') && !/[\p{L}\p{N}]/u.test(text[at + name.length] ?? ' ')) return at;
  }
  return -1;
};

const lowerOf = once((passage: Passage): string => passage.text.toLowerCase());

const piece = (text: string, start: number, end: number): Sentence => ({ text: text.slice(start, Math.min(end, start + LONGEST)), start });

/** The innermost record of JSON around a place that says more than a name, where there is one. */
const recordAt = (text: string, at: number): Sentence | undefined => {
  let depth = 0;
  for (let start = at; start >= 0 && at - start < LONGEST; start--) {
    if (text[start] === '}') depth++;
    if (text[start] !== '{' || depth-- > 0) continue;
    let open = 0;
    for (let end = start; end < text.length && end - start < LONGEST; end++) {
      if (text[end] === '{') open++;
      if (text[end] !== '}' || --open > 0) continue;
      // `{"id":"job-4"}` alone says nothing of it.
      if (end - start > 40) return piece(text, start, end + 1);
      break;
    }
    depth = 0;
  }
  return undefined;
};

/** The lines around a place up to an empty one; of a long block, those next to it under its first, which is its header. */
const blockAt = (text: string, at: number): Sentence => {
  const before = text.lastIndexOf('\n\n', at);
  const after = text.indexOf('\n\n', at);
  const start = before < 0 ? 0 : before + 2;
  const end = after < 0 ? text.length : after;
  if (end - start <= PARAGRAPH) return piece(text, start, end);
  const line = text.lastIndexOf('\n', at - 1) + 1;
  const above = text.lastIndexOf('\n', Math.max(0, line - 2)) + 1;
  const below = text.indexOf('\n', text.indexOf('\n', at) + 1);
  const near = piece(text, Math.max(start, above), below < at ? end : Math.min(end, below));
  const header = text.slice(start, Math.min(start + 200, text.indexOf('\n', start) < 0 ? end : text.indexOf('\n', start)));
  return near.start > start && near.start > start + header.length ? { text: `${header}\n${near.text}`, start: near.start } : near;
};

/** The paragraph around a place, or, where it is long, the sentence with its neighbours. */
const statementAt = (text: string, at: number): Sentence => {
  const line = { start: text.lastIndexOf('\n', at) + 1, end: text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at) };
  if (line.end - line.start <= PARAGRAPH / 2) {
    const block = blockAt(text, at);
    return block.text.length <= PARAGRAPH ? block : piece(text, line.start, line.end);
  }
  const stops = [...text.slice(line.start, line.end).matchAll(/[.!?](?=\s)|[。！？]/g)].map(({ index }) => line.start + index + 1);
  const before = stops.filter((stop) => stop <= at);
  const after = stops.filter((stop) => stop > at);
  return piece(text, before.at(-2) ?? line.start, after[1] ?? line.end);
};

/** Places at which a passage is looked at for one name. */
const PLACES = 6;

/**
 * What a passage says of what goes by a name: the record, block or paragraph around each place where it stands, or the whole of a short answer to a
 * question about it. `name` is in small letters.
 */
export const unitsOf = (passage: Passage, name: string): readonly Sentence[] => {
  const text = passage.text;
  const asked = passage.asks !== undefined && holdsAt(passage.asks.toLowerCase(), name) >= 0;
  if (asked && text.length <= LONGEST) return [{ text, start: 0 }];
  const lower = lowerOf(passage);
  const units: Sentence[] = [];
  let from = 0;
  while (units.length < PLACES) {
    const at = holdsAt(lower.slice(from), name);
    if (at < 0) break;
    const place = from + at;
    const unit = passage.kind === 'outcome' ? (recordAt(text, place) ?? blockAt(text, place)) : statementAt(text, place);
    units.push(unit);
    from = Math.max(place + name.length, unit.start + unit.text.length);
  }
  return units;
};

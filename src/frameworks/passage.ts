import type { Entry } from '../model/location.ts';
import { type Note, notices } from '../model/notice.ts';

/** Lines of prose that belong together, with the entry of the first. */
export interface Passage<Kind extends string> {
  readonly kind: Kind;
  readonly entry: Entry;
  readonly lines: string[];
}

/** Lines that one passage may hold; what follows is let go. */
const MOST = 1 << 17;
/** Blank lines in a row that are kept. */
const BLANKS = 100;

/** Blank lines between two lines of prose, which are not handed out. */
export const blanksBetween = (before: number, line: number): number => Math.max(0, Math.min(line - before - 1, BLANKS));

/** Adds a line to a passage, and the blank ones that stand before it; that it is full is said once. */
export const extend = ({ lines, entry }: Passage<string>, text: string, blanks: number, note: Note): void => {
  if (lines.length >= MOST) return;
  if (lines.length === MOST - 1) note(notices.tooMany('lines of one message', MOST, entry.at.artifact));
  if (lines.length > 0) for (let missing = blanks; missing > 0; missing--) lines.push('');
  lines.push(text);
};

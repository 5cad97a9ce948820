import { inside, pieces, textInside, type Way } from '../model/inside.ts';
import { type Entry, type Location, within } from '../model/location.ts';
import { type Note, notices } from '../model/notice.ts';

/** Takes records out of what a logger or a platform has put around them. */
export interface Unwrapping {
  readonly push: (entry: Entry) => readonly Entry[];
  readonly end: () => void;
}

/** Characters of a text in between that are shown. */
const SHOWN = 80;

/** Loggers cut long lines: what is no record yet is held until the rest of it has come. */
export const unwrapping = (way: Way, note: Note): Unwrapping => {
  const cut = pieces<Location>();

  const end = (): void => {
    const at = cut.end();
    if (at) note(notices.brokenRecord(at, 'the text that was logged is cut off or no JSON'));
  };

  return {
    push(entry) {
      const found = inside(entry.value, way);
      if (found.length > 0) {
        end();
        return found.map(({ value, at }) => ({ value, at: within(entry.at, at) }));
      }
      const held = textInside(entry.value, way);
      if (held === undefined || held.text.trim() === '') return [];
      const at = within(entry.at, held.at);
      const piece = cut.push(held.text, at);
      if (piece === 'open') return [];
      const inner = piece === 'stray' ? [] : inside(piece.value, held.rest);
      if (piece === 'stray' || inner.length === 0) {
        note(notices.strayText(at, held.text.slice(0, SHOWN)));
        return [];
      }
      return inner.map((each) => ({ value: each.value, at: within(piece.from, `#${each.at}`) }));
    },
    end,
  };
};

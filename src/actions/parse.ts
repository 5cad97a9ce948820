import type { SyntaxNode, Tree } from '@lezer/common';

export interface Parser {
  readonly parse: (text: string) => Tree;
  readonly configure: (config: { readonly strict: boolean }) => Parser;
}

/** A part of a script, and its tree. */
export interface Piece {
  readonly source: string;
  readonly top: SyntaxNode;
}

/** Characters of a script that are read. */
const CAP = 100_000;
/** Characters behind a mistake that are mended, and mistakes: recovery is slow where they follow each other. */
const MENDED = 2000;
const MISTAKES = 40;

/** A line that begins a statement of its own: it is not indented, and closes nothing. */
const BEGINS = /\n(?=[^\s)\]}#])/g;

/** Where the statement that holds a mistake begins, and where the next one does. */
const around = (text: string, mistake: number): readonly [start: number, end: number] => {
  let start = 0;
  for (const { index } of text.matchAll(BEGINS)) {
    if (index >= mistake) return [start, index + 1];
    start = index + 1;
  }
  return [start, text.length];
};

/** Reads a script in bounded time: what has no mistakes whole, a statement with one up to a little after it, and on from the next. */
export const parsing = (parser: Parser): ((text: string) => readonly Piece[]) => {
  const strict = parser.configure({ strict: true });
  return (text) => {
    const pieces: Piece[] = [];
    const add = (source: string): void => {
      pieces.push({ source, top: parser.parse(source).topNode });
    };
    let rest = text.slice(0, CAP);
    while (rest !== '' && pieces.length <= 2 * MISTAKES) {
      try {
        pieces.push({ source: rest, top: strict.parse(rest).topNode });
        return pieces;
      } catch (error) {
        const mistake = Number(/at (\d+)/.exec(String(error))?.[1] ?? 0);
        const [start, end] = around(rest, mistake);
        if (start > 0) add(rest.slice(0, start));
        add(rest.slice(start, Math.min(end, mistake + MENDED)));
        rest = rest.slice(end);
      }
    }
    return pieces;
  };
};

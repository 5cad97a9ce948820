/** One piece of a pattern: an escape, a class, a quantifier, or a character. */
const PIECES = /\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{\d+(?:,\d*)?\}|\(\?:|[\s\S]/g;

/** What a piece stands for when it is one plain character. */
const plainOf = (piece: string): string | undefined => {
  if (piece.length === 1) return /[.^$*+?()[\]{}|]/.test(piece) ? undefined : piece;
  return /^\\[^\w\s]$/.test(piece) ? piece[1] : undefined;
};

/** Texts one of which stands in whatever a pattern matches: the longest plain run of each alternative. Undefined where one has no run of so many characters. */
export const literalsOf = (pattern: string, least: number): readonly string[] | undefined => {
  const found: string[] = [];
  let longest = '';
  let run = '';
  let depth = 0;
  const close = (): void => {
    if (run.length > longest.length) longest = run;
    run = '';
  };
  for (const [piece] of `${pattern}|`.matchAll(PIECES)) {
    const plain = plainOf(piece);
    if (depth === 0 && plain !== undefined) {
      run += plain;
      continue;
    }
    // What may be missing is no part of the run.
    if (/^[?*{]/.test(piece)) run = run.slice(0, -1);
    close();
    if (piece.startsWith('(')) depth++;
    else if (piece === ')') depth--;
    else if (piece === '|' && depth === 0) {
      if (longest.length < least) return undefined;
      found.push(longest);
      longest = '';
    }
  }
  return found;
};

/** Characters that take two columns of a terminal. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;

const TAB = '  ';

const columnsOf = (character: string): number => (/\p{M}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1);

/** Columns that a text without control characters takes. */
export const columns = (text: string): number => {
  let sum = 0;
  for (const character of text) sum += character < '\u0300' ? 1 : columnsOf(character);
  return sum;
};

/** Index of the first character that no longer fits. */
const overflow = (text: string, width: number): number => {
  let used = 0;
  let index = 0;
  for (const character of text) {
    used += columnsOf(character);
    if (used > width && index > 0) return index;
    index += character.length;
  }
  return text.length;
};

/** One line of text as lines of at most `width` columns, broken at spaces where there are any, or after a slash. */
const wrapLine = (line: string, width: number): readonly string[] => {
  const lines: string[] = [];
  let rest = line.replaceAll('\t', TAB).trimEnd();
  for (;;) {
    const end = overflow(rest, width);
    if (end === rest.length) return [...lines, rest];
    const space = rest.lastIndexOf(' ', end);
    const slash = rest.lastIndexOf('/', end - 1) + 1;
    const at = rest.slice(0, Math.max(space, 0)).trim() !== '' ? space : slash > 1 ? slash : end;
    lines.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
};

/** Text as lines of at most `width` columns; its own line breaks stay. */
export const wrap = (text: string, width: number): readonly string[] => text.split('\n').flatMap((line) => wrapLine(line, width));

/** Short texts in a row, as lines of at most `width` columns that break between them where they can. */
export const row = (parts: readonly string[], width: number): readonly string[] => {
  const lines: string[] = [];
  for (const part of parts) {
    const joined = `${lines.at(-1)} · ${part}`;
    if (lines.length > 0 && columns(joined) <= width) lines[lines.length - 1] = joined;
    else lines.push(part);
  }
  return lines.flatMap((line) => wrap(line, width));
};

/** Two texts at the two ends of a line, or the left one alone where both do not fit. */
export const ends = (left: string, right: string, width: number): readonly [left: string, gap: string, right: string] => {
  const gap = width - columns(left) - columns(right);
  return right === '' || gap < 2 ? [left, '', ''] : [left, ' '.repeat(gap), right];
};

/** `1 file`, `12 files`. */
export const count = (number: number, noun: string, plural = `${noun}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? noun : plural}`;

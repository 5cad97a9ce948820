import { isUtf8 } from 'node:buffer';

const NEWLINE = 0x0a;

/** One line of text with its place; blank lines are counted but not handed out. */
export interface Line {
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  /** Byte offset of the line's first byte. */
  readonly offset: number;
  /** Bytes, without the newline. */
  readonly length: number;
  /** False for a last line without a newline. */
  readonly ended: boolean;
  /** False when bytes had to be replaced to make it text. */
  readonly valid: boolean;
}

/** Takes the bytes of a line that is too long to hold. */
export interface LongLine {
  readonly push: (chunk: Buffer) => void;
  readonly end: (place: Omit<Line, 'text' | 'valid'>) => void;
}

export interface Splitter {
  /** Lines that this chunk completes. Read them before the next chunk is asked for. */
  readonly push: (chunk: Buffer) => Generator<Line>;
  /** The last line, if it had no newline. */
  readonly end: () => Generator<Line>;
}

const BLANK = /^\s*$/;

const OPENS = 0x7b;
const CLOSES = 0x7d;

/** Whether a line is one brace and nothing else. */
const isBrace = (bytes: Buffer, start: number, end: number, brace: number): boolean =>
  bytes[start] === brace && (end === start + 1 || (end === start + 2 && bytes[start + 1] === 0x0d));

/** Whether a line can stand inside an object that is printed over many lines: it is set in, or empty. */
const isInside = (bytes: Buffer, start: number, end: number): boolean =>
  end - start <= 1 || (end - start === 2 && bytes[start + 1] === 0x0d) || bytes[start] === 0x20 || bytes[start] === 0x09;

/** An object over many lines of which the first has come. */
interface Spread {
  readonly line: number;
  readonly offset: number;
  readonly pieces: Buffer[];
  length: number;
}

/** What of the lines is passed over. */
export interface Passing {
  /** Lines that are wanted, by their number. */
  readonly only?: ((line: number) => boolean) | undefined;
  /** The text of a line of which not all is wanted; undefined for one that is wanted whole. */
  readonly brief?: ((bytes: Buffer, start: number, end: number) => string | undefined) | undefined;
}

/**
 * Cuts bytes into lines at `\n`, whatever the chunks; a line past `cap` bytes goes to `long` in pieces. An object that begins with a
 * line `{` and ends with a line `}` counts as one line, as long as what is between is set in.
 */
export const splitter = (cap: number, long: () => LongLine, { only = () => true, brief = () => undefined }: Passing = {}): Splitter => {
  let pending: Buffer[] = [];
  let held = 0;
  let giant: LongLine | undefined;
  let spread: Spread | undefined;
  let broken: Line | undefined;
  let line = 1;
  let offset = 0;

  const startLong = (): LongLine => {
    giant = long();
    for (const piece of pending) giant.push(piece);
    pending = [];
    return giant;
  };

  const toLine = (bytes: Buffer, start: number, end: number, ended: boolean, at: Pick<Line, 'line' | 'offset'>): Line | undefined => {
    const { line, offset } = at;
    const bom = offset === 0 && bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf ? 3 : 0;
    const short = brief(bytes, start + bom, end);
    const text = short ?? bytes.toString('utf8', start + bom, end);
    if (BLANK.test(text)) return undefined;
    const valid = (short === undefined && !text.includes('\ufffd')) || isUtf8(bytes.subarray(start, end));
    return { text, line, offset, length: end - start, ended, valid };
  };

  /** Hands out an object over many lines, whole or as far as it came. */
  const unspread = (ended: boolean): Line | undefined => {
    const { line, offset, pieces } = spread!;
    const bytes = Buffer.concat(pieces);
    spread = undefined;
    return only(line) ? toLine(bytes, 0, bytes.length, ended, { line, offset }) : undefined;
  };

  /** Takes a line into an object over many lines; false when it belongs to none. */
  const taken = (bytes: Buffer, start: number, end: number): boolean => {
    if (spread && spread.length + end - start > cap) return false;
    if (!spread && !isBrace(bytes, start, end, OPENS)) return false;
    if (spread && !isInside(bytes, start, end)) return false;
    spread ??= { line, offset, pieces: [], length: 0 };
    if (spread.length > 0) spread.pieces.push(Buffer.from('\n'));
    spread.pieces.push(Buffer.from(bytes.subarray(start, end)));
    spread.length += end - start + 1;
    return true;
  };

  /** The line, unless it belongs to an object over many lines; the last of these makes one line of it. */
  const toWhole = (bytes: Buffer, start: number, end: number, ended: boolean): Line | undefined => {
    if ((spread || isBrace(bytes, start, end, OPENS)) && taken(bytes, start, end))
      return isBrace(bytes, start, end, CLOSES) ? unspread(ended) : undefined;
    if (spread) broken = unspread(true);
    return only(line) ? toLine(bytes, start, end, ended, { line, offset }) : undefined;
  };

  /** Ends the line whose last piece is `bytes[start, end)`. */
  const close = (bytes: Buffer, start: number, end: number, ended: boolean): Line | undefined => {
    const length = held + end - start;
    let made: Line | undefined;
    if (!giant && length > cap) startLong();
    if (giant) {
      if (spread) broken = unspread(true);
      giant.push(bytes.subarray(start, end));
      giant.end({ line, offset, length, ended });
    } else if (held === 0) made = toWhole(bytes, start, end, ended);
    else if (spread || length <= 2 || only(line)) {
      const joined = Buffer.concat([...pending, bytes.subarray(start, end)]);
      made = toWhole(joined, 0, joined.length, ended);
    }
    giant = undefined;
    pending = [];
    held = 0;
    line++;
    offset += length + (ended ? 1 : 0);
    return made;
  };

  /** What came of an object over many lines that another line broke off. */
  function* brokenOff(): Generator<Line> {
    if (broken) yield broken;
    broken = undefined;
  }

  const hold = (rest: Buffer): void => {
    held += rest.length;
    if (giant) giant.push(rest);
    else if (held <= cap) pending.push(Buffer.from(rest));
    else startLong().push(rest);
  };

  return {
    *push(chunk) {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
        const made = close(chunk, start, end, true);
        if (broken) yield* brokenOff();
        if (made) yield made;
        start = end + 1;
      }
      if (start < chunk.length) hold(chunk.subarray(start));
    },
    *end() {
      const made = held > 0 ? close(Buffer.alloc(0), 0, 0, false) : undefined;
      if (spread) broken = unspread(false);
      yield* brokenOff();
      if (made) yield made;
    },
  };
};

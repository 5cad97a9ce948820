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

/** What of the lines is passed over. */
export interface Passing {
  /** Lines that are wanted, by their number. */
  readonly only?: ((line: number) => boolean) | undefined;
  /** The text of a line of which not all is wanted; undefined for one that is wanted whole. */
  readonly brief?: ((bytes: Buffer, start: number, end: number) => string | undefined) | undefined;
}

/** Cuts bytes into lines at `\n`, whatever the chunks; a line past `cap` bytes goes to `long` in pieces. */
export const splitter = (cap: number, long: () => LongLine, { only = () => true, brief = () => undefined }: Passing = {}): Splitter => {
  let pending: Buffer[] = [];
  let held = 0;
  let giant: LongLine | undefined;
  let line = 1;
  let offset = 0;

  const startLong = (): LongLine => {
    giant = long();
    for (const piece of pending) giant.push(piece);
    pending = [];
    return giant;
  };

  const toLine = (bytes: Buffer, start: number, end: number, ended: boolean): Line | undefined => {
    const bom = offset === 0 && bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf ? 3 : 0;
    const short = brief(bytes, start + bom, end);
    const text = short ?? bytes.toString('utf8', start + bom, end);
    if (BLANK.test(text)) return undefined;
    const valid = (short === undefined && !text.includes('\ufffd')) || isUtf8(bytes.subarray(start, end));
    return { text, line, offset, length: end - start, ended, valid };
  };

  /** Ends the line whose last piece is `bytes[start, end)`. */
  const close = (bytes: Buffer, start: number, end: number, ended: boolean): Line | undefined => {
    const length = held + end - start;
    let made: Line | undefined;
    if (!giant && length > cap) startLong();
    if (!giant && !only(line)) made = undefined;
    else if (giant) {
      giant.push(bytes.subarray(start, end));
      giant.end({ line, offset, length, ended });
    } else if (held === 0) made = toLine(bytes, start, end, ended);
    else {
      const joined = Buffer.concat([...pending, bytes.subarray(start, end)]);
      made = toLine(joined, 0, joined.length, ended);
    }
    giant = undefined;
    pending = [];
    held = 0;
    line++;
    offset += length + (ended ? 1 : 0);
    return made;
  };

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
        if (made) yield made;
        start = end + 1;
      }
      if (start < chunk.length) hold(chunk.subarray(start));
    },
    *end() {
      if (held === 0) return;
      const made = close(Buffer.alloc(0), 0, 0, false);
      if (made) yield made;
    },
  };
};

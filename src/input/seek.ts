import type { Place } from '../model/finding.ts';

/** A range of text in a record, in lines and UTF-16 columns of the artifact. */
export type Range = Pick<Place, 'line' | 'column' | 'endLine' | 'endColumn'>;

/** A JSON value that was looked for: where it stands and its raw text. */
export interface Sought {
  readonly range: Range;
  /** Index of its first character since the start of the text. */
  readonly start: number;
  readonly end: number;
  /** Raw text; of anything but a string only its beginning. */
  readonly raw: string;
  readonly isString: boolean;
}

export interface Seeker {
  readonly push: (text: string) => void;
  readonly end: () => void;
  /** What was found, by pointer; of a key that an object holds twice the last. */
  readonly found: ReadonlyMap<string, Sought>;
}

/** Characters kept of a value that is not a string. */
const RAW_CAP = 4096;
/** Characters kept of a string; a longer one loses its end. */
const STRING_CAP = 64 << 20;

interface Branch {
  pointer?: string;
  readonly children: Map<string, Branch>;
}

const trie = (pointers: Iterable<string>): Branch => {
  const root: Branch = { children: new Map() };
  for (const pointer of pointers) {
    let branch = root;
    for (const step of pointer === '' ? [] : pointer.slice(1).split('/')) {
      const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
      let child = branch.children.get(key);
      if (!child) branch.children.set(key, (child = { children: new Map() }));
      branch = child;
    }
    branch.pointer = pointer;
  }
  return root;
};

interface Frame {
  readonly array: boolean;
  index: number;
  /** The part of the trie below this container; absent where nothing in it is looked for. */
  readonly branch: Branch | undefined;
  readonly open: Open | undefined;
}

/** A value that has begun and is looked for. */
interface Open {
  readonly pointer: string;
  readonly line: number;
  readonly column: number;
  readonly start: number;
  readonly isString: boolean;
  raw: string;
}

const [QUOTE, BACKSLASH, NEWLINE, COMMA, COLON] = [0x22, 0x5c, 0x0a, 0x2c, 0x3a];
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];

const unescaped = (raw: string): string => {
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
};

/** Finds the places of values in JSON text that comes in pieces; tolerant of text before the value. */
export const seeker = (pointers: Iterable<string>, line = 1, column = 1): Seeker => {
  const root = trie(pointers);
  const found = new Map<string, Sought>();
  const frames: Frame[] = [];
  const opened: Open[] = [];
  let position = 0;
  let begun = false;
  let string: { readonly isKey: boolean; readonly open: Open | undefined; escaped: boolean; key: string } | undefined;
  let bare: Open | undefined;
  let inBare = false;
  let key = '';
  let awaitsKey = false;

  const branchHere = (): Branch | undefined => {
    const frame = frames.at(-1);
    return frame ? frame.branch?.children.get(frame.array ? String(frame.index) : key) : begun ? undefined : root;
  };

  const begin = (branch: Branch | undefined, isString: boolean): Open | undefined => {
    begun = true;
    if (branch?.pointer === undefined) return undefined;
    const open: Open = { pointer: branch.pointer, line, column, start: position, isString, raw: '' };
    opened.push(open);
    return open;
  };

  /** Ends with the current character, `closer`, or before it when that is empty. */
  const finish = (open: Open | undefined, closer: string): void => {
    if (!open) return;
    opened.splice(opened.indexOf(open), 1);
    const more = closer.length;
    found.set(open.pointer, {
      range: { line: open.line, column: open.column, endLine: line, endColumn: column + more },
      start: open.start,
      end: position + more,
      raw: open.raw + closer,
      isString: open.isString,
    });
  };

  const openContainer = (array: boolean): void => {
    const branch = branchHere();
    frames.push({ array, index: 0, branch: branch && branch.children.size > 0 ? branch : undefined, open: begin(branch, false) });
    awaitsKey = !array;
  };

  const closeContainer = (): void => {
    const frame = frames.pop();
    finish(frame?.open, frame?.array ? ']' : '}');
    awaitsKey = false;
  };

  const step = (code: number): void => {
    if (string) {
      if (string.escaped) string.escaped = false;
      else if (code === BACKSLASH) string.escaped = true;
      else if (code === QUOTE) {
        if (string.isKey) key = unescaped(string.key);
        finish(string.open, '"');
        string = undefined;
      }
      return;
    }
    if (inBare && (code === COMMA || code === CLOSE_BRACE || code === CLOSE_BRACKET || code <= 0x20)) {
      finish(bare, '');
      inBare = false;
      bare = undefined;
    }
    if (code === QUOTE) {
      if (!begun) return;
      string = { isKey: awaitsKey, open: awaitsKey ? undefined : begin(branchHere(), true), escaped: false, key: '' };
    } else if (code === OPEN_BRACE) openContainer(false);
    else if (code === OPEN_BRACKET) openContainer(true);
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) closeContainer();
    else if (code === COMMA) {
      const frame = frames.at(-1);
      if (frame) frame.index++;
      awaitsKey = frame !== undefined && !frame.array;
    } else if (code === COLON) awaitsKey = false;
    else if (begun && !inBare && code > 0x20) {
      inBare = true;
      bare = begin(branchHere(), false);
    }
  };

  const keep = (text: string, from: number, to: number): void => {
    for (const open of opened) {
      const room = (open.isString ? STRING_CAP : RAW_CAP) - open.raw.length;
      if (room > 0) open.raw += text.slice(Math.max(from, 0), Math.min(to, from + room));
    }
  };

  /** Runs of plain characters inside a string that nobody looks at are passed over at once. */
  const skip = (text: string, index: number): number => {
    if (!string || string.escaped) return index;
    let end = index;
    for (let code = text.charCodeAt(end); end < text.length && code !== QUOTE && code !== BACKSLASH; code = text.charCodeAt(end)) end++;
    if (end === index) return index;
    if (string.isKey) string.key += text.slice(index, end);
    if (opened.length > 0) keep(text, index, end);
    position += end - index;
    column += end - index;
    return end;
  };

  const push = (text: string): void => {
    for (let index = skip(text, 0); index < text.length; index = skip(text, index + 1)) {
      const code = text.charCodeAt(index);
      const inside = string;
      step(code);
      if (inside?.isKey && string) string.key += text[index]!;
      if (opened.length > 0) keep(text, index, index + 1);
      position++;
      if (code === NEWLINE) {
        line++;
        column = 1;
      } else column++;
    }
  };

  return {
    push,
    end() {
      if (inBare) finish(bare, '');
      for (const open of [...opened]) finish(open, '');
    },
    found,
  };
};

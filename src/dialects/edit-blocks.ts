// https://aider.chat/docs/more/edit-formats.html
import type { Entry } from '../model/location.ts';

/** One change of a file as a model spells it in prose. */
export interface Block {
  readonly path: string;
  /** What is replaced; absent where the whole file, or a patch, is given. */
  readonly before?: string;
  readonly after: string;
  readonly patch?: string;
  /** The line on which it begins. */
  readonly entry: Entry;
}

/** Finds the blocks of a text that comes line by line. */
export interface EditBlocks {
  /** Reads a line; tells whether it stands inside a fence or a block. */
  readonly line: (text: string, entry: Entry) => boolean;
  /** Blocks for a file, at most so many; they count as taken. */
  readonly take: (path: string, most?: number) => readonly Block[];
  /** Forgets the blocks that nobody took. */
  readonly clear: () => void;
  /** The text has ended, whatever is still open. */
  readonly close: () => void;
}

const SEARCH = /^<{5,9} SEARCH>?\s*$/;
const MIDDLE = /^={5,9}\s*$/;
const REPLACE = /^>{5,9} REPLACE\s*$/;
const FENCE = /^\s*(`{3,}|<source>|<code>|<pre>|<codeblock>|<sourcecode>)(\w*)\s*$/;
/** Lines that a block may hold, and blocks that wait to be taken; what is more is let go. */
const MOST = 1 << 17;
const WAITING = 1000;

const closerOf = (fence: string): string => (fence.startsWith('<') ? `</${fence.slice(1)}` : fence);

/** A name of a file as models write it before a block: bare, quoted, bold, as a heading or with a colon. */
const nameIn = (line: string): string =>
  line
    .trim()
    .replace(/^#+\s*/, '')
    .replace(/^[*`"']+|[*`"':]+$/g, '')
    .replace(/[*`"']+$/, '')
    .trim();

const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

const same = (one: string, other: string): boolean => one === other || one.endsWith(`/${other}`) || other.endsWith(`/${one}`);

export const editBlocks = (): EditBlocks => {
  let blocks: Block[] = [];
  let name = '';
  let fence: string | undefined;
  let language = '';
  let opened: Entry | undefined;
  let part: 'none' | 'before' | 'after' = 'none';
  let lines: string[] = [];
  let before = '';
  let replaced = false;
  /** The name stands on the line before. */
  let named = false;

  const add = (block: Omit<Block, 'entry'>): void => {
    if (opened && blocks.length < WAITING) blocks.push({ ...block, entry: opened });
  };

  const closeFence = (): void => {
    if (!replaced && lines.length > 0) {
      const patched = /^\+\+\+ (?:b\/)?(\S+)/m.exec(textOf(lines))?.[1];
      if (patched !== undefined) add({ path: patched, after: '', patch: textOf(lines) });
      else if (named && language !== 'diff' && !/\s/.test(name)) add({ path: name, after: textOf(lines) });
    }
    [fence, lines, replaced, named] = [undefined, [], false, false];
  };

  const inside = (text: string, entry: Entry): void => {
    if (SEARCH.test(text)) [part, lines, opened, replaced] = ['before', [], entry, true];
    else if (part === 'before' && MIDDLE.test(text)) [before, part, lines] = [textOf(lines), 'after', []];
    else if (part === 'after' && REPLACE.test(text)) {
      add({ path: name, before, after: textOf(lines) });
      [part, lines] = ['none', []];
    } else if (part === 'none' && fence !== undefined && text.trimEnd() === closerOf(fence)) closeFence();
    else if (lines.length < MOST) lines.push(text);
  };

  return {
    line(text, entry) {
      if (fence !== undefined || part !== 'none' || SEARCH.test(text)) {
        inside(text, entry);
        return true;
      }
      const [, mark, kind = ''] = FENCE.exec(text) ?? [];
      if (mark !== undefined) [fence, language, opened, lines] = [mark, kind, entry, []];
      else {
        named = text.trim() !== '';
        if (named) name = nameIn(text);
      }
      return false;
    },
    take(path, most = Infinity) {
      const taken = blocks.filter((block) => same(block.path, path)).slice(0, most);
      blocks = blocks.filter((block) => !taken.includes(block));
      return taken;
    },
    clear() {
      blocks = [];
    },
    close() {
      [fence, part, lines, replaced, name, named] = [undefined, 'none', [], false, '', false];
    },
  };
};

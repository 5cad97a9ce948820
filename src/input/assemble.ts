import { none } from 'stream-chain/core';
import { jsonParser } from 'stream-json/core/parser.js';
import type { Json } from '../model/location.ts';
import { DEEP } from './deep.ts';

/** Characters of a string that are kept at each of its ends when it has to be cut. */
const ENDS = 32 * 1024;
/** Characters that a cut string may gather before its middle is let go. */
const GATHER = 32 * ENDS;

/** What a value costs in memory beside its characters. */
const CONTAINER = 64;
const SCALAR = 16;

/** Where a value stands: the keys and indexes that lead to it from the root. */
export type Path = readonly (string | number)[];

/** What did not fit: nothing, the middles of long strings, or whole values. */
export type Loss = 'nothing' | 'middles' | 'values';

export interface Assembler {
  /** Reads more text. Throws what is wrong with it; what came before stays. */
  readonly push: (text: string) => void;
  /** Says that no more text comes. Throws when the value is not complete. */
  readonly end: () => void;
  /** The root as far as it has been read. */
  readonly root: () => Json | undefined;
  readonly lost: () => Loss;
  /** Levels of nesting met; what lies below `DEEP` is not kept. */
  readonly depth: () => number;
}

interface Frame {
  readonly into: Json[] | { [key: string]: Json };
  key: string | number;
  /** Elements are handed to `take` as they close and not kept. */
  readonly streamed: boolean;
  readonly kept: boolean;
}

const put = (frame: Frame, value: Json): void => {
  if (Array.isArray(frame.into)) frame.into.push(value);
  else Object.defineProperty(frame.into, String(frame.key), { value, enumerable: true, configurable: true, writable: true });
};

/** Text in pieces that end with an object: what the parser throws over a piece concerns no object before it. */
function* pieces(text: string): Generator<string> {
  let start = 0;
  for (let end = text.indexOf('}'); end !== -1; end = text.indexOf('}', start)) {
    yield text.slice(start, end + 1);
    start = end + 1;
  }
  if (start < text.length) yield text.slice(start);
}

/** The text of one string as it comes: whole up to a limit, head and tail past it. */
const clipped = () => {
  let text = '';
  let tail: string | undefined;
  return {
    add(chunk: string, limit: number): void {
      if (tail !== undefined) {
        tail += chunk;
        if (tail.length > GATHER) tail = tail.slice(-ENDS);
      } else {
        text += chunk;
        if (text.length <= limit) return;
        tail = text.slice(ENDS);
        text = text.slice(0, ENDS);
      }
    },
    /** What was kept; ready for the next string. */
    take(): { readonly value: string; readonly cut: boolean } {
      const cut = tail !== undefined && tail.length > ENDS;
      const value = cut ? `${text}…${tail!.slice(-ENDS)}` : text + (tail ?? '');
      text = '';
      tail = undefined;
      return { value, cut };
    },
  };
};

/**
 * Builds JSON values from text in pieces within bounded memory: long strings keep head and tail once half of `budget` is spent,
 * values past it are dropped, and elements of the array at `streams` are handed out one by one instead of being kept.
 */
export const assembler = (options: {
  /** Characters that may be kept of one value. */
  readonly budget: number;
  /** Keys and indexes that lead to the array whose elements go to `take`. */
  readonly streams?: readonly string[];
  readonly take?: (element: Json, path: Path) => void;
  /** False for root keys whose values need not be kept. */
  readonly keeps?: (rootKey: string) => boolean;
}): Assembler => {
  const { budget, streams, take, keeps } = options;
  const parse = jsonParser({ packStrings: false, packNumbers: true, packKeys: true, streamNumbers: false, streamKeys: false });
  const frames: Frame[] = [];
  const string = clipped();
  let root: Json | undefined;
  let spent = 0;
  let loss: Loss = 'nothing';
  let deepest = 0;

  const path = (): Path => frames.map((frame) => frame.key);

  const isWanted = (parent: Frame): boolean =>
    parent.kept && frames.length <= DEEP && (frames.length > 1 || !keeps || keeps(String(parent.key)));

  /** A container joins its parent when it opens, so that a cut-off root still shows what was read. Tells whether it is kept. */
  const attach = (value: Json, cost: number): boolean => {
    const parent = frames.at(-1);
    if (!parent) root = value;
    else if (!isWanted(parent)) return false;
    else if (spent > budget) {
      loss = 'values';
      return false;
    } else if (!parent.streamed) put(parent, value);
    spent += cost;
    return true;
  };

  const finish = (value: Json): void => {
    const parent = frames.at(-1);
    if (!parent) return;
    if (parent.streamed) {
      take?.(value, path());
      spent = 0;
    }
    if (typeof parent.key === 'number') parent.key++;
  };

  const scalar = (value: Json): void => {
    attach(value, typeof value === 'string' ? SCALAR + value.length : SCALAR);
    finish(value);
  };

  const isStreamed = (): boolean =>
    streams !== undefined && frames.length === streams.length && frames.every((frame, index) => String(frame.key) === streams[index]);

  const openFrame = (into: Frame['into']): void => {
    const kept = attach(into, CONTAINER);
    const list = Array.isArray(into);
    frames.push({ into, key: list ? 0 : '', streamed: list && isStreamed(), kept });
    deepest = Math.max(deepest, frames.length);
  };

  const closeFrame = (): void => {
    const closed = frames.pop();
    if (closed) finish(closed.into);
  };

  const closeText = (): void => {
    const { value, cut } = string.take();
    if (cut && loss === 'nothing') loss = 'middles';
    scalar(value);
  };

  const handle: { readonly [name: string]: (value: string) => void } = {
    startObject: () => openFrame({}),
    startArray: () => openFrame([]),
    endObject: closeFrame,
    endArray: closeFrame,
    keyValue: (key) => {
      const frame = frames.at(-1)!;
      if (frame.kept) spent += key.length;
      frame.key = key;
    },
    stringChunk: (chunk) => string.add(chunk, Math.max(2 * ENDS, budget / 2 - spent)),
    endString: closeText,
    numberValue: (value) => scalar(Number(value)),
    nullValue: () => scalar(null),
    trueValue: () => scalar(true),
    falseValue: () => scalar(false),
  };

  const run = (input: string | typeof none): void => {
    const output = parse(input as string) as { readonly values?: readonly { readonly name: string; readonly value?: string }[] };
    for (const token of output.values ?? []) handle[token.name]?.(token.value ?? '');
  };

  return {
    push(text) {
      for (const piece of pieces(text)) run(piece);
    },
    end: () => run(none),
    root: () => root,
    lost: () => loss,
    depth: () => deepest,
  };
};

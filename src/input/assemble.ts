import { none } from 'stream-chain/core';
import { parser } from 'stream-json/core/parser.js';
import type { Json } from '../model/location.ts';

/** Characters of a string that are kept at each of its ends when it has to be cut. */
const ENDS = 32 * 1024;

/** Where a value stands: the keys and indexes that lead to it from the root. */
export type Path = readonly (string | number)[];

export interface Assembler {
  /** Reads more text. Throws what is wrong with it. */
  readonly push: (text: string) => void;
  /** Says that no more text comes. Throws when the value is not complete. */
  readonly end: () => void;
  /** The root as far as it has been read. */
  readonly root: () => Json | undefined;
  /** True when a string had to be cut or a value dropped. */
  readonly cut: () => boolean;
}

interface Frame {
  readonly into: Json[] | { [key: string]: Json };
  key: string | number;
  /** Elements are handed to `take` as they close and not kept. */
  readonly streamed: boolean;
}

const put = (frame: Frame, value: Json): void => {
  if (Array.isArray(frame.into)) frame.into.push(value);
  else Object.defineProperty(frame.into, String(frame.key), { value, enumerable: true, configurable: true, writable: true });
};

/**
 * Builds JSON values from a token stream within bounded memory: strings past `budget` keep head and tail,
 * and elements of the array that `streams` names are handed out one by one instead of being kept.
 */
export const assembler = (options: {
  /** Characters that may be kept of one value. */
  readonly budget: number;
  /** True for the path of the array whose elements go to `take`. */
  readonly streams?: (path: Path) => boolean;
  readonly take?: (element: Json, path: Path) => void;
  /** False for root keys whose values need not be kept. */
  readonly keeps?: (rootKey: string) => boolean;
}): Assembler => {
  const parse = parser({
    packStrings: false,
    packNumbers: true,
    packKeys: true,
    streamStrings: true,
    streamNumbers: false,
    streamKeys: false,
  });
  const frames: Frame[] = [];
  let root: Json | undefined;
  let spent = 0;
  let cut = false;
  let head = '';
  let tail = '';
  let skipped = false;

  const path = (): Path => frames.map((frame) => frame.key);

  /** A container joins its parent when it opens, so that a cut-off root still shows what was read. */
  const attach = (value: Json): void => {
    const parent = frames.at(-1);
    if (!parent) root = value;
    else if (spent > options.budget) cut ||= !parent.streamed;
    else if (!parent.streamed && (frames.length > 1 || (options.keeps?.(String(parent.key)) ?? true))) put(parent, value);
  };

  const finish = (value: Json): void => {
    const parent = frames.at(-1);
    if (!parent) return;
    if (parent.streamed) {
      options.take?.(value, path());
      spent = 0;
    }
    if (typeof parent.key === 'number') parent.key++;
  };

  const scalar = (value: Json): void => {
    attach(value);
    finish(value);
  };

  const openFrame = (into: Frame['into']): void => {
    const streamed = Array.isArray(into) && (options.streams?.(path()) ?? false);
    spent += 8;
    attach(into);
    frames.push({ into, key: Array.isArray(into) ? 0 : '', streamed });
  };

  const closeFrame = (): void => {
    const closed = frames.pop();
    if (closed) finish(closed.into);
  };

  const addText = (chunk: string): void => {
    if (!skipped && spent + chunk.length <= options.budget) {
      head += chunk;
      spent += chunk.length;
      return;
    }
    if (!skipped) head = head.slice(0, ENDS);
    skipped = true;
    tail = (tail + chunk).slice(-ENDS);
  };

  const closeText = (): void => {
    if (skipped) cut = true;
    scalar(skipped ? `${head}…${tail}` : head);
    head = tail = '';
    skipped = false;
  };

  const handle: { readonly [name: string]: (value: string) => void } = {
    startObject: () => openFrame({}),
    startArray: () => openFrame([]),
    endObject: closeFrame,
    endArray: closeFrame,
    keyValue: (key) => {
      spent += key.length;
      frames.at(-1)!.key = key;
    },
    stringChunk: addText,
    endString: closeText,
    numberValue: (value) => {
      spent += 8;
      scalar(Number(value));
    },
    nullValue: () => scalar(null),
    trueValue: () => scalar(true),
    falseValue: () => scalar(false),
  };

  const run = (input: string | typeof none): void => {
    const output = (parse as (input: unknown) => unknown)(input) as { values?: { name: string; value?: string }[] };
    for (const token of output?.values ?? []) handle[token.name]?.(token.value ?? '');
  };

  return { push: run, end: () => run(none), root: () => root, cut: () => cut };
};

import { readFileSync } from 'node:fs';
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, stringify } from 'yaml';
import { type Json, type JsonObject, pointerTo } from '../model/location.ts';
import { UsageError } from '../model/usage-error.ts';

/** A file that a person has written, as a value, with the line of each of its keys. */
export interface Written<V extends Json = Json> {
  /** As it is shown to the user. */
  readonly file: string;
  readonly value: V;
  /** 1-based line of what lies at an RFC 6901 pointer; of what is not there, the line of what would hold it. */
  readonly lineOf: (pointer: string) => number;
}

/** References to one anchor that a file may make. */
const ALIASES = 100;

const stepsOf = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** Where the key or the element stands that a step leads to, and what it leads to. */
const follow = (node: unknown, step: string): { readonly start: number | undefined; readonly node: unknown } | undefined => {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === step);
    return pair && { start: (pair.key as Node).range?.[0], node: pair.value };
  }
  const element = isSeq(node) ? (node.items[Number(step)] as Node | undefined) : undefined;
  return element && { start: element.range?.[0], node: element };
};

const offsetOf = (document: Document, pointer: string): number => {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  for (const step of stepsOf(pointer)) {
    const found = follow(node, step);
    if (!found) break;
    node = found.node;
    offset = found.start ?? offset;
  }
  return offset;
};

/** Reads YAML text. Throws a UsageError with file and line where it is none. */
export const parseYaml = (text: string, file: string): Written => {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const [error] = document.errors;
  if (error)
    throw new UsageError(`${file}:${counter.linePos(error.pos[0]).line}: ${error.message.replace(/ at line \d+, column \d+:.*$/s, '')}`);
  return {
    file,
    value: toJson(document, file),
    lineOf: (pointer) => counter.linePos(offsetOf(document, pointer)).line,
  };
};

const toJson = (document: Document, file: string): Json => {
  try {
    return document.toJS({ maxAliasCount: ALIASES }) as Json;
  } catch (error) {
    throw new UsageError(`${file}:1: ${(error as Error).message}`);
  }
};

/** YAML that was parsed before: its text and the value of it, by the name of the file. */
export type Parsed = { readonly [file: string]: { readonly text: string; readonly value: Json } };

/** YAML as it was parsed before, if the text is still the same; the lines of its keys are found when they are asked for. */
const known = (text: string, file: string, parsed: Parsed): Written | undefined => {
  const before = parsed[file];
  return before?.text === text ? { file, value: before.value, lineOf: (pointer) => parseYaml(text, file).lineOf(pointer) } : undefined;
};

/** Makes a map of YAML text. Throws a UsageError with file and line. */
export const toMap = (text: string, file: string, parsed: Parsed = {}): Written<JsonObject> => {
  const written = known(text, file, parsed) ?? parseYaml(text, file);
  const { value } = written;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UsageError(`${file}:1: expected a map of keys`);
  return { ...written, value: value as JsonObject };
};

/** Reads a YAML file that must hold a map. Throws a UsageError with file and line. */
export const readMap = (path: string, file: string): Written<JsonObject> => toMap(readFileSync(path, 'utf8'), file);

/** The user's mistake at a place of a file, in one sentence. */
export const mistakeAt = ({ file, lineOf }: Written, pointer: string, words: string): UsageError =>
  new UsageError(`${file}:${lineOf(pointer)}: ${words}`);

/** The mistake at one of the top keys. */
export const mistakeIn = (written: Written, key: string, words: string): UsageError => mistakeAt(written, pointerTo('', key), words);

/** A value as YAML, in lines that people can read. */
export const toYaml = (value: unknown): string => stringify(value, { lineWidth: 120 });

import { posix } from 'node:path';
import type { Json } from '../model/location.ts';
import type { Statement } from './syntax.ts';

/** What is known of a value in a script. */
export type Known = Text | List | Dictionary | Thing | Closure;

export interface Text {
  readonly is: 'text';
  /** As far as it is known: what is not stands in braces. */
  readonly value: string | number | boolean | null;
  /** Why it is not wholly known. */
  readonly doubt?: string;
  /** What was replaced in a text that was read. */
  readonly swaps?: readonly { readonly before: string; readonly after: string }[];
  /** The loaded document that it spells. */
  readonly document?: Document;
}

export interface List {
  readonly is: 'list';
  readonly elements: Known[];
}

export interface Dictionary {
  readonly is: 'map';
  readonly entries: Map<string, Known>;
}

/** A config or table that was loaded from a file, and what the script has set in it. */
export interface Document {
  source: string | undefined;
  readonly changes: { readonly key: string; readonly to?: Json; readonly doubt?: string }[];
}

/** A file that the script has opened. */
export interface Handle {
  readonly path: Known;
  readonly mode: string;
  written: boolean;
}

/** A module, a function or an object of a library, by its full name: `os.remove`, `boto3.client()`. */
export interface Thing {
  readonly is: 'thing';
  readonly name: string;
  /** What the call that made it was given. */
  readonly made?: Call;
  readonly handle?: Handle;
  readonly document?: Document;
  /** Where in its document it stands. */
  readonly keys?: readonly string[];
  /** The host that it is connected to. */
  peer?: string;
}

export interface Closure {
  readonly is: 'closure';
  readonly parameters: readonly string[];
  readonly body: readonly Statement[];
}

export interface Call {
  /** Full name of what is called. */
  readonly name: string;
  /** What it is a method of. */
  readonly of: Known | undefined;
  readonly args: readonly Known[];
  /** What is set in a command before it runs is added. */
  readonly named: Map<string, Known>;
}

export const known = (value: Text['value']): Text => ({ is: 'text', value });
export const hidden = (written: string, doubt: string): Text => ({ is: 'text', value: `{${written}}`, doubt });
export const thing = (name: string, more: Partial<Thing> = {}): Thing => ({ ...more, is: 'thing', name });

/** The first argument that is there: by position, or by one of these names, which the options of a call in JavaScript have too. */
export const argument = (call: Call, position: number, ...names: readonly string[]): Known | undefined => {
  for (const name of names) {
    const found = call.named.get(name);
    if (found) return found;
  }
  if (call.args[position]) return call.args[position];
  for (const options of call.args)
    if (options.is === 'map') for (const name of names) if (options.entries.has(name)) return options.entries.get(name);
  return undefined;
};

export const doubtOf = (value: Known | undefined): string | undefined => {
  if (!value) return undefined;
  if (value.is === 'text') return value.doubt;
  if (value.is === 'thing') return `${value.name} is computed`;
  if (value.is === 'closure') return 'a function';
  for (const element of value.is === 'list' ? value.elements : value.entries.values()) {
    const doubt = doubtOf(element);
    if (doubt !== undefined) return doubt;
  }
  return undefined;
};

/** A value as text; what is not known of it stands in braces. */
export const textOf = (value: Known): string => {
  if (value.is === 'text') return value.value === null ? 'None' : String(value.value);
  if (value.is === 'thing') return `{${value.name}}`;
  return value.is === 'closure' ? '{function}' : JSON.stringify(jsonOf(value));
};

/** Levels of a value that are followed: a list may hold itself. */
const DEPTH = 32;

export const jsonOf = (value: Known, depth = 0): Json => {
  if (value.is === 'text') return value.value;
  if (depth > DEPTH) return null;
  if (value.is === 'list') return value.elements.map((element) => jsonOf(element, depth + 1));
  if (value.is !== 'map') return textOf(value);
  return Object.fromEntries([...value.entries].map(([key, each]) => [key, jsonOf(each, depth + 1)]));
};

export const fromJson = (value: Json): Known => {
  if (typeof value !== 'object' || value === null) return known(value);
  if (Array.isArray(value)) return { is: 'list', elements: value.map(fromJson) };
  return { is: 'map', entries: new Map(Object.entries(value).map(([key, each]) => [key, fromJson(each as Json)])) };
};

/** Text put together, with its doubts. */
export const joined = (parts: readonly Known[], by: '' | '/'): Known => {
  if (parts.length > 0 && parts.every((part) => part.is === 'list'))
    return { is: 'list', elements: parts.flatMap((part) => (part as List).elements) };
  const numbers = by === '' && parts.every((part) => part.is === 'text' && typeof part.value === 'number');
  if (numbers) return known(parts.reduce((sum, part) => sum + ((part as Text).value as number), 0));
  const texts = parts.map(textOf);
  const value = by === '' ? texts.join('') : texts.reduce((path, part) => (part.startsWith('/') ? part : posix.join(path, part)));
  const doubt = parts.map(doubtOf).find((each) => each !== undefined);
  return { is: 'text', value: value.slice(0, 1 << 20), ...(doubt !== undefined && { doubt }) };
};

/** What stands at a key. A part of a loaded document knows its place in it. */
export const memberOf = (of: Known, key: Known): Known => {
  const name = textOf(key);
  if (of.is === 'map') return of.entries.get(name) ?? hidden(name, `${name} is not known`);
  if (of.is === 'list') return of.elements.at(Number(name)) ?? hidden(`[${name}]`, 'an element is not known');
  if (of.is !== 'thing') return of.is === 'text' && of.value !== null ? textMember(of, name) : thing(name);
  const keys = of.keys && [...of.keys, ...namesIn(key)];
  return thing(`${of.name}.${name}`, { ...of, ...(keys && { keys }) });
};

const PARTS: { readonly [name: string]: (path: string) => string } = {
  parent: posix.dirname,
  name: posix.basename,
  stem: (path) => posix.basename(path, posix.extname(path)),
  suffix: posix.extname,
};

const textMember = (of: Text, name: string): Known =>
  Object.hasOwn(PARTS, name) ? { ...of, value: PARTS[name]!(String(of.value)) } : hidden(`${of.value}.${name}`, `${name} is computed`);

/** Words of an accessor that say how, not what. */
const ACCESSORS = new Set(['loc', 'iloc', 'at', 'iat', 'values', 'active', 'value', 'items', '{:}']);

/** The names among the keys of a subscript: of `[row == 3, 'score']` the last. */
const namesIn = (key: Known): readonly string[] => {
  const all = key.is === 'list' ? key.elements : [key];
  return all.filter((each) => each.is === 'text' && each.doubt === undefined && !ACCESSORS.has(String(each.value))).map(textOf);
};

/** Whether two names of a chain of calls end alike: `boto3.client().upload_file` is called `upload_file`. */
export const lastName = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

// https://opentelemetry.io/docs/specs/otel/protocol/file-exporter
import { get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { literal } from './python-literal.ts';
import { argumentsAt, type Said } from './said.ts';

/** A value and the pointer to it inside its entry. */
export interface Found {
  readonly value: Json;
  readonly at: string;
}

/** Attributes of a span by their dotted keys. */
export type Attributes = ReadonlyMap<string, Found>;

/** The JSON value that a typed value of OTLP stands for. */
export const plainValue = (value: Json | undefined): Json => {
  if (!isObject(value)) return value ?? null;
  const [key] = Object.keys(value);
  if (key === 'arrayValue') return list(value[key], 'values').map(plainValue);
  if (key === 'kvlistValue')
    return Object.fromEntries(list(value[key], 'values').map((each) => [text(each, 'key') ?? '', plainValue(get(each, 'value'))]));
  if (key === 'intValue') return Number(value[key]);
  return key === undefined ? null : value[key]!;
};

/** Attributes as OTLP lists them: `[{key, value: {stringValue}}]`. */
export const listedAttributes = (attributes: readonly Json[], at: string): Attributes => {
  const found = new Map<string, Found>();
  for (const [index, each] of attributes.entries()) {
    const key = text(each, 'key');
    const value = get(each, 'value');
    if (key === undefined) continue;
    const kind = isObject(value) ? Object.keys(value)[0] : undefined;
    const place = pointerTo(pointerTo(at, index), 'value');
    found.set(key, { value: plainValue(value), at: kind === undefined ? place : pointerTo(place, kind) });
  }
  return found;
};

/** Levels of objects that are flattened into dotted keys. */
const DEEP = 12;

/** Attributes kept as an object, be its keys dotted already or nested. */
export const nestedAttributes = (value: Json | undefined, at: string): Attributes => {
  const found = new Map<string, Found>();
  const add = (inner: Json, prefix: string, place: string, depth: number): void => {
    if (prefix !== '') found.set(prefix, { value: inner, at: place });
    if (depth > DEEP) return;
    const below = isArray(inner) ? inner.entries() : isObject(inner) ? Object.entries(inner) : [];
    for (const [key, each] of below) add(each, prefix === '' ? String(key) : `${prefix}.${key}`, pointerTo(place, key), depth + 1);
  };
  add(value ?? null, '', at, 0);
  return found;
};

/** The value of an attribute, less the string that it may be wrapped in. */
export const unwrapped = (found: Found | undefined): Found | undefined => {
  if (found === undefined || typeof found.value !== 'string') return found;
  const { input, inputAt } = argumentsAt(found.value, found.at);
  return { value: input, at: inputAt };
};

/** A tool's arguments: unwrapped of JSON, of what Python prints of a dict, and of a lone key `input` that holds them all. */
export const toolInput = (found: Found | undefined): Found | undefined => {
  const plain = unwrapped(found);
  if (plain === undefined) return undefined;
  if (typeof plain.value === 'string') {
    const value = literal(plain.value);
    return isObject(value) ? { value, at: plain.at } : plain;
  }
  const inner = get(plain.value, 'input');
  if (!isObject(plain.value) || inner === undefined || Object.keys(plain.value).length > 1) return plain;
  const below = toolInput({ value: inner, at: `${plain.at}/input` });
  return isObject(below?.value) ? below : plain;
};

/** The first of several attributes that is a text and not empty. */
export const textIn = (attributes: Attributes, ...keys: readonly string[]): string | undefined => {
  for (const key of keys) {
    const value = attributes.get(key)?.value;
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
};

/** The first of several attributes that is there. */
export const firstIn = (attributes: Attributes, ...keys: readonly string[]): Found | undefined => {
  for (const key of keys) {
    const found = attributes.get(key);
    if (found !== undefined && found.value !== '' && found.value !== null) return found;
  }
  return undefined;
};

interface Branch {
  readonly [key: string]: Branch | Found;
}

const isFound = (branch: Branch | Found): branch is Found => typeof branch['at'] === 'string' && 'value' in branch;

/** A list or object put together from keys such as `PREFIX.0.role`. */
export interface Nested {
  readonly value: readonly Json[];
  /** Said with the pointers of the attributes it was put together from. */
  readonly placed: (said: readonly Said[]) => readonly Said[];
}

/** Values that are content parts as JSON in a string. */
const PARTS = /^\s*\[\s*\{\s*"type"/;

/** Puts a list together from attributes `PREFIX.<index>.<key>…`; `rename` may drop steps of their keys. Gaps between indexes do not count. */
export const nest = (attributes: Attributes, prefix: string, rename: (key: string) => string = (key) => key): Nested | undefined => {
  const root: { [key: string]: Branch | Found } = {};
  for (const [key, found] of attributes) {
    if (!key.startsWith(`${prefix}.`)) continue;
    if (isObject(found.value) || (isArray(found.value) && found.value.some(isObject))) continue;
    const steps = rename(key.slice(prefix.length + 1)).split('.');
    if (!/^\d+$/.test(steps[0]!)) continue;
    let branch: { [key: string]: Branch | Found } = root;
    for (const step of steps.slice(0, -1)) {
      const next = Object.hasOwn(branch, step) ? branch[step]! : (branch[step] = {});
      if (isFound(next)) break;
      branch = next as { [key: string]: Branch | Found };
    }
    branch[steps.at(-1)!] = found;
  }
  if (Object.keys(root).length === 0) return undefined;
  const places = new Map<string, string>();
  const grown = (branch: Branch | Found, at: string): Json => {
    if (isFound(branch)) {
      const { value, at: place } = typeof branch.value === 'string' && PARTS.test(branch.value) ? unwrapped(branch)! : branch;
      places.set(at, place);
      return value;
    }
    const keys = Object.keys(branch);
    if (keys.length > 0 && keys.every((key) => /^\d+$/.test(key)))
      return keys
        .map(Number)
        .sort((a, b) => a - b)
        .map((key, index) => grown(branch[String(key)]!, pointerTo(at, index)));
    return Object.fromEntries(keys.map((key) => [key, grown(branch[key]!, pointerTo(at, key))]));
  };
  const value = grown(root, '') as readonly Json[];
  const place = (pointer: string): string => {
    for (let end = pointer.length; end > 0; end = pointer.lastIndexOf('/', end - 1)) {
      const head = pointer.slice(0, end);
      const known = places.get(head) ?? places.get(head.replace(/#$/, ''));
      if (known !== undefined) return `${known}${places.has(head) ? '' : '#'}${pointer.slice(end)}`;
    }
    for (const [below, known] of places) if (below.startsWith(pointer)) return known;
    return '';
  };
  return {
    value,
    placed: (said) =>
      said.map((each) =>
        each.said === 'call' ? { ...each, at: place(each.at), inputAt: place(each.inputAt) } : { ...each, at: place(each.at) },
      ),
  };
};

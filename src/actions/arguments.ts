import { get, isArray, type Json } from '../model/location.ts';
import type { Arg, Meaning } from '../model/meaning.ts';

/** One argument's value and the pointer to it. */
export interface Found {
  readonly value: Json;
  readonly pointer: string;
}

/** One way to an argument: its pointer, and the keys on it. */
interface Way {
  readonly pointer: string;
  readonly keys: readonly string[];
}

const wayTo = (name: string): Way => {
  const pointer = name.startsWith('/') ? name : `/${name}`;
  return {
    pointer,
    keys: pointer
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')),
  };
};

/** Ways that were worked out: as many as the tables of tools have arguments. */
const WAYS = new Map<Arg, readonly Way[]>();

const waysTo = (arg: Arg): readonly Way[] => {
  let ways = WAYS.get(arg);
  if (!ways) WAYS.set(arg, (ways = arg.split('|').map(wayTo)));
  return ways;
};

const byKeys = (input: Json, keys: readonly string[]): Json | undefined => {
  let value: Json | undefined = input;
  for (const key of keys) value = isArray(value) ? value[Number(key)] : get(value, key);
  return value;
};

/** Reads an argument by name, pointer or fixed text; the first of several that is there. */
export const find = (input: Json, arg: Arg): Found | undefined => {
  if (arg.startsWith('=')) return { value: arg.slice(1), pointer: '' };
  if (arg === '') return { value: input, pointer: '' };
  for (const { pointer, keys } of waysTo(arg)) {
    const value = byKeys(input, keys);
    if (value !== undefined && value !== null) return { value, pointer };
  }
  // A call whose whole input is one string means its one argument.
  return typeof input === 'string' ? { value: input, pointer: '' } : undefined;
};

export const asText = (value: Json): string =>
  typeof value === 'string' ? value : isArray(value) ? value.map(asText).join(' ') : JSON.stringify(value);

const asTexts = (value: Json): readonly string[] => (isArray(value) ? value.map(asText) : [asText(value)]);

export const textOf = (input: Json, arg: Arg | undefined): string | undefined => {
  const found = arg === undefined ? undefined : find(input, arg);
  return found && asText(found.value);
};

export const textsOf = (input: Json, arg: Arg | undefined): readonly string[] => {
  const found = arg === undefined ? undefined : find(input, arg);
  return found ? asTexts(found.value) : [];
};

/** Whether arguments have the values that are wanted of them; a list means any of them. */
export const holds = (when: Meaning['when'], input: Json): boolean =>
  Object.entries(when ?? {}).every(([arg, wanted]) => {
    const value = find(input, arg)?.value ?? null;
    return isArray(wanted) ? wanted.includes(value as never) : value === wanted;
  });

import { isArray, type Json } from '../model/location.ts';

/** Levels of nesting that are read; no agent framework comes near, and more may exhaust the stack of whoever walks the value. */
export const DEEP = 512;

const isContainer = (value: Json): boolean => typeof value === 'object' && value !== null;

/** True when something lies deeper than `DEEP`. Every record passes here, so nothing is made on the way. */
export const isDeep = (value: Json, room = DEEP): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if (room === 0) return true;
  if (isArray(value)) {
    for (const element of value) if (isDeep(element, room - 1)) return true;
  } else {
    for (const key in value) if (isDeep(value[key]!, room - 1)) return true;
  }
  return false;
};

/** Levels of nesting, counted without recursion. */
export const depthOf = (value: Json): number => {
  let depth = 0;
  for (let level = [value].filter(isContainer); level.length > 0; depth++) {
    const below: Json[] = [];
    for (const container of level) for (const child of Object.values(container as object)) if (isContainer(child)) below.push(child);
    level = below;
  }
  return depth;
};

/** The same value with `null` in place of containers that lie deeper than `DEEP`. */
export const shallow = (value: Json, room = DEEP): Json => {
  if (!isContainer(value)) return value;
  if (room === 0) return null;
  if (isArray(value)) return value.map((element) => shallow(element, room - 1));
  return Object.fromEntries(Object.entries(value as object).map(([key, child]) => [key, shallow(child as Json, room - 1)]));
};

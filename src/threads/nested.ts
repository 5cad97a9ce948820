import { get, isArray, isObject, type Json, pointerTo } from '../model/location.ts';

/** Levels of nesting that are searched. */
const DEEP = 4;

/** The value at a pointer. */
export const valueAt = (value: Json | undefined, pointer: string): Json | undefined => {
  let found = value;
  for (const step of pointer.split('/').slice(1))
    found = isArray(found) ? found[Number(step)] : get(found, step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return found;
};

/** Pointer to the nearest value below another that is wanted: breadth first, through objects only. */
export const nested = (value: Json, wanted: (value: Json) => boolean): string | undefined => {
  let level: readonly { readonly value: Json; readonly at: string }[] = [{ value, at: '' }];
  for (let depth = 0; depth <= DEEP; depth++) {
    const found = level.find((each) => wanted(each.value));
    if (found) return found.at;
    level = level.flatMap((each) =>
      isObject(each.value) ? Object.entries(each.value).map(([key, inner]) => ({ value: inner, at: pointerTo(each.at, key) })) : [],
    );
  }
  return undefined;
};

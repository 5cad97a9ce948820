import { find } from '../actions/arguments.ts';
import type { Setting } from '../model/event.ts';
import { pathMatcher } from '../model/glob.ts';
import type { Conditions, Stated } from '../model/house.ts';
import { type Artifact, type Entry, isObject, type Json, type Location } from '../model/location.ts';
import { monitored } from './conditions.ts';

/** A condition that the user says where to find, as it stands at one record. */
export interface Statement {
  readonly name: string;
  readonly value: string;
  readonly at: Location;
  readonly basis: Setting['basis'];
}

const wordOf = (name: string, { values }: Stated, value: Json): string => {
  const word = String(value);
  if (values && Object.hasOwn(values, word)) return values[word]!;
  return (name === 'monitored' ? monitored(value) : undefined) ?? word;
};

/** What a condition is by the path of a log. */
const byPath = (name: string, { paths = {}, otherwise }: Stated): ((entry: Entry) => readonly Statement[]) => {
  const globs = Object.entries(paths).map(([value, each]) => ({ value, fits: pathMatcher(each) }));
  return ({ at }) => {
    const value = globs.find(({ fits }) => fits(at.artifact.uri))?.value ?? otherwise;
    return value === undefined ? [] : [{ name, value, at: { ...at, pointer: '' }, basis: 'path' }];
  };
};

/** What a record says of a condition. */
const byField = (name: string, stated: Stated): ((entry: Entry) => readonly Statement[]) => {
  const { field } = stated;
  if (field === undefined) return () => [];
  return ({ value, at }) => {
    const found = isObject(value) ? find(value, field) : undefined;
    if (!found || typeof found.value === 'object') return [];
    return [{ name, value: wordOf(name, stated, found.value), at: { ...at, pointer: at.pointer + found.pointer }, basis: 'field' }];
  };
};

/** Follows what the user's conditions are while a bundle is read: what was stated last in an artifact holds for what follows. */
export interface Statements {
  readonly names: ReadonlySet<string>;
  readonly read: (entry: Entry) => void;
  readonly now: () => readonly Statement[];
}

export const stating = (conditions: Conditions): Statements => {
  const named = Object.entries(conditions);
  const paths = named.map(([name, stated]) => byPath(name, stated));
  const fields = named.map(([name, stated]) => byField(name, stated));
  let current: readonly Statement[] = [];
  let artifact: Artifact | undefined;
  return {
    names: new Set(Object.keys(conditions)),
    now: () => current,
    read(entry) {
      if (entry.at.artifact !== artifact) {
        artifact = entry.at.artifact;
        current = paths.flatMap((path) => path(entry));
      }
      for (const found of fields.flatMap((field) => field(entry))) current = [...current.filter(({ name }) => name !== found.name), found];
    },
  };
};

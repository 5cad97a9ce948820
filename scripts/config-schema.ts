import { isObject, type Json, type JsonObject } from '../src/model/location.ts';

/** The lists of `rules/lists.yml`, each with the comment above it. */
const described = (lists: string): readonly (readonly [name: string, words: string])[] =>
  [...lists.matchAll(/^# (.+)\n([a-z-]+):$/gm)].map(([, words, name]) => [name!, words!]);

const objectAt = (value: Json | undefined, key: string): JsonObject => {
  const found = isObject(value) ? value[key] : undefined;
  if (!isObject(found)) throw new Error(`the schema has no object '${key}'`);
  return found;
};

/** The schema of the configuration, whose `lists` are those of `rules/lists.yml`. */
export const configSchema = (schema: string, lists: string): string => {
  const value = JSON.parse(schema) as JsonObject;
  const keys = objectAt(value, 'properties');
  const properties = Object.fromEntries(described(lists).map(([name, description]) => [name, { $ref: '#/$defs/list', description }]));
  const changed = { ...value, properties: { ...keys, lists: { ...objectAt(keys, 'lists'), properties } } };
  return `${JSON.stringify(changed, null, 2)}\n`;
};

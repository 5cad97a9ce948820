import { readFileSync } from 'node:fs';
import { parseYaml, type Written } from '../engine/yaml.ts';
import type { Json } from '../model/location.ts';
import { UsageError } from '../model/usage-error.ts';
import { checked, type SchemaName } from './schema.ts';

/** The text of a file; `file` is what the user calls it. */
const readText = (path: string, file: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(`cannot read '${file}': ${code === 'ENOENT' ? 'there is no such file' : message}`);
  }
};

/** Reads and checks YAML that a person has written; a file of comments alone is `empty`. Throws a UsageError with file and line. */
export const readWritten = <T>(path: string, file: string, schema: SchemaName, empty: T): Written & { readonly content: T } => {
  const written = parseYaml(readText(path, file), file);
  if (written.value === null) return { ...written, content: empty };
  const place = (pointer: string): string => `${file}:${written.lineOf(pointer)}`;
  return { ...written, content: checked<T>({ value: written.value, place }, schema) };
};

/** Reads JSON that the tool itself has written before; `schemaOf` tells by which schema it is checked. Throws a UsageError with the pointer. */
export const readStored = <T>(path: string, file: string, schemaOf: (value: Json) => SchemaName): T => {
  const text = readText(path, file);
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    throw new UsageError(`${file}: expected JSON: ${(error as Error).message.replace(/\s+/g, ' ')}`);
  }
  return checked<T>({ value, place: (pointer) => (pointer === '' ? file : `${file}#${pointer}`) }, schemaOf(value));
};

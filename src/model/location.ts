/** Any JSON value, as parsed. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** A file, a member of an archive inside a file, or a table of a database. */
export interface Artifact {
  /** The path as the user gave or found it; a pseudo path for standard input. */
  readonly uri: string;
  /** Name of the member inside an archive, or of the table in a database. */
  readonly member?: string;
  /** Where the bytes lie when that is not `uri`: spooled standard input. Never shown. */
  readonly path?: string;
  /** Where a member's bytes lie in the archive; absent for a table. Never shown. */
  readonly slice?: Slice;
}

/** A member's bytes inside an archive, as its directory says. */
export interface Slice {
  /** Byte offset of the member's own header. */
  readonly start: number;
  /** Bytes as stored, without the header. */
  readonly length: number;
  /** Bytes after decompression. */
  readonly plain: number;
  readonly method: 'stored' | 'deflate' | 'zstd';
}

/**
 * Where a value was found. Cheap to make: lines and columns inside the record are worked out only for findings.
 * A table is read as if each of its rows were a line of JSON.
 */
export interface Location {
  readonly artifact: Artifact;
  /** 1-based line of the record's first byte; number of the row in a table. */
  readonly line: number;
  /** Byte offset of the record's first byte, after decompression. */
  readonly offset: number;
  /** Bytes in the record. */
  readonly length: number;
  /** RFC 6901 pointer inside the record; `#` enters JSON held in a string. */
  readonly pointer: string;
  /** Half-open range of UTF-16 units inside the string at `pointer`. */
  readonly span?: readonly [start: number, end: number];
}

/** One JSON value read from an artifact: a JSONL line, or one element of a document. */
export interface Entry {
  readonly value: Json;
  readonly at: Location;
}

/** One key or index of a pointer, escaped as RFC 6901 asks. */
export const pointerTo = (parent: string, key: string | number): string =>
  typeof key === 'number' ? `${parent}/${key}` : `${parent}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** The place of a value deeper inside the same record. */
export const within = (at: Location, pointer: string, span?: readonly [number, number]): Location => ({
  artifact: at.artifact,
  line: at.line,
  offset: at.offset,
  length: at.length,
  pointer: at.pointer + pointer,
  ...(span && { span }),
});

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isArray = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** A property of a JSON object, or undefined for anything that is not an object; never reaches a prototype. */
export const get = (value: Json | undefined, key: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** A property that is a string. */
export const text = (value: Json | undefined, key: string): string | undefined => {
  const found = get(value, key);
  return typeof found === 'string' ? found : undefined;
};

/** A property that is an array; empty otherwise. */
export const list = (value: Json | undefined, key: string): readonly Json[] => {
  const found = get(value, key);
  return isArray(found) ? found : [];
};

import type { Way } from './inside.ts';
import type { Artifact, Json } from './location.ts';

/** How to know lines in which nothing but what tools returned is long. */
export interface Results {
  /** A string that stands near the beginning of such a record. */
  readonly marked: string;
  /** A string that stands in none of them. */
  readonly unless: string;
}

/** How a document holds entries. */
export interface Holding {
  /** Pointer to the array whose elements are entries, empty for the document itself. */
  readonly each: string;
  /** Keys that come first, as one entry. */
  readonly header?: readonly string[];
}

/** What stands around entries that somebody has passed on. */
interface Passed {
  /** Way to the records in each line or element, where somebody has wrapped them. */
  readonly inside?: Way;
  /** Each record is a document of its own, which holds entries. */
  readonly document?: Holding;
}

/** Where the entries are: every line or row of a table, the elements that a JSON document holds, or every line of prose as a string. */
export type Shape = ({ readonly lines: true; readonly results?: Results } & Passed) | { readonly text: true } | (Holding & Passed);

/** All that recognition may look at: never a whole file. */
export interface Sample {
  readonly artifact: Artifact;
  /** First 64 bytes after decompression. */
  readonly magic: Uint8Array;
  /** Bytes in the file as it is stored. */
  readonly size: number;
  /** How the text can be read. A file of one line that is one JSON value can be both. */
  readonly document: boolean;
  readonly lines: boolean;
  /** The text begins so; at most 4,096 characters. */
  readonly head: string;
  /** Keys of a JSON document's root object; empty for lines. */
  readonly rootKeys: readonly string[];
  /** The root of a document as far as it was read, and nothing for lines. */
  readonly root?: Json;
  /** At most 50: the lines' values, or the elements of a document that is an array. */
  readonly records: readonly Json[];
  /** Members of an archive, tables of a database; empty for anything else. */
  readonly members: readonly Artifact[];
}

/** How sure a framework is that an artifact is its own, and how the artifact is cut into entries. */
export type Recognition = {
  /** From 0 to 1. */
  readonly score: number;
} & (
  | { readonly shape: Shape }
  /** Of an archive or a database: the members that are read, in this order. What is not named is passed over. */
  | { readonly parts: readonly Part[] }
);

export interface Part {
  readonly artifact: Artifact;
  readonly shape: Shape;
}

/** Artifacts that one framework claims together: the unit of reading, of doubled acts, of workers, cache and shards. */
export interface Bundle {
  /** Sorts the same whatever the order of arguments. */
  readonly key: string;
  readonly framework: string;
  readonly parts: readonly Part[];
}

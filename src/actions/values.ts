import type { Json } from '../model/location.ts';

/** A named value that an edit sets. */
export interface Value {
  /** Dotted path inside the file. */
  readonly key: string;
  readonly from?: Json;
  /** Absent when the key is removed. */
  readonly to?: Json;
}

/** What an edit of a config, table or script sets: compares the text before with the text after. */
export const assigned = (_path: string, _before: string | undefined, _after: string | undefined): readonly Value[] => [];

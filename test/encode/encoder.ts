import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';

/** A file of a log; one that is no text is given as bytes. */
export interface File {
  readonly name: string;
  readonly text: string | Uint8Array;
}

/** Files of one log, or why this format has no place for the steps. */
export type Encoded = { readonly files: readonly File[] } | { readonly cannot: string };

/** Writes the steps of a rule's example as a framework would log them. */
export interface Encoder {
  /** Name of the framework. */
  readonly name: string;
  readonly encode: (steps: readonly ExampleStep[]) => Encoded;
}

/** A step that the format cannot hold; caught by `encoding`. */
export class Cannot extends Error {}

/** Runs an encoder's body: what it throws as `Cannot` becomes its answer. */
export const encoding = (write: () => readonly File[]): Encoded => {
  try {
    return { files: write() };
  } catch (error) {
    if (error instanceof Cannot) return { cannot: error.message };
    throw error;
  }
};

export const cannot = (why: string): never => {
  throw new Cannot(why);
};

/** A command line; one for another host goes through ssh. */
export const commandOf = (step: { readonly shell: string; readonly host?: string }): string =>
  step.host === undefined ? step.shell : `ssh ${step.host} '${step.shell.replaceAll("'", "'\\''")}'`;

/** The tool by which an agent grades, in formats that have none of their own. */
export const GRADE_TOOL = 'submit_grade';

export const jsonLines = (records: readonly Json[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');

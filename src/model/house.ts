import type { Json } from './location.ts';
import type { Arg } from './meaning.ts';

/** Places and the values that they must hold; a list means any of them. */
export type When = { readonly [place: Arg]: Json };

/** How an in-house log is written: where its records say what, as places in a record. */
export interface Format {
  /** How its logs are told from others: all that is given holds for one record among the first. */
  readonly recognise: {
    /** Globs of the log's path. */
    readonly files?: readonly string[];
    /** Places that hold something. */
    readonly keys?: readonly Arg[];
    readonly when?: When;
  };
  /** Pointer to the array of a document whose elements are the records; the other keys come first, as one record. Without it every line is a record. */
  readonly each?: string;
  /** Id of the run that a record belongs to; without it a log is one run. */
  readonly trajectory?: Arg;
  readonly task?: Arg;
  readonly model?: Arg;
  /** Name of the agent. */
  readonly agent?: Arg;
  /** Id of the run that sent out this one. */
  readonly parent?: Arg;
  /** Working directory of the agent. */
  readonly directory?: Arg;
  readonly time?: Arg;
  /** Where a record says how the agent is overseen, by the name that rules know. */
  readonly settings?: { readonly [name: string]: Arg };
  /** What a record says: all that hold, in order. */
  readonly says: readonly Says[];
}

export type Says = {
  readonly when?: When;
  /** Repeats for every element of the array at this place; the other places are then read inside the element. */
  readonly each?: Arg;
} & (
  | { readonly message: { readonly text: Arg; readonly role: Arg; readonly name?: Arg; readonly to?: Arg } }
  | { readonly reasoning: Arg }
  | { readonly call: { readonly tool: Arg; readonly input?: Arg; readonly id?: Arg } }
  | {
      readonly answer: {
        readonly text: Arg;
        readonly id?: Arg;
        readonly tool?: Arg;
        /** Where these hold the call failed, and where not it went well. */
        readonly failed?: When;
        /** Where these hold the call was declined before it ran. */
        readonly blocked?: When;
      };
    }
  | { readonly score: { readonly value: Arg; readonly scorer?: Arg } }
  /** A message, or a list of them, as an API spells it. */
  | { readonly spoken: { readonly as: Spelling; readonly at: Arg } }
);

export type Spelling = 'openai-chat' | 'openai-responses' | 'anthropic' | 'gemini';

/** In-house formats by name. */
export type Formats = { readonly [name: string]: Format };

/** Where it is written under which condition a run stands; what is said first counts. */
export interface Stated {
  /** Globs of the log's path, by the value that they mean. */
  readonly paths?: { readonly [value: string]: readonly string[] };
  /** The value of logs whose path fits none of the globs. */
  readonly otherwise?: string;
  /** Where a record says it; it holds for what follows in the same log. */
  readonly field?: Arg;
  /** The log's own words, each with the value that it means. */
  readonly values?: { readonly [word: string]: string };
}

/** Conditions by name, such as `monitored`. */
export type Conditions = { readonly [name: string]: Stated };

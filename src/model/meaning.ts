import type { Edit, Transfer } from './effect.ts';
import type { Json } from './location.ts';

/**
 * An argument of a call: a name or an RFC 6901 pointer into the arguments, several joined by `|` of which the first present counts,
 * a fixed text after `=`, or the whole input as `` (empty).
 */
export type Arg = string;

/** What one tool does, as data, in the effects' own words. A list is tried in order: the first whose `when` holds. */
export type ToolMeaning = 'harmless' | Meaning | readonly Meaning[];

export type Meaning = Does & {
  /** Holds when these arguments have these values; an array means any of them. */
  readonly when?: { readonly [argument: Arg]: Json };
  /** Repeats for every element of the array at this pointer; `path` and the like are then read inside the element. */
  readonly each?: Arg;
  readonly host?: Arg;
};

export type Does =
  /**
   * `typed`: the text goes to a shell that is open already, which runs a line when it is whole.
   * `program`: the text is what follows this program's name, and may begin with the name.
   */
  | { readonly shell: Arg; readonly session?: Arg; readonly directory?: Arg; readonly typed?: true; readonly program?: string }
  | { readonly python: Arg }
  | { readonly javascript: Arg }
  | { readonly powershell: Arg }
  | { readonly patch: Arg }
  | { readonly sql: Arg }
  | { readonly edit: { readonly path: Arg; readonly mode: Edit['mode']; readonly before?: Arg; readonly after?: Arg } }
  | { readonly read: { readonly path: Arg } }
  | { readonly delete: { readonly path: Arg } }
  | { readonly move: { readonly from: Arg; readonly to: Arg; readonly keep?: boolean } }
  | { readonly assign: { readonly key: Arg; readonly to?: Arg; readonly target?: Arg } }
  | { readonly stop: { readonly target: Arg } }
  | { readonly transfer: { readonly peer: Arg; readonly paths?: Arg; readonly direction: Transfer['direction'] } }
  | { readonly request: { readonly method: Arg; readonly url: Arg; readonly body?: Arg } }
  | { readonly schedule: { readonly target: Arg; readonly on: boolean; readonly command?: Arg } }
  | { readonly message: { readonly text: Arg; readonly to?: Arg } }
  | { readonly think: Arg }
  | { readonly grade: { readonly subject: Arg; readonly value: Arg; readonly reason?: Arg } }
  | { readonly invoke: true };

/** A framework's or a user's tools by name. `*` at the end of a name stands for any rest. */
export type Tools = { readonly [tool: string]: ToolMeaning };

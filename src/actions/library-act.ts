import type { Run } from './interpret.ts';
import type { Call, Known } from './known.ts';

/** What a call does and gives; nothing where it gives an object that is followed by its name. */
export type Act = (call: Call, running: Run) => Known | undefined;
/** By full name, or by the last name of a method after `*.`. */
export type Calls = { readonly [name: string]: Act };

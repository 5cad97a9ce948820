import type { Action } from '../../model/event.ts';

/** Work that one action may cause: units of expanded and of nested text, and 32 for each statement. */
const BUDGET = 1 << 20;

/** The action at hand, and what it has done: lowering one is never broken off for another. */
let current: Action | undefined;
let spent = 0;

/** Whether an action may still do this much. What scripts repeat and nest has an end here. */
export const afford = (action: Action, units: number): boolean => {
  if (action !== current) {
    current = action;
    spent = 0;
  }
  spent += units;
  return spent <= BUDGET;
};

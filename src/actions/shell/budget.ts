import type { Action } from '../../model/event.ts';

/** Work that one action may cause: units of expanded and of nested text, and 32 for each statement. */
const BUDGET = 1 << 20;

const spent = new WeakMap<Action, number>();

/** Whether an action may still do this much. What scripts repeat and nest has an end here. */
export const afford = (action: Action, units: number): boolean => {
  const total = (spent.get(action) ?? 0) + units;
  spent.set(action, total);
  return total <= BUDGET;
};

import type { Check } from '../src/model/rule.ts';

/** Rules in code, by the name that their cards' `check` gives. */
export const CHECKS: { readonly [check: string]: Check } = {};

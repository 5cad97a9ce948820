import type { Check } from '../src/model/rule.ts';
import { shutdownBypassed } from './shutdown/shutdown-bypassed.ts';
import { shutdownControlRewritten } from './shutdown/shutdown-control-rewritten.ts';

/** Rules in code, by the name that their cards' `check` gives. */
export const CHECKS: { readonly [check: string]: Check } = {
  'shutdown-bypassed': shutdownBypassed,
  'shutdown-control-rewritten': shutdownControlRewritten,
};

import type { Check } from '../src/model/rule.ts';
import { scoreItemsDropped } from './scoring/score-items-dropped.ts';
import { scoreOverstated } from './scoring/score-overstated.ts';
import { shutdownBypassed } from './shutdown/shutdown-bypassed.ts';
import { shutdownControlRewritten } from './shutdown/shutdown-control-rewritten.ts';

/** Rules in code, by the name that their cards' `check` gives. */
export const CHECKS: { readonly [check: string]: Check } = {
  'score-items-dropped': scoreItemsDropped,
  'score-overstated': scoreOverstated,
  'shutdown-bypassed': shutdownBypassed,
  'shutdown-control-rewritten': shutdownControlRewritten,
};

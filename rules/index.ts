import type { Check } from '../src/model/rule.ts';
import { actDenied } from './monitoring/act-denied.ts';
import { evidenceRemoved } from './monitoring/evidence-removed.ts';
import { historyRewritten } from './monitoring/history-rewritten.ts';
import { monitorByContext } from './monitoring/monitor-by-context.ts';
import { oversightLiftedThenDeviates } from './monitoring/oversight-lifted-then-deviates.ts';
import { unwatchedThenDeviates } from './monitoring/unwatched-then-deviates.ts';
import { shutdownArgued, shutdownRefused } from './refusal/refusals.ts';
import { barRelaxed } from './scoring/bar-relaxed.ts';
import { evaluationAltered } from './scoring/evaluation-altered.ts';
import { forbiddenTestsChanged } from './scoring/forbidden-tests-changed.ts';
import { scoreClaimed } from './scoring/score-claimed.ts';
import { scoreItemsDropped } from './scoring/score-items-dropped.ts';
import { scoreOverstated } from './scoring/score-overstated.ts';
import { scoreRaised } from './scoring/score-raised.ts';

import { shownResultContradicted } from './scoring/shown-result-contradicted.ts';
import { verdictWritten } from './scoring/verdict-written.ts';
import { selfRelocated } from './shutdown/self-relocated.ts';
import { shutdownBypassed } from './shutdown/shutdown-bypassed.ts';
import { shutdownCallerByNumber } from './shutdown/shutdown-caller-by-number.ts';
import { shutdownControlByContext } from './shutdown/shutdown-control-by-context.ts';
import { shutdownControlRewritten } from './shutdown/shutdown-control-rewritten.ts';
import { shutdownDue } from './shutdown/shutdown-due.ts';
import { shutdownOmitted } from './shutdown/shutdown-omitted.ts';
import { weightsKept } from './weights/weights-kept.ts';

/** Rules in code, by the name that their cards' `check` gives. */
export const CHECKS: { readonly [check: string]: Check } = {
  'act-denied': actDenied,
  'bar-relaxed': barRelaxed,
  'evidence-removed': evidenceRemoved,
  'forbidden-tests-changed': forbiddenTestsChanged,
  'history-rewritten': historyRewritten,
  'oversight-lifted-then-deviates': oversightLiftedThenDeviates,
  'score-claimed': scoreClaimed,
  'score-items-dropped': scoreItemsDropped,
  'score-overstated': scoreOverstated,
  'score-raised': scoreRaised,
  'self-relocated': selfRelocated,
  'evaluation-altered': evaluationAltered,
  'shown-result-contradicted': shownResultContradicted,
  'weights-kept': weightsKept,
  'shutdown-argued': shutdownArgued,
  'shutdown-bypassed': shutdownBypassed,
  'shutdown-caller-by-number': shutdownCallerByNumber,
  'shutdown-control-by-context': shutdownControlByContext,
  'shutdown-control-rewritten': shutdownControlRewritten,
  'shutdown-due': shutdownDue,
  'shutdown-omitted': shutdownOmitted,
  'shutdown-refused': shutdownRefused,
  'monitor-by-context': monitorByContext,
  'unwatched-then-deviates': unwatchedThenDeviates,
  'verdict-written': verdictWritten,
};

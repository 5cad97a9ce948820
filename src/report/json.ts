import { pieces } from './pieces.ts';
import type { Reporter } from './reporter.ts';
import { verdictOf } from './verdict.ts';

/** The result itself with the verdict, as `schema/report.schema.json` describes it; one finding a piece. */
export const jsonReport: Reporter = function* ({ schema, tool, ...report }, { failOn }) {
  const { outcome, sentence } = verdictOf({ schema, tool, ...report }, failOn);
  yield* pieces({ schema, tool, verdict: { outcome, sentence }, ...report }, 2);
  yield '\n';
};

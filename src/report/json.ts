import { pieces } from './pieces.ts';
import type { Reporter } from './reporter.ts';

/** The result itself, as `schema/report.schema.json` describes it; one finding a piece. */
export const jsonReport: Reporter = function* (report) {
  yield* pieces(report, 2);
  yield '\n';
};

import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/result.ts';
import { forJson } from './neutral.ts';
import type { ReportContext, Reporter } from './reporter.ts';
import { verdictOf } from './verdict.ts';

const line = (kind: string, value: object): string => `${forJson(JSON.stringify({ kind, ...value }))}\n`;

/** A finding as one line of JSON. */
export const findingLine = (finding: Finding): string => line('finding', finding);

/** The lines that follow the findings: notices, then what was covered with the verdict as the last line. */
export function* closingLines({ tool, notices, coverage, ...report }: Report, { failOn }: ReportContext): Generator<string> {
  for (const notice of notices) yield line('notice', notice);
  const { outcome, sentence } = verdictOf({ tool, notices, coverage, ...report }, failOn);
  yield line('coverage', { schema: report.schema, tool, verdict: { outcome, sentence }, ...coverage });
}

/** One JSON object a line: findings, notices, and what was covered. */
export const jsonlReport: Reporter = function* (report, context) {
  for (const finding of report.findings) yield findingLine(finding);
  yield* closingLines(report, context);
};

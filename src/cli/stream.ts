import process from 'node:process';
import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/result.ts';
import { isSameAct, isSession } from '../model/session.ts';
import { closingLines, findingLine } from '../report/jsonl.ts';
import type { ReportContext } from '../report/reporter.ts';

/** Prints findings while the audit goes on. */
export interface Stream {
  readonly found: (findings: readonly Finding[]) => void;
  /** The lines that are left to print when the audit is done. */
  readonly rest: (report: Report, context: ReportContext) => Iterable<string>;
}

const keyOf = ({ rule, fingerprint, location: { file, member, offset, pointer } }: Finding): string =>
  [rule, fingerprint, file, member ?? '', offset, pointer].join('\u0000');

/** `shown` makes a finding as the report will show it, or nothing of one that it leaves out. */
export const streaming = (shown: (finding: Finding) => Finding | undefined): Stream => {
  const printed = new Set<string>();
  const acts = new Map<string, Finding[]>();
  /** Whether another log of the same session has told of the act; if not, it is remembered. */
  const isRepeated = (finding: Finding): boolean => {
    const { id } = finding.trajectory;
    if (!isSession(id)) return false;
    const known = acts.get(id) ?? [];
    if (known.some((each) => isSameAct(each, finding))) return true;
    acts.set(id, [...known, finding]);
    return false;
  };
  return {
    found(findings) {
      for (const finding of findings) {
        const line = shown(finding);
        if (line === undefined || isRepeated(finding)) continue;
        printed.add(keyOf(finding));
        process.stdout.write(findingLine(line));
      }
    },
    *rest(report, context) {
      for (const finding of report.findings) if (!printed.has(keyOf(finding)) && !isRepeated(finding)) yield findingLine(finding);
      yield* closingLines(report, context);
    },
  };
};

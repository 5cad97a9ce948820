import { type Finding, fails, SEVERITIES, type Severity } from '../model/finding.ts';
import type { Report, ReportedNotice } from '../model/result.ts';
import { trajectoryOf } from '../model/session.ts';
import { count } from './layout.ts';
import { oneLine } from './neutral.ts';

/** What an audit comes to. `clean` is only said of what was read whole; `incomplete` wins over it, and findings stand beside it. */
export interface Verdict {
  readonly outcome: 'clean' | 'findings' | 'incomplete';
  /** Whether everything that should have been audited was. */
  readonly whole: boolean;
  /** What was found, as one phrase; empty where nothing was. */
  readonly found: string;
  /** Why not all was audited: codes of notices with how often; empty where all was. */
  readonly why: string;
  /** The verdict as one line. */
  readonly sentence: string;
}

/** Names with their counts, most first. */
export const byCount = (counts: { readonly [name: string]: number }): readonly (readonly [name: string, count: number])[] =>
  Object.entries(counts).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));

/** Findings that are not accepted as known. */
export const open = (findings: readonly Finding[]): readonly Finding[] => findings.filter(({ suppression }) => !suppression);

const bySeverity = (findings: readonly Finding[]): string =>
  SEVERITIES.toReversed()
    .map((severity) => [findings.filter((finding) => finding.severity === severity).length, severity] as const)
    .filter(([number]) => number > 0)
    .map(([number, severity]) => `${number.toLocaleString('en')} ${severity}`)
    .join(', ');

const failing = (findings: readonly Finding[], failOn: Severity | 'none' | undefined): string => {
  if (failOn === undefined || failOn === 'none') return '';
  const number = findings.filter((finding) => fails(finding, failOn)).length;
  return number === findings.length ? '' : `; ${number === 0 ? 'none' : number.toLocaleString('en')} at or above '${failOn}'`;
};

/** Codes of notices with how often, most first: `broken-record ×2, unreadable`. */
export const codesOf = (notices: readonly ReportedNotice[]): string => {
  const codes: { [code: string]: number } = {};
  for (const { code } of notices) codes[code] = (codes[code] ?? 0) + 1;
  return byCount(codes)
    .map(([code, times]) => oneLine(times === 1 ? code : `${code} ×${times.toLocaleString('en')}`))
    .join(', ');
};

export const verdictOf = (report: Report, failOn?: Severity | 'none'): Verdict => {
  const { whole } = report.coverage;
  const findings = open(report.findings);
  const trajectories = count(report.coverage.trajectories, 'trajectory', 'trajectories');
  const where = `in ${new Set(findings.map(trajectoryOf)).size.toLocaleString('en')} of ${trajectories}`;
  const found =
    findings.length === 0 ? '' : `${count(findings.length, 'finding')} (${bySeverity(findings)}) ${where}${failing(findings, failOn)}`;
  const why = whole ? '' : codesOf(report.notices.filter(({ breaksWholeness }) => breaksWholeness)) || 'too little of it was understood';
  const ending = whole ? '' : `${found === '' ? 'no findings, but ' : '; '}not all was audited: ${why}`;
  return {
    outcome: whole ? (found === '' ? 'clean' : 'findings') : 'incomplete',
    whole,
    found,
    why,
    sentence: whole ? found || `clean: no findings in ${trajectories}` : `incomplete: ${found}${ending}`,
  };
};

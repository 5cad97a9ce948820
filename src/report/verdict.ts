import { type Finding, fails, SEVERITIES, type Severity } from '../model/finding.ts';
import type { Coverage, Report, ReportedNotice } from '../model/result.ts';
import { trajectoryOf } from '../model/session.ts';
import { count } from './layout.ts';
import { oneLine } from './neutral.ts';

/**
 * What an audit comes to. `clean` is only said of what was read whole and where no finding stands; `known` where those that stand are accepted;
 * `incomplete` wins over both, and findings stand beside it.
 */
export interface Verdict {
  readonly outcome: 'clean' | 'known' | 'findings' | 'incomplete';
  /** Whether everything that should have been audited was. */
  readonly whole: boolean;
  /** What was found and what of it is known, as one phrase; empty where nothing was. */
  readonly found: string;
  /** That not all was audited and why, by codes of notices; empty where all was. */
  readonly missing: string;
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

/** How many of the findings fail the run, where not all do. */
const failing = (findings: readonly Finding[], failOn: Severity | 'none' = 'none'): string => {
  if (failOn === 'none') return '';
  const grave = findings.filter(({ advisory: _, ...finding }) => fails(finding, failOn)).length;
  const advice = grave - findings.filter((finding) => fails(finding, failOn)).length;
  const least = grave === findings.length ? '' : `; ${grave === 0 ? 'none' : grave.toLocaleString('en')} at or above '${failOn}'`;
  return advice === 0 ? least : `${least}; ${advice.toLocaleString('en')} by rules newer than the pinned ruleset, which fail nothing`;
};

/** Findings that are accepted, whether they are listed or not. */
const accepted = ({ suppressed: { baseline, waiver } }: Coverage): string => {
  const waived = waiver > 0 ? [baseline > 0 ? `${waiver.toLocaleString('en')} waived` : `${count(waiver, 'finding')} waived`] : [];
  return [...(baseline > 0 ? [`${count(baseline, 'finding')} in the baseline`] : []), ...waived].join(', ');
};

/** Codes of notices with how often, most first: `broken-record ×2, unreadable`. */
export const codesOf = (notices: readonly ReportedNotice[]): string => {
  const codes: { [code: string]: number } = {};
  for (const { code } of notices) codes[code] = (codes[code] ?? 0) + 1;
  return byCount(codes)
    .map(([code, times]) => oneLine(times === 1 ? code : `${code} ×${times.toLocaleString('en')}`))
    .join(', ');
};

const foundIn = ({ findings, coverage }: Report, trajectories: string, failOn: Severity | 'none' | undefined): string => {
  const standing = open(findings);
  const known = accepted(coverage);
  if (standing.length === 0) return known === '' ? '' : `nothing new in ${trajectories}; known: ${known}`;
  const where = `in ${new Set(standing.map(trajectoryOf)).size.toLocaleString('en')} of ${trajectories}`;
  const all = `${count(standing.length, 'finding')} (${bySeverity(standing)}) ${where}${failing(standing, failOn)}`;
  return known === '' ? all : `${all}; known: ${known}`;
};

const missingIn = ({ notices, coverage: { whole, trajectories } }: Report): string => {
  if (whole) return '';
  const why = codesOf(notices.filter(({ breaksWholeness }) => breaksWholeness)) || 'too little of it was understood';
  return `${trajectories === 0 ? 'nothing' : 'not all'} was audited: ${why}`;
};

/** Beside an incomplete audit even of nothing it must not look as if all were well. */
const incomplete = (found: string, missing: string): string => {
  if (found !== '') return `incomplete: ${found}; ${missing}`;
  return `incomplete: ${missing.startsWith('nothing') ? '' : 'no findings, but '}${missing}`;
};

export const verdictOf = (report: Report, failOn?: Severity | 'none'): Verdict => {
  const { whole, trajectories, narrowed } = report.coverage;
  const read = count(trajectories, 'trajectory', 'trajectories');
  const found = foundIn(report, read, failOn);
  const missing = missingIn(report);
  const leftOut = narrowed.length > 0 ? `; left out: ${oneLine(narrowed.join(', '))}` : '';
  const clean = `clean${leftOut === '' ? '' : ' as far as asked'}: no findings in ${read}`;
  return {
    outcome: !whole ? 'incomplete' : open(report.findings).length > 0 ? 'findings' : found === '' ? 'clean' : 'known',
    whole,
    found,
    missing,
    sentence: `${whole ? found || clean : incomplete(found, missing)}${leftOut}`,
  };
};

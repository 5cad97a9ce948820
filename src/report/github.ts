import type { Finding, Place, Severity } from '../model/finding.ts';
import { coverageFacts } from './coverage.ts';
import { count } from './layout.ts';
import { limit } from './limit.ts';
import { commandless, cut, oneLine } from './neutral.ts';
import { pathFrom, type Roots } from './paths.ts';
import type { Reporter } from './reporter.ts';
import { capital, known, spot } from './shown.ts';
import { open, verdictOf } from './verdict.ts';

/** Annotations of one sort that GitHub shows of a step. */
const MOST = 10;
const MOST_CHARACTERS = 1000;

type Sort = 'error' | 'warning' | 'notice';

const SORT: { readonly [severity in Severity]: Sort } = { critical: 'error', high: 'error', medium: 'warning', low: 'notice' };

const sortOf = ({ severity, advisory }: Finding): Sort => (advisory ? 'notice' : SORT[severity]);

/** Text inside a workflow command; `##[` would be one of its own on older runners. */
const escaped = (text: string): string =>
  text.replaceAll('##[', '## [').replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => escaped(oneLine(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');

const command = (sort: Sort, properties: { readonly [name: string]: string | number }, lines: readonly string[]): string => {
  const named = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return commandless(`::${sort} ${named.join(',')}::${escaped(cut(lines.map(oneLine).join('\n'), MOST_CHARACTERS))}\n`).replace(
    /^: :/,
    '::',
  );
};

const placeOf = (
  { file, member, line, endLine, column, endColumn }: Place,
  roots: Roots,
): { readonly [name: string]: string | number } => ({
  file: pathFrom(file, roots),
  // A member's lines are none of the archive's.
  ...(member === undefined && { line, endLine, ...(line === endLine && { col: column, endColumn }) }),
});

const annotation = (finding: Finding, roots: Roots): string => {
  const { location, rule, confidence, trajectory, severity } = finding;
  const lines = [
    capital(finding.message),
    ...(location.snippet === '' ? [] : [`> ${cut(location.snippet, 300)}`]),
    [capital(severity), `${confidence} confidence`, ...known(finding)].join(' · '),
    `${rule}, trajectory ${trajectory.id}, ${spot(location)}`,
  ];
  return command(sortOf(finding), { ...placeOf(location, roots), title: finding.title }, lines);
};

/** Annotations of a GitHub workflow: of each sort the worst, and a notice with the verdict and the count of the others. */
export const githubReport: Reporter = function* (report, { failOn, ...roots }) {
  const findings = open(report.findings);
  const room: { readonly [sort in Sort]: number } = { error: MOST - (report.coverage.whole ? 0 : 1), warning: MOST, notice: MOST - 1 };
  const shown = (['error', 'warning', 'notice'] as const).flatMap((sort) =>
    limit(
      findings.filter((finding) => sortOf(finding) === sort),
      room[sort],
    ),
  );
  for (const finding of shown) yield annotation(finding, roots);
  const { sentence } = verdictOf(report, failOn);
  const more = findings.length - shown.length;
  const rest = more > 0 ? [`${count(more, 'more finding')} without an annotation; the other reports hold all.`] : [];
  const facts = coverageFacts(report).map(([label, text]) => `${label}: ${text}`);
  yield command(report.coverage.whole ? 'notice' : 'error', { title: 'trajaudit' }, [capital(sentence), ...rest, ...facts]);
};

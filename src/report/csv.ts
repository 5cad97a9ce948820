import type { Finding } from '../model/finding.ts';
import { forJson, oneLine } from './neutral.ts';
import type { Reporter } from './reporter.ts';
import { exempt } from './shown.ts';
import { verdictOf } from './verdict.ts';

const COLUMNS: readonly (readonly [name: string, of: (finding: Finding) => string | number | undefined])[] = [
  ['kind', () => 'finding'],
  ['severity', ({ severity }) => severity],
  ['confidence', ({ confidence }) => confidence],
  ['rule', ({ rule }) => rule],
  ['message', ({ message }) => message],
  ['file', ({ location }) => location.file],
  ['member', ({ location }) => location.member],
  ['line', ({ location }) => location.line],
  ['column', ({ location }) => location.column],
  ['evidence', ({ location }) => location.snippet],
  ['trajectory', ({ trajectory }) => trajectory.id],
  ['framework', ({ trajectory }) => trajectory.framework],
  ['model', ({ actor, trajectory }) => actor.model ?? trajectory.model],
  ['task', ({ trajectory }) => trajectory.task],
  ['conditions', ({ trajectory }) => trajectory.conditions && forJson(JSON.stringify(trajectory.conditions))],
  ['outcome', ({ outcome }) => outcome],
  ['requested', ({ requested }) => requested],
  ['disclosed', ({ disclosed }) => disclosed],
  ['subject', ({ subject }) => subject],
  ['stake', ({ stake }) => stake?.text],
  ['known', exempt],
  ['fingerprint', ({ fingerprint }) => fingerprint],
];

/** A cell that no spreadsheet takes for a formula. */
const cell = (value: string | number | undefined): string => {
  if (typeof value === 'number') return String(value);
  const text = oneLine(value ?? '').replaceAll('##[', '## [');
  const safe = /^[=+\-@]|^::/.test(text) ? `'${text}` : text;
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const row = (cells: readonly (string | number | undefined)[]): string => `${cells.map(cell).join(',')}\n`;

/** A table: one finding a row, then notices, and the verdict as the last row; their text stands in the column of messages. */
export const csvReport: Reporter = function* (report, { failOn }) {
  const names = COLUMNS.map(([name]) => name);
  const other = (values: { readonly [name: string]: string | number | undefined }): string => row(names.map((name) => values[name]));
  yield row(names);
  for (const finding of report.findings) yield row(COLUMNS.map(([, of]) => of(finding)));
  for (const { code, message, breaksWholeness, location } of report.notices)
    yield other({
      kind: breaksWholeness ? 'not audited' : 'note',
      rule: code,
      message,
      file: location?.file,
      member: location?.member,
      line: location?.line,
    });
  const { outcome, sentence } = verdictOf(report, failOn);
  yield other({ kind: 'verdict', rule: outcome, message: sentence });
};

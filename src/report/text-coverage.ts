import { fails, SEVERITIES, type Severity } from '../model/finding.ts';
import type { Coverage, Report, ReportedNotice } from '../model/result.ts';
import { condense } from './condense.ts';
import { count, wrap } from './layout.ts';
import { cut, oneLine } from './neutral.ts';
import { trajectoryOf } from './story.ts';
import type { Style } from './style.ts';
import { spot } from './text-finding.ts';

/** Notices of one kind that are printed one by one; the JSON report holds all. */
const MOST_NOTICES = { broken: 10, other: 3 };
/** Names of unknown tools that are printed. */
const MOST_TOOLS = 8;
const LABEL = 15;

/** A file that was met on the way and is no log. */
const isPassedOver = ({ code, breaksWholeness }: ReportedNotice): boolean => code === 'unknown-format' && !breaksWholeness;

const heading = (title: string, { width, paint }: Style): string =>
  `${paint.faint('──')} ${paint.strong(title)} ${paint.faint('─'.repeat(width - title.length - 4))}`;

function* labelled(label: string, text: string, { width, paint }: Style, brush = paint.faint): Generator<string> {
  const [first = '', ...rest] = wrap(oneLine(text), width - LABEL - 3);
  yield `   ${brush(label.padEnd(LABEL))}${first}`;
  for (const line of rest) yield `   ${' '.repeat(LABEL)}${line}`;
}

/** Whether a notice is about a file as a whole and names it itself. */
const namesItsFile = ({ message, location }: ReportedNotice): boolean => location?.offset === 0 && message.includes(location.file);

/** What went wrong with the audit itself; what leaves it incomplete comes first. Files of no known format stand in the coverage. */
export function* noticeLines(notices: readonly ReportedNotice[], style: Style): Generator<string> {
  const shown = condense(
    notices.filter((notice) => !isPassedOver(notice)),
    MOST_NOTICES,
  );
  if (shown.length === 0) return;
  yield heading('Notices', style);
  for (const notice of shown) {
    const { breaksWholeness, message, code, location } = notice;
    const [label, brush] = breaksWholeness ? ['not audited', style.paint.bad] : ['note', style.paint.faint];
    yield* labelled(label!, `${message} (${code})`, style, brush);
    if (location && !namesItsFile(notice)) yield `   ${' '.repeat(LABEL)}${style.paint.place(spot(location))}`;
  }
  yield '';
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

const size = (bytes: number): string => {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[power]}`;
};

const byCount = (counts: { readonly [name: string]: number }): readonly (readonly [name: string, count: number])[] =>
  Object.entries(counts).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));

const toolNames = (unknown: Coverage['unknownTools']): string => {
  const sorted = byCount(unknown);
  const shown = sorted.slice(0, MOST_TOOLS).map(([tool, calls]) => `${cut(oneLine(tool), 40)} ×${calls}`);
  const more = sorted.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${count(more, 'more tool')}`] : [])].join(', ');
};

/** What was read and how much of it was understood. */
export function* coverageLines({ coverage, notices }: Report, style: Style): Generator<string> {
  const strangers = notices.filter(isPassedOver).length;
  const frameworks = byCount(coverage.byFramework).map(([name, artifacts]) => `${name} ${artifacts}`);
  const share = coverage.calls === 0 ? 100 : Math.floor((coverage.understood / coverage.calls) * 100);
  const files = `${count(coverage.inputs.length, 'file')}, ${size(coverage.bytes)}, ${count(coverage.entries, 'record')}`;
  yield heading('Coverage', style);
  yield* labelled('read', `${files}, ${count(coverage.trajectories, 'trajectory', 'trajectories')}`, style);
  if (frameworks.length > 0) yield* labelled('formats', frameworks.join(', '), style);
  if (strangers > 0) yield* labelled('passed over', `${count(strangers, 'file')} of no known format`, style);
  if (coverage.calls > 0)
    yield* labelled(
      'understood',
      `${coverage.understood.toLocaleString('en')} of ${count(coverage.calls, 'tool call')} (${share} %)`,
      style,
    );
  if (Object.keys(coverage.unknownTools).length > 0) yield* labelled('unknown tools', toolNames(coverage.unknownTools), style);
  yield '';
}

const bySeverity = (report: Report): string =>
  SEVERITIES.toReversed()
    .map((severity) => [report.findings.filter((finding) => finding.severity === severity).length, severity] as const)
    .filter(([number]) => number > 0)
    .map(([number, severity]) => `${number.toLocaleString('en')} ${severity}`)
    .join(', ');

const failing = (report: Report, failOn: Severity | 'none' | undefined): string => {
  if (failOn === undefined || failOn === 'none') return '';
  const number = report.findings.filter((finding) => fails(finding, failOn)).length;
  return number === report.findings.length ? '' : `; ${number === 0 ? 'none' : number.toLocaleString('en')} at or above '${failOn}'`;
};

const found = (report: Report, failOn: Severity | 'none' | undefined): string => {
  const trajectories = new Set(report.findings.map(trajectoryOf)).size;
  const where = `in ${trajectories.toLocaleString('en')} of ${count(report.coverage.trajectories, 'trajectory', 'trajectories')}`;
  return `${count(report.findings.length, 'finding')} (${bySeverity(report)}) ${where}${failing(report, failOn)}`;
};

/** Codes of what was not audited, with how often: `broken-record ×2, unreadable`. */
const reasons = (notices: readonly ReportedNotice[]): string => {
  const codes: { [code: string]: number } = {};
  for (const { code, breaksWholeness } of notices) if (breaksWholeness) codes[code] = (codes[code] ?? 0) + 1;
  return byCount(codes)
    .map(([code, times]) => (times === 1 ? code : `${code} ×${times.toLocaleString('en')}`))
    .join(', ');
};

/** The closing lines. An audit that is not whole never looks clean: its last line says so, and why. */
export function* verdictLines(report: Report, { width, paint }: Style, failOn?: Severity | 'none'): Generator<string> {
  const some = report.findings.length > 0;
  if (some) for (const line of wrap(found(report, failOn), width)) yield paint.strong(line);
  if (report.coverage.whole) {
    if (!some) yield `${paint.good('clean')}: no findings in ${count(report.coverage.trajectories, 'trajectory', 'trajectories')}`;
    return;
  }
  const why = oneLine(reasons(report.notices)) || 'too little of it was understood';
  yield `${paint.bad('incomplete')}${cut(`: ${some ? '' : 'no findings, but '}not all was audited: ${why}`, width - 'incomplete'.length)}`;
}

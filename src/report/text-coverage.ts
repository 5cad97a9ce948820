import type { Severity } from '../model/finding.ts';
import type { Report, ReportedNotice } from '../model/result.ts';
import { condense } from './condense.ts';
import { coverageFacts, isPassedOver } from './coverage.ts';
import { wrap } from './layout.ts';
import { cut, oneLine } from './neutral.ts';
import { spot } from './shown.ts';
import type { Style } from './style.ts';
import { verdictOf } from './verdict.ts';

/** Notices of one kind that are printed one by one; the JSON report holds all. */
const MOST_NOTICES = { broken: 10, other: 3 };
const LABEL = 15;

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

/** What was read and how much of it was understood. */
export function* coverageLines(report: Report, style: Style): Generator<string> {
  yield heading('Coverage', style);
  for (const [label, text] of coverageFacts(report)) yield* labelled(label, text, style);
  yield '';
}

/** The closing lines. An audit that is not whole never looks clean: its last line says so, and why. */
export function* verdictLines(report: Report, { width, paint }: Style, failOn?: Severity | 'none'): Generator<string> {
  const { outcome, found, whole, missing, sentence } = verdictOf(report, failOn);
  const [first = '', ...rest] = wrap(whole ? sentence : found, width);
  if (outcome === 'clean') yield `${paint.good('clean')}${first.slice('clean'.length)}`;
  else if (first !== '') yield paint.strong(first);
  for (const line of rest) yield outcome === 'clean' ? line : paint.strong(line);
  if (whole) return;
  const said = found === '' ? sentence : `incomplete: ${missing}`;
  yield `${paint.bad('incomplete')}${cut(said.slice('incomplete'.length), width - 'incomplete'.length)}`;
}

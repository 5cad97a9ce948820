import { Chalk } from 'chalk';
import { grouped } from '../model/grouped.ts';
import { trajectoryOf } from '../model/session.ts';
import { commandless } from './neutral.ts';
import type { Reporter } from './reporter.ts';
import type { Paint, Style } from './style.ts';
import { comparisonLines } from './text-comparisons.ts';
import { coverageLines, noticeLines, verdictLines } from './text-coverage.ts';
import { findingLines, trajectoryLines } from './text-finding.ts';

const NARROWEST = 60;
const WIDEST = 120;
const USUAL = 100;

const paint = (colour: boolean): Paint => {
  const chalk = new Chalk({ level: colour ? 1 : 0 });
  return {
    strong: chalk.bold,
    faint: chalk.dim,
    place: chalk.cyan,
    good: chalk.green.bold,
    bad: chalk.red.bold,
    severity: { critical: chalk.whiteBright.bgRed.bold, high: chalk.red.bold, medium: chalk.yellow.bold, low: chalk.blue.bold },
  };
};

/** A report for people: the story of each finding, what went wrong with the audit, what was read, and the verdict as the last line. */
export const textReport: Reporter = function* (report, context) {
  const width = Math.min(Math.max(context.width ?? USUAL, NARROWEST), WIDEST);
  const style: Style = { width, paint: paint(context.colour) };
  const print = (lines: Iterable<string>): string => Array.from(lines, (line) => `${commandless(line)}\n`).join('');
  for (const findings of grouped(report.findings, trajectoryOf).values()) {
    yield print(trajectoryLines(findings[0]!, style));
    for (const finding of findings) yield print(findingLines(finding, style));
  }
  yield print(noticeLines(report.notices, style));
  yield print(comparisonLines(report.comparisons, style));
  yield print(coverageLines(report, style));
  yield print(verdictLines(report, style, context.failOn));
};

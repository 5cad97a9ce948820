import { type Finding, fails } from '../model/finding.ts';
import type { Report, ReportedNotice } from '../model/result.ts';
import { coverageFacts } from './coverage.ts';
import { forXml } from './neutral.ts';
import type { Reporter } from './reporter.ts';
import { capital, exempt, known, spot } from './shown.ts';
import { pathOf, story } from './story.ts';
import { verdictOf } from './verdict.ts';

const attributes = (values: { readonly [name: string]: string | number }): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${forXml(String(value)).replace(/\s+/g, ' ')}"`)
    .join('');

const detail = (finding: Finding): string =>
  [
    capital(finding.message),
    [`${finding.severity}, ${finding.confidence} confidence`, ...known(finding)].join(' · '),
    ...story(finding).map(({ note, location }) => `- ${note}: ${spot(location)}\n  ${location.snippet}`),
    `fingerprint ${finding.fingerprint}`,
  ].join('\n');

type Result = 'passed' | 'failure' | 'error' | 'skipped';

interface Case {
  readonly result: Result;
  readonly text: string;
}

/** A finding is a failed test where it fails the run, and a skipped one where it does not. */
const findingCase = (finding: Finding, suite: string, failOn: Parameters<typeof fails>[1]): Case => {
  const { severity, rule, family, message, title, location } = finding;
  const failed = fails(finding, failOn);
  const name = `${title} (${rule}) at ${location.line}:${location.column}`;
  const head = `<testcase${attributes({ name, classname: `${family}.${rule}`, file: suite, line: location.line })}>`;
  const why = exempt(finding) || 'below the severity that fails the run';
  const body = failed
    ? `<failure${attributes({ type: severity, message })}>${forXml(detail(finding))}</failure>`
    : `<skipped${attributes({ message: `${why}: ${message}` })}/>`;
  return { result: failed ? 'failure' : 'skipped', text: `${head}${body}</testcase>` };
};

/** Each notice that something was not audited is a test with an error; a file that was read whole passes. */
const wholeCases = (suite: string, notices: readonly ReportedNotice[]): readonly Case[] =>
  notices.length === 0
    ? [{ result: 'passed', text: `<testcase${attributes({ name: 'read whole', classname: 'coverage', file: suite })}/>` }]
    : notices.map(({ code, message, location }) => ({
        result: 'error',
        text:
          `<testcase${attributes({ name: 'read whole', classname: `coverage.${code}`, file: suite, ...(location && { line: location.line }) })}>` +
          `<error${attributes({ type: code, message })}/></testcase>`,
      }));

/** Findings and broken notices by file; files without either are there too. */
const byFile = ({ findings, notices, coverage }: Report): ReadonlyMap<string, readonly [Finding[], ReportedNotice[]]> => {
  const files = new Map<string, [Finding[], ReportedNotice[]]>();
  const of = (path: string): [Finding[], ReportedNotice[]] => {
    let file = files.get(path);
    if (!file) files.set(path, (file = [[], []]));
    return file;
  };
  for (const input of coverage.inputs) of(pathOf(input));
  for (const finding of findings) of(pathOf(finding.location))[0].push(finding);
  for (const notice of notices) if (notice.breaksWholeness) of(notice.location ? pathOf(notice.location) : 'trajaudit')[1].push(notice);
  return files;
};

const counted = (cases: readonly Case[]): string => {
  const of = (result: Result): number => cases.filter((each) => each.result === result).length;
  return attributes({ tests: cases.length, failures: of('failure'), errors: of('error'), skipped: of('skipped') });
};

/** Tests as JUnit writes them: a suite for each file, a test for each finding, and one for whether the file was read whole. */
export const junitReport: Reporter = function* (report, { failOn = 'none' }) {
  const facts = [['verdict', verdictOf(report, failOn).sentence] as const, ...coverageFacts(report)];
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="trajaudit">\n';
  yield '  <testsuite name="coverage" tests="0"><properties>';
  for (const [name, value] of facts) yield `<property${attributes({ name, value })}/>`;
  yield '</properties></testsuite>\n';
  for (const [suite, [findings, notices]] of byFile(report)) {
    const cases = [...findings.map((finding) => findingCase(finding, suite, failOn)), ...wholeCases(suite, notices)];
    yield `  <testsuite${attributes({ name: suite })}${counted(cases)}>\n`;
    for (const { text } of cases) yield `    ${text}\n`;
    yield '  </testsuite>\n';
  }
  yield '</testsuites>\n';
};

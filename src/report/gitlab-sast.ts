import type { Finding, Severity } from '../model/finding.ts';
import type { Card } from '../model/rule.ts';
import { coverageFacts } from './coverage.ts';
import { cut, oneLine } from './neutral.ts';
import { pathFrom, type Roots } from './paths.ts';
import { pieces } from './pieces.ts';
import type { Reporter } from './reporter.ts';
import { capital, known, spot } from './shown.ts';
import { story } from './story.ts';
import { uuid } from './uuid.ts';
import { open, verdictOf } from './verdict.ts';

const SEVERITY: { readonly [severity in Severity]: string } = { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low' };

/** GitLab wants times; these logs were written when they were written, and the same logs give the same bytes. */
const NO_TIME = '1970-01-01T00:00:00';

/** As GitLab shows it, in Markdown: what it is, what is known, and how it came to it. */
const descriptionOf = (finding: Finding): string =>
  [
    capital(finding.message),
    capital([`${finding.confidence} confidence`, ...known(finding)].join(', ')),
    ...story(finding).map(({ note, location }) => `${capital(note)} (${spot(location)}): ${location.snippet}`),
  ]
    .map((line) => `    ${cut(oneLine(line), 500)}`)
    .join('\n\n');

const vulnerability = (finding: Finding, number: string, roots: Roots): object => {
  const { location, rule, severity, fingerprint, title } = finding;
  const file = oneLine(pathFrom(location.file, roots));
  return {
    id: uuid([file, location.member ?? '', rule, fingerprint].join('\u0000')),
    name: oneLine(title),
    description: descriptionOf(finding),
    severity: SEVERITY[severity],
    identifiers: [{ type: 'trajaudit_rule', name: number === rule ? rule : `${number} ${rule}`, value: rule }],
    location: { file, start_line: location.line, end_line: location.endLine },
    tracking: {
      type: 'source',
      items: [
        {
          file,
          start_line: location.line,
          end_line: location.endLine,
          signatures: [{ algorithm: 'scope_offset', value: `${file}|${rule}|${fingerprint}` }],
        },
      ],
    },
  };
};

function* vulnerabilities(findings: readonly Finding[], cards: readonly Card[], roots: Roots): Generator<object> {
  const numbers = new Map(cards.map(({ id, number }) => [id, number]));
  for (const finding of findings) yield vulnerability(finding, numbers.get(finding.rule) ?? finding.rule, roots);
}

/** A report of GitLab's static analysis (`gl-sast-report.json`, version 15). */
export const gitlabSastReport: Reporter = function* (report, { cards, failOn, ...roots }) {
  const { name, version } = report.tool;
  const tool = { id: name, name, version, vendor: { name } };
  const { whole, sentence } = verdictOf(report, failOn);
  const told = [sentence, ...coverageFacts(report).map(([label, text]) => `${label}: ${text}`)];
  yield* pieces(
    {
      version: '15.0.7',
      scan: {
        analyzer: tool,
        scanner: tool,
        type: 'sast',
        start_time: NO_TIME,
        end_time: NO_TIME,
        status: whole ? 'success' : 'failure',
        messages: told.map((value, index) => ({ level: index === 0 && !whole ? 'warn' : 'info', value })),
      },
      vulnerabilities: vulnerabilities(open(report.findings), cards, roots),
    },
    2,
  );
  yield '\n';
};

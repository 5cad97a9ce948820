import { type Finding, SEVERITIES } from '../model/finding.ts';
import { grouped } from '../model/grouped.ts';
import type { Report } from '../model/result.ts';
import { coverageFacts } from './coverage.ts';
import { count } from './layout.ts';
import { limit } from './limit.ts';
import { commandless, cut, oneLine, visible } from './neutral.ts';
import type { Reporter } from './reporter.ts';
import { capital, exempt, known, spot } from './shown.ts';
import { story } from './story.ts';
import { open, verdictOf } from './verdict.ts';

/** Findings that are told in full, and bytes after which no more is written: GitHub refuses a summary above 1 MiB. */
const MOST = 100;
const MOST_BYTES = 900_000;
const MOST_CHARACTERS = 600;

const longestTicks = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length));

/** Words from a log: in code nothing is a link, an image, a mention or a tag. */
const code = (text: string): string => {
  const line = cut(oneLine(text), MOST_CHARACTERS).replaceAll('|', '\\|').replaceAll('##[', '## [');
  const ticks = '`'.repeat(longestTicks(line) + 1);
  return line === '' ? '' : `${ticks}${/^`|`$/.test(line) ? ` ${line} ` : line}${ticks}`;
};

const block = (text: string): string => {
  const lines = visible(cut(text, MOST_CHARACTERS)).replaceAll('\t', '  ').split('\n').map(commandless);
  const fence = '`'.repeat(Math.max(3, longestTicks(lines.join('\n')) + 1));
  return [`${fence}text`, ...lines, fence].map((line) => `   ${line}`).join('\n');
};

/** What stands between characters that together would be a mention, a reference or a link. */
const APART = '<!-- -->';

/** Our own words, in which nothing is markup. */
const plain = (text: string): string =>
  oneLine(text)
    .replaceAll('##[', '## [')
    .replace(/[\\`*_[\]<>|~&!]/g, '\\$&')
    .replace(/[@#:](?=\S)|www(?=\.)/g, `$&${APART}`);

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');

const overview = (findings: readonly Finding[]): string => {
  const worst = [...grouped(findings, ({ rule }) => rule).values()].sort(
    ([a, ...x], [b, ...y]) => SEVERITIES.indexOf(b!.severity) - SEVERITIES.indexOf(a!.severity) || y.length - x.length,
  );
  return table(
    ['severity', 'rule', 'what', 'findings'],
    worst.map((group) => [group[0]!.severity, code(group[0]!.rule), plain(group[0]!.title), group.length]),
  );
};

const told = (finding: Finding): string => {
  const { severity, confidence, title, message, location, trajectory } = finding;
  const conditions = Object.entries(trajectory.conditions ?? {}).map(([name, value]) => code(`${name}: ${value}`));
  const about = [severity, `${confidence} confidence`, ...known(finding)].join(' · ');
  const who = [trajectory.framework, trajectory.model, trajectory.task].flatMap((each) => (each === undefined ? [] : [code(each)]));
  const steps = story(finding).map((scene) => {
    const lead = scene.part === 'act' ? '**the act**' : code(scene.note);
    const time = scene.time === undefined ? '' : ` ${code(scene.time)}`;
    const snippet = scene.location.snippet === '' ? '' : `\n${block(scene.location.snippet)}`;
    return `1. ${lead} at ${code(spot(scene.location))}${time}${snippet}\n`;
  });
  return [
    `<details><summary>${severity}: ${plain(title)}</summary>\n`,
    `${code(capital(message))} at ${code(spot(location))}\n`,
    `${[about, ...who, ...conditions].join(' · ')}\n`,
    ...(exempt(finding) === '' ? [] : [`Known: ${code(exempt(finding))}\n`]),
    steps.join(''),
    '</details>\n\n',
  ].join('\n');
};

const coverage = (report: Report): string =>
  table(
    ['coverage', ''],
    coverageFacts(report).map(([label, text]) => [label, code(text)]),
  );

/** A summary of a job in GitHub's Markdown: the verdict, findings by rule, the worst of them in full, and what was covered. */
export const markdownReport: Reporter = function* (report, { failOn }) {
  const { outcome, sentence } = verdictOf(report, failOn);
  const findings = open(report.findings);
  let written = 0;
  const mark = { clean: '✅', known: '☑️', findings: '⚠️', incomplete: '❌' }[outcome];
  yield `## ${mark} trajaudit\n\n**${plain(capital(sentence))}**\n\n${coverage(report)}\n`;
  if (findings.length > 0) yield `${overview(findings)}\n`;
  let shown = 0;
  for (const finding of limit(findings, MOST)) {
    const text = told(finding);
    written += Buffer.byteLength(text);
    if (written > MOST_BYTES) break;
    shown++;
    yield text;
  }
  if (shown < findings.length) yield `${count(findings.length - shown, 'more finding')} not told here; the other reports hold all.\n`;
};

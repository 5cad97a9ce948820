import { createHash } from 'node:crypto';
import type { Report } from '../model/result.ts';
import { condense } from './condense.ts';
import { coverageFacts, isPassedOver } from './coverage.ts';
import { contentOf } from './html/content.ts';
import { SCRIPT } from './html/script.ts';
import { STYLE } from './html/style.ts';
import { count } from './layout.ts';
import { limit } from './limit.ts';
import { forJson, forXml, oneLine } from './neutral.ts';
import type { Reporter } from './reporter.ts';
import { capital, spot } from './shown.ts';
import { verdictOf } from './verdict.ts';

/** A browser opens a page of so many at once. */
const MOST_FINDINGS = 5000;
const MOST_NOTICES = { broken: 100, other: 20 };

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The page may run its own script, use its own style, and nothing else: no request leaves it. */
const POLICY = `default-src 'none'; script-src ${hash(SCRIPT)}; style-src ${hash(STYLE)}; base-uri 'none'; form-action 'none'`;

const text = (words: string): string => forXml(oneLine(words));

const coverageList = (report: Report): string =>
  coverageFacts(report)
    .map(([label, words]) => `<dt>${text(label)}</dt><dd${label === 'not read' ? ' class="bad"' : ''}>${text(words)}</dd>`)
    .join('');

const noticeList = (report: Report): string => {
  const shown = condense(
    report.notices.filter((notice) => !isPassedOver(notice)),
    MOST_NOTICES,
  );
  if (shown.length === 0) return '';
  const lines = shown.map(
    ({ message, code, location, breaksWholeness }) =>
      `<li>${breaksWholeness ? '<b>Not audited:</b> ' : ''}${text(capital(message))} <code>${text(code)}${location ? ` ${text(spot(location))}` : ''}</code></li>`,
  );
  return `<details class="notices"${report.coverage.whole ? '' : ' open'}><summary>${count(report.notices.length, 'notice')} about the audit</summary><ul>${lines.join('')}</ul></details>`;
};

const MARKS: readonly (readonly [drawing: string, meaning: string])[] = [
  ['<path class="act high" d="M7 0l7 7l-7 7l-7 -7z"/>', 'a finding'],
  ['<path class="stake" d="M7 1l6 6l-6 6l-6 -6z"/>', 'what is at stake'],
  ['<circle class="deed" cx="7" cy="7" r="5"/>', 'changes something'],
  ['<circle class="look" cx="7" cy="7" r="2.5"/>', 'runs or reads'],
  ['<circle class="word" cx="7" cy="7" r="2.5"/>', 'the agent says or thinks'],
  ['<circle class="word other" cx="7" cy="7" r="2.5"/>', 'others say'],
  ['<path class="went" d="M3 3l8 8m0 -8l-8 8"/>', 'failed or blocked'],
];

const legend = (): string =>
  `<p class="legend lane">${MARKS.map(([drawing, meaning]) => `<span><svg viewBox="0 0 14 14" aria-hidden="true">${drawing}</svg>${meaning}</span>`).join('')}</p>`;

const KEYS = [
  ['/', 'search'],
  ['j', 'next finding'],
  ['k', 'finding before'],
  ['o', 'open or close it'],
  ['m', 'more trajectories'],
  ['x', 'clear the filters'],
]
  .map(([key, meaning]) => `<kbd>${key}</kbd> ${meaning}`)
  .join('<br>');

const RATES = `<section class="rates" aria-labelledby="rates-title">
<h2 id="rates-title">Trajectories with findings <span>· share of all that were read, with its 95 % interval; follows the filters</span></h2>
<div id="rates"></div>
</section>
`;

const leftOut = (number: number): string =>
  number === 0
    ? ''
    : `<p class="left-out">${count(number, 'finding')} of less weight ${number === 1 ? 'is' : 'are'} left out here; the JSON report holds all.</p>`;

const findings = (rest: number): string => `<div class="columns">
<aside class="side" aria-label="Filters">
<input id="search" type="search" placeholder="Search the evidence" aria-label="Search messages and evidence" autocomplete="off" spellcheck="false">
<p class="tally"><span id="count" role="status"></span><button id="clear" type="button" hidden>Clear</button></p>
<div id="facets"></div>
<p class="keys">${KEYS}</p>
</aside>
<main id="main" tabindex="-1" aria-label="Findings">
<noscript><p>The findings are listed by a script, which this browser does not run. The JSON report holds them too.</p></noscript>
${leftOut(rest)}${legend()}<div id="trajectories"></div>
<button id="more" type="button" class="more" hidden></button>
</main>
</div>`;

/** One page that holds everything: the verdict, rates, filters, and each trajectory with its timeline and its findings. */
export const htmlReport: Reporter = function* (report, { cards, failOn }) {
  const { outcome, sentence } = verdictOf(report, failOn);
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>trajaudit: ${text(sentence)}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the findings</a>
<div class="page">
<header class="top">
<p class="name"><b>trajaudit</b> ${text(report.tool.version)}</p>
<h1 class="${outcome}">${text(capital(sentence))}</h1>
<dl class="coverage">${coverageList(report)}</dl>
${noticeList(report)}
</header>
${report.cohorts.length > 0 && report.findings.length > 0 ? RATES : ''}`;
  if (report.findings.length === 0) {
    yield '</div>\n</body>\n</html>\n';
    return;
  }
  const kept = limit(report.findings, MOST_FINDINGS);
  const content = contentOf({ ...report, findings: kept }, cards);
  yield `${findings(report.findings.length - kept.length)}\n</div>\n<script type="application/json" id="content">`;
  yield '{"findings":[';
  for (const [index, finding] of content.findings.entries()) yield `${index === 0 ? '' : ',\n'}${inScript(finding)}`;
  yield '],"trajectories":[';
  for (const [index, trajectory] of content.trajectories.entries()) yield `${index === 0 ? '' : ',\n'}${inScript(trajectory)}`;
  yield `],"cohorts":${inScript(content.cohorts)},"rules":${inScript(content.rules)}}</script>\n<script>${SCRIPT}</script>\n</body>\n</html>\n`;
};

/** JSON that no tag can end. */
const inScript = (value: unknown): string => forJson(JSON.stringify(value)).replaceAll('<', '\\u003c');

import type { Report } from '../src/model/result.ts';
import { type Format, reporters } from '../src/report/index.ts';
import { browsing, describeInBrowser } from './browser.ts';
import { HOSTILE, poisoned } from './hostile-text.ts';
import { render, sarif } from './rendered.ts';
import { report } from './sample-report.ts';
import { faults } from './schemas.ts';
import { temporary } from './temporary.ts';

const FORMATS = Object.keys(reporters) as readonly Format[];

const linesOf = (printed: string): readonly string[] => printed.trimEnd().split('\n');

/** Cells of a table with commas and quotes. */
const cellsOf = (row: string): readonly string[] =>
  [...row.matchAll(/(?<=^|,)(?:"((?:[^"]|"")*)"|([^",]*))(?=,|$)/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!);

const TAG = /<(\/?)([a-z]+)((?: [a-z]+="[^"<>]*")*)(\/?)>/g;

/** What is wrong with a document that has only elements, attributes, texts and the five entities. */
const xmlFaults = (xml: string): readonly string[] => {
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [, closing, name, , empty] of body.matchAll(TAG)) {
    if (closing === '/' && open.pop() !== name) wrong.push(`</${name}>`);
    else if (closing === '' && empty === '') open.push(name!);
  }
  const rest = body.replace(TAG, '');
  return [...wrong, ...open, ...(rest.match(/[<>]|&(?!(?:lt|gt|amp|quot|#39);)|[^\P{Cc}\n\t]|[\ufffe\uffff]/gu) ?? [])];
};

/** A summary without what stands in code, where nothing is markup. */
const withoutCode = (markdown: string): string =>
  markdown.replace(/^( *)(`{3,})text\n[\s\S]*?\n\1\2$/gm, '').replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');

/** What makes a report of this format harmless, beside what holds for all. */
const CHECKS: { readonly [F in Format]: (printed: string, what: Report) => void } = {
  text: (printed) => expect(linesOf(printed).at(-1)).toMatch(/^incomplete/),
  json: (printed, what) => {
    expect(faults['json']!(printed)).toEqual([]);
    expect(JSON.parse(printed)).toMatchObject(what);
  },
  sarif: (printed) => expect(faults['sarif']!(printed)).toEqual([]),
  jsonl: (printed, what) => {
    const values = linesOf(printed).map((line) => JSON.parse(line) as object);
    expect(values).toHaveLength(what.findings.length + what.notices.length + 1);
    expect(values[0]).toMatchObject(what.findings[0]!);
  },
  markdown: (printed) => {
    const rest = withoutCode(printed);
    expect(rest).not.toMatch(/(?<!\\)\](?:\(|\[)|(?<!\\)<(?!\/?(?:details|summary)>|!-- -->)|@(?!<!-- -->)|:\/\/|www\.|^ *#[^#<]/m);
    expect(rest).not.toMatch(/^ *`/m);
  },
  github: (printed) => {
    for (const line of linesOf(printed)) expect(line).toMatch(/^::(?:error|warning|notice) (?:[a-zA-Z]+=[^:,\n]*(?:,|(?=::)))+::[^\n\r]+$/);
    expect(linesOf(printed)).toHaveLength(4);
  },
  junit: (printed) => expect(xmlFaults(printed)).toEqual([]),
  'gitlab-sast': (printed) => {
    const { vulnerabilities } = JSON.parse(printed) as { readonly vulnerabilities: readonly { readonly description: string }[] };
    for (const { description } of vulnerabilities) for (const line of description.split('\n')) expect(line).toMatch(/^$|^ {4}/);
  },
  csv: (printed) => {
    const rows = linesOf(printed).map(cellsOf);
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  },
  agent: (printed) => {
    const entries = linesOf(printed).filter((line) => /^ {3}(?:did|evidence|stake) /.test(line));
    expect(entries.length).toBeGreaterThan(3);
    for (const line of entries) expect(line).toMatch(/^ {3}\w+ +"(?:[^"\\]|\\.)*"(?: at .*)?$/);
  },
  html: (printed) => {
    expect(printed.match(/<script/g)).toHaveLength(2);
    expect(printed.match(/<\/script/g)).toHaveLength(2);
    expect(printed.match(/<(?:img|svg|iframe|a|link|object|form)\b/g)?.length).toBe(8);
  },
};

const table = Object.entries(HOSTILE).flatMap(([name, poison]) => FORMATS.map((format) => [name, format, poison] as const));

describe('text of a log that would act on whoever prints it', () => {
  test.each(table)('%s is harmless in %s', async (_, format, poison) => {
    const what = poisoned(report({}, false), poison);
    const printed = await render(format, what);
    expect(printed).not.toMatch(/[^\P{C}\n]/u);
    expect(printed).not.toMatch(/[\u2028\u2029]/);
    if (format !== 'github') expect(printed).not.toMatch(/^\s*::(?!before|after)/m);
    expect(printed).not.toContain('##[');
    CHECKS[format](printed, what);
  });

  test.each(Object.entries(HOSTILE))('%s makes no link or placeholder in SARIF, and a readable address', async (_, poison) => {
    const run = await sarif(poisoned(report({}, false), poison));
    const messages = [
      ...run.results.flatMap((result) => [
        result.message.text,
        ...result.codeFlows[0].threadFlows[0].locations.map(({ location }) => location.message.text),
      ]),
      ...run.invocations[0].toolExecutionNotifications.map(({ message }) => message.text),
    ];
    expect(messages.length).toBeGreaterThan(5);
    for (const message of messages) {
      expect(message).not.toMatch(/[{}\n]|\]\(|\]\[/);
      expect(message).toMatch(/[.!?]$/);
    }
    for (const { location } of run.artifacts) {
      expect(location.uri).toMatch(/^[\w\-.~!*'()%/]*$|^file:\/\/\//);
      expect(() => decodeURIComponent(location.uri)).not.toThrow();
    }
  });
});

describeInBrowser('in a browser', () => {
  const files = temporary();
  const open = browsing();

  test.each(Object.entries(HOSTILE))(
    '%s is harmless in html',
    async (name, poison) => {
      const file = files.write(`${name.replaceAll(' ', '-')}.html`, await render('html', poisoned(report({}, false), poison)));
      const { page, complaints } = await open(file);
      for (const summary of await page.locator('.finding > summary').all()) await summary.click();
      expect(await page.locator('.finding[open] .scene').count()).toBeGreaterThan(2);
      expect(await page.evaluate('window.owned')).toBeUndefined();
      expect(await page.locator('img, iframe, a:not(.skip), #trajectories script, #trajectories [onload]').count()).toBe(0);
      expect(complaints).toEqual([]);
      await page.close();
    },
    30_000,
  );

  test.each(Object.entries(HOSTILE))('%s leaves junit a document', async (_, poison) => {
    const file = files.write('empty.html', '<!doctype html><title>x</title>');
    const { page } = await open(file);
    const xml = await render('junit', poisoned(report({}, false), poison));
    const read = await page.evaluate((text) => {
      const { DOMParser } = globalThis as unknown as {
        DOMParser: new () => {
          parseFromString: (text: string, type: string) => { querySelectorAll: (selector: string) => { length: number } };
        };
      };
      const document = new DOMParser().parseFromString(text, 'text/xml');
      return [document.querySelectorAll('parsererror').length, document.querySelectorAll('testcase').length];
    }, xml);
    expect(read).toEqual([0, 5]);
    await page.close();
  });
});

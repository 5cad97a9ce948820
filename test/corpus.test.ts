import { existsSync, readFileSync } from 'node:fs';
import { discover } from '../src/input/discover.ts';
import type { Json } from '../src/model/location.ts';
import { ROWS } from './corpus/index.ts';
import type { Row } from './corpus/row.ts';
import { readBundle, recognised } from './read.ts';

const FORMATS = '../shared/corpus/formats';
const table: (readonly string[])[] = [];

const parse = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
};

/** A file's records without any help of the reader: elements of a document, or lines. */
const recordsOf = (path: string, { each, prose }: Row): readonly Json[] => {
  const text = readFileSync(path, 'utf8');
  if (prose) return [text];
  const whole = parse(text);
  const array = Array.isArray(whole)
    ? whole
    : Object.entries(whole ?? {}).find(([key, value]) => Array.isArray(value) && (each ? key === each : typeof value[0] === 'object'))?.[1];
  const records: readonly unknown[] = whole !== undefined && array ? (array as readonly Json[]) : text.split('\n').map(parse);
  return records.filter((record) => typeof record === 'object' && record !== null) as readonly Json[];
};

const logsOf = (row: Row): ReadonlySet<string> =>
  new Set(
    discover([`${FORMATS}/${row.folder}`], () => undefined)
      .map(({ artifact }) => artifact.uri)
      .filter((path) => row.paths?.test(path) ?? true)
      .filter((path) => recordsOf(path, row).some(row.isLog)),
  );

const present = existsSync(FORMATS);

(present ? describe.each(ROWS) : describe.skip.each(ROWS))(
  `$folder${present ? '' : ' skipped: no corpus beside the repository'}`,
  (row) => {
    test('every log is recognised, and every call read once', async () => {
      const logs = logsOf(row);
      const { bundles, strangers } = await recognised([...logs]);
      expect(strangers).toEqual([]);
      expect([...new Set(bundles.map((bundle) => bundle.framework))].filter((name) => !row.frameworks.includes(name))).toEqual([]);
      let read = 0;
      let counted = 0;
      for (const bundle of bundles) {
        const { events } = await readBundle(bundle);
        const calls = new Set(bundle.parts.flatMap((part) => recordsOf(part.artifact.uri, row).flatMap(row.calls)));
        const actions = events.filter((event) => event.kind === 'action').length;
        expect(`${bundle.key}: ${actions}`).toBe(`${bundle.key}: ${calls.size}`);
        read += actions;
        counted += calls.size;
      }
      table.push([row.folder, `${logs.size} logs`, `${bundles.length} bundles`, `${counted} calls`, `${read} read`]);
    });
  },
);

afterAll(() => {
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((cells) => cells[column]!.length)));
  for (const cells of table) process.stdout.write(`${cells.map((cell, column) => cell.padEnd(widths[column]! + 2)).join('')}\n`);
});

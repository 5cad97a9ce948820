import { existsSync, readFileSync } from 'node:fs';
import { discover } from '../src/input/discover.ts';
import type { Bundle } from '../src/model/bundle.ts';
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
const recordsOf = async (path: string, { each, prose, records: own }: Row): Promise<readonly Json[]> => {
  const others = await own?.(path);
  if (others) return others;
  const text = readFileSync(path, 'utf8');
  if (prose) return [text];
  const whole = parse(text);
  if (each === '') return whole === undefined ? [] : [whole];
  const array = Array.isArray(whole)
    ? whole
    : Object.entries(whole ?? {}).find(([key, value]) => Array.isArray(value) && (each ? key === each : typeof value[0] === 'object'))?.[1];
  const records: readonly unknown[] = whole !== undefined && array ? (array as readonly Json[]) : text.split('\n').map(parse);
  return records.filter((record) => typeof record === 'object' && record !== null) as readonly Json[];
};

const logsOf = async (row: Row): Promise<ReadonlySet<string>> => {
  const logs = new Set<string>();
  for (const { artifact } of discover([`${FORMATS}/${row.folder}`], () => undefined)) {
    const path = artifact.uri;
    if ((row.paths?.test(path) ?? true) && (await recordsOf(path, row)).some(row.isLog)) logs.add(path);
  }
  return logs;
};

/** Every call that the files of a bundle hold, each file once however many of its members were read. */
const callsOf = async (bundle: Bundle, row: Row): Promise<ReadonlySet<string>> => {
  const calls = new Set<string>();
  for (const path of new Set(bundle.parts.map((part) => part.artifact.uri)))
    for (const record of await recordsOf(path, row)) for (const call of row.calls(record)) calls.add(call);
  return calls;
};

const present = existsSync(FORMATS);

(present ? describe.each(ROWS) : describe.skip.each(ROWS))(
  `$folder${present ? '' : ' skipped: no corpus beside the repository'}`,
  (row) => {
    test('every log is recognised, and every call read once', async () => {
      const logs = await logsOf(row);
      const { bundles, strangers } = await recognised([...logs]);
      expect(strangers).toEqual([]);
      expect([...new Set(bundles.map((bundle) => bundle.framework))].filter((name) => !row.frameworks.includes(name))).toEqual([]);
      let read = 0;
      let counted = 0;
      for (const bundle of bundles) {
        const { events } = await readBundle(bundle);
        const calls = await callsOf(bundle, row);
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

import { existsSync, readFileSync } from 'node:fs';
import { discover } from '../src/input/discover.ts';
import type { Bundle } from '../src/model/bundle.ts';
import type { Json } from '../src/model/location.ts';
import { ROWS } from './corpus/index.ts';
import { callsIn, type Lowered } from './corpus/lowered.ts';
import type { Row } from './corpus/row.ts';
import { readBundle, recognised } from './read.ts';

const FORMATS = '../shared/corpus/formats';
const table: (readonly string[])[] = [];

/** Rows of cells as lines whose columns stand below each other. */
const aligned = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)));
  return rows.map((cells) => `${cells.map((cell, column) => cell.padEnd(widths[column]! + 2)).join('')}\n`).join('');
};

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
  process.stdout.write(aligned(table));
});

const MISBEHAVIOUR = '../shared/corpus/misbehaviour';
const both = existsSync(FORMATS) && existsSync(MISBEHAVIOUR);

(both ? test : test.skip)(
  `of the shell, edit, patch and code calls 98 in 100 are lowered${both ? '' : ' skipped: no corpus beside the repository'}`,
  async () => {
    const counts = new Map<string, { [L in Lowered]: number }>();
    const left = new Map<string, number>();
    const { bundles } = await recognised([FORMATS, MISBEHAVIOUR]);
    for (const bundle of bundles) {
      for (const { group, action, lowered } of callsIn((await readBundle(bundle)).events)) {
        for (const each of [group, 'all']) {
          const row = counts.get(each) ?? { sure: 0, 'in doubt': 0, 'only a reason': 0, 'not lowered': 0 };
          row[lowered]++;
          counts.set(each, row);
        }
        const name = `${lowered}: ${group} ${action.tool} (${bundle.framework})`;
        if (lowered === 'not lowered' || lowered === 'only a reason') left.set(name, (left.get(name) ?? 0) + 1);
      }
    }
    const shares = [...counts].map(([group, row]) => {
      const calls = row.sure + row['in doubt'] + row['only a reason'] + row['not lowered'];
      return { group, row, calls, read: (row.sure + row['in doubt']) / calls, stated: 1 - row['not lowered'] / calls };
    });
    process.stdout.write(
      aligned([
        ['calls', 'of', 'sure', 'in doubt', 'only a reason', 'not lowered', 'with effects', 'or a reason'],
        ...shares.map(({ group, row, calls, read, stated }) => [
          group,
          ...[calls, row.sure, row['in doubt'], row['only a reason'], row['not lowered']].map(String),
          ...[read, stated].map((share) => `${(100 * share).toFixed(2)} %`),
        ]),
      ]),
    );
    process.stdout.write([...left].map(([name, count]) => `${count} ${name}\n`).join(''));
    expect(shares.map(({ group }) => group).sort()).toEqual(['all', 'code', 'edit', 'patch', 'shell']);
    for (const { group, stated } of shares) expect([group, stated >= 0.98]).toEqual([group, true]);
    // A reason alone is no reading: without those that have nothing else it must hold all the same.
    expect(shares.find(({ group }) => group === 'all')!.read).toBeGreaterThanOrEqual(0.98);
  },
  600_000,
);

import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import { grouped } from '../src/model/grouped.ts';
import type { Report } from '../src/model/result.ts';
import { auditOf, type Case, cases } from './expectation.ts';
import { MUTATIONS, type Mutation, writtenIn } from './mutations.ts';
import { temporary } from './temporary.ts';

/** What is read otherwise when it is written so, and why that is right or cannot be helped. */
const REVIEWED: { readonly [mutationOfCase: string]: string } = {
  'autocoderover/two-rounds-about-a-lamp: wrapped in data': 'its files are told apart by names and by lists of lists',
  'cline-task/gardener-is-denied-a-deletion: wrapped in data':
    'of two files that double each other one has no mark but its name and its root',
  'dspy/gauge-keeper-switches-its-shutdown-off: keys in another order':
    'which fields were asked and which answered is said by their order alone',
  'messages/phone-agent-in-from-and-value: wrapped in data': 'conversations without ids in one list are one conversation',
  'terminal-bench/keeper-empties-the-log-of-the-mill: incidental keys left out':
    'a recording without the version of its format is no asciicast',
  'terminal-bench/keeper-empties-the-log-of-the-mill: pretty-printed': 'an asciicast has its moments one a line',
};

/** Fixtures that are varied of each framework: those with findings first. */
const VARIED = 2;

const BINARY = /\.(?:db|sqlite3?|vscdb|eval|parquet)(?:-wal|-shm)?$/;

const filesOf = (path: string): readonly string[] =>
  statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => filesOf(posix.join(path, name))) : [path];

const findingsExpected = ({ expected }: Case): number =>
  readFileSync(expected, 'utf8')
    .split('\n')
    .filter((line) => /^[^!=]/.test(line)).length;

const varied = [...grouped(cases, ({ framework }) => framework).values()].flatMap((own) =>
  own
    .filter(({ path }) => !filesOf(path).some((file) => BINARY.test(file)))
    .sort((a, b) => findingsExpected(b) - findingsExpected(a))
    .slice(0, VARIED),
);

/** What a report says of what was done; where it was found is another's. */
const told = ({ coverage, findings }: Report): object => ({
  frameworks: Object.keys(coverage.byFramework),
  trajectories: coverage.trajectories,
  calls: coverage.calls,
  findings: findings
    .map(({ rule, message, confidence, outcome, requested, disclosed }) =>
      [rule, message, confidence, outcome, requested, disclosed].join(' '),
    )
    .sort(),
});

const files = temporary();

/** Writes a case as a mutation would have it; nothing where it changes no file. */
const rewritten = (each: Case, mutation: Mutation, index: number): string | undefined => {
  const made = filesOf(each.path).map((file) => {
    const text = readFileSync(file, 'utf8');
    const other = mutation.of(writtenIn(text));
    return { name: posix.relative(posix.dirname(each.path), file) + (other === undefined ? '' : (mutation.suffix ?? '')), text, other };
  });
  if (made.every(({ other }) => other === undefined)) return undefined;
  const folder = files.path(`${each.name}-${index}`);
  for (const { name, text, other } of made) {
    mkdirSync(posix.dirname(posix.join(folder, name)), { recursive: true });
    writeFileSync(posix.join(folder, name), other ?? text);
  }
  return folder;
};

describe.each(varied.map((each) => [each.name, each] as const))('%s', (name, each) => {
  test('says the same however it is written', async () => {
    const before = told(await auditOf([each.path]));
    for (const [index, mutation] of MUTATIONS.entries()) {
      const path = rewritten(each, mutation, index);
      if (path === undefined) continue;
      const after = told(await auditOf([path]));
      const key = `${name}: ${mutation.name}`;
      if (key in REVIEWED) expect([key, after]).not.toEqual([key, before]);
      else expect([key, after]).toEqual([key, before]);
    }
  });
});

test('what was reviewed is there', () => {
  const known = new Set(varied.flatMap(({ name }) => MUTATIONS.map((mutation) => `${name}: ${mutation.name}`)));
  expect(Object.keys(REVIEWED).filter((key) => !known.has(key))).toEqual([]);
});

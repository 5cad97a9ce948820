import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHECKS } from '../rules/index.ts';
import { audit } from '../src/audit.ts';
import { type Knowledge, load } from '../src/engine/load.ts';
import type { Finding } from '../src/model/finding.ts';
import { isArray, isObject, type Json } from '../src/model/location.ts';
import type { Card, Example, ExampleStep } from '../src/model/rule.ts';
import type { Encoded, Encoder, File } from './encode/encoder.ts';
import { ENCODERS } from './encode/index.ts';
import { temporary } from './temporary.ts';

const RULES = fileURLToPath(new URL('../../rules', import.meta.url));

const knowledge = load(RULES, CHECKS);
const { cards } = knowledge;
const folder = temporary();

type Verdict = 'flag' | 'pass';

/** One example of one card, as one framework would log it. */
interface Trial {
  readonly encoder: Encoder;
  readonly card: Card;
  readonly verdict: Verdict;
  /** Of the example, from 1. */
  readonly number: number;
  readonly encoded: Encoded;
}

const stepsOf = (example: Example): readonly ExampleStep[] =>
  isArray(example as Json) ? (example as readonly ExampleStep[]) : [example as ExampleStep];

/** A card that compares runs says nothing of one run. */
const contrasts = cards.filter((card) => card.contrast !== undefined);

const trials: readonly Trial[] = ENCODERS.flatMap((encoder) =>
  cards
    .filter((card) => !contrasts.includes(card))
    .flatMap((card) =>
      (['flag', 'pass'] as const).flatMap((verdict) =>
        card.examples[verdict].map((example, index) => ({
          encoder,
          card,
          verdict,
          number: index + 1,
          encoded: encoder.encode(stepsOf(example)),
        })),
      ),
    ),
);

/** The knowledge in which a signal reports what it matches. */
const audible = (id: string): Knowledge => ({
  ...knowledge,
  rules: knowledge.rules.map((rule) => (rule.card.id === id ? { ...rule, card: { ...rule.card, signal: false } } : rule)),
});

const findingsIn = async ({ encoder, card, verdict, number }: Trial, files: readonly File[]): Promise<readonly Finding[]> => {
  const place = folder.path(`${encoder.name}-${card.id}-${verdict}-${number}`);
  for (const file of files) {
    const path = posix.join(place, file.name);
    mkdirSync(posix.dirname(path), { recursive: true });
    writeFileSync(path, file.text);
  }
  const report = await audit({ paths: [place], knowledge: audible(card.id), minSeverity: 'low', minConfidence: 'low', strict: false });
  expect(report.coverage.byFramework).toEqual({ [encoder.name]: files.length });
  return report.findings;
};

const encodable = trials.flatMap((trial) =>
  'files' in trial.encoded
    ? [[`${trial.encoder.name}: ${trial.card.id} ${trial.verdict} ${trial.number}`, trial, trial.encoded.files] as const]
    : [],
);

test.each(encodable)('%s', async (_, trial, files) => {
  const found = await findingsIn(trial, files);
  const lines = found.map(
    ({ rule, confidence, message, requested, outcome }) => `${rule} ${confidence}: ${message} (requested ${requested}, ${outcome})`,
  );
  const wanted = expect.stringMatching(new RegExp(`^${trial.card.id} (?:medium|high): `));
  if (trial.verdict === 'flag') expect(lines).toContainEqual(wanted);
  else expect(lines).not.toContainEqual(wanted);
});

test('what the formats have no place for', () => {
  const table: { [format: string]: { [reason: string]: string[] } } = {};
  for (const { encoder, card, verdict, number, encoded } of trials) {
    if (!('cannot' in encoded)) continue;
    const reasons = (table[encoder.name] ??= {});
    (reasons[encoded.cannot] ??= []).push(`${card.id} ${verdict} ${number}`);
  }
  expect(table).toMatchSnapshot();
});

test('what compares runs is tried on fixtures', () => {
  expect(contrasts.map(({ id }) => id)).toEqual(['unwatched-runs-differ']);
});

describe.each(cards.map((card) => [card.id, card] as const))('card %s', (_, card) => {
  const examples = [...card.examples.flag, ...card.examples.pass];

  test('has two examples of each verdict', () => {
    expect(card.examples.flag.length).toBeGreaterThanOrEqual(2);
    expect(card.examples.pass.length).toBeGreaterThanOrEqual(2);
  });

  test('has no example twice', () => {
    const texts = examples.map((example) => JSON.stringify(example));
    expect(texts).toEqual([...new Set(texts)]);
  });

  test('can be tried in some format, each example', () => {
    if (contrasts.includes(card)) return;
    for (const example of examples) expect(ENCODERS.filter((encoder) => 'files' in encoder.encode(stepsOf(example)))).not.toEqual([]);
  });

  test('names lists that exist', () => {
    const form = card.match ?? card.sequence ?? card.flow ?? card.contrast ?? null;
    for (const list of [...listsIn(form), ...sourcesOf(card)]) expect(knowledge.classes.names).toContain(list);
  });
});

/** What every `in:` names. */
const listsIn = (value: Json): readonly string[] => {
  if (isArray(value)) return value.flatMap(listsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'in' ? [inner].flat().map(String) : listsIn(inner)));
};

const sourcesOf = (card: Card): readonly string[] =>
  isObject(card.flow) && card.flow['source'] !== undefined ? [String(card.flow['source'])] : [];

const onDisk = (pattern: RegExp): readonly string[] =>
  readdirSync(RULES, { recursive: true, encoding: 'utf8' })
    .filter((path) => pattern.test(path))
    .sort();

test('ids are the names of files', () => {
  expect(cards.map((card) => `${card.family}/${card.id}.yml`)).toEqual(onDisk(/\/[^/]+\.yml$/));
});

test('ids and numbers are given once', () => {
  for (const key of ['id', 'number'] as const) {
    const values = cards.map((card) => card[key]);
    expect(values).toEqual([...new Set(values)]);
  }
});

test('the first digit of a number is that of the family', () => {
  const families = new Map<string, string>();
  for (const { family, number } of cards) families.set(family, families.get(family) ?? number.slice(0, 4));
  for (const { id, family, number } of cards) expect([id, number.slice(0, 4)]).toEqual([id, families.get(family)]);
  expect(new Set(families.values()).size).toBe(families.size);
});

test('index.ts lists every check, and each lies in the folder of its card', () => {
  const named = cards.filter((card) => card.check !== undefined);
  for (const { id, check } of named) expect(check).toBe(id);
  expect(Object.keys(CHECKS).sort()).toEqual(named.map((card) => card.id).sort());
  const index = readFileSync(posix.join(RULES, 'index.ts'), 'utf8');
  const imports = [...index.matchAll(/import \{([^}]+)\} from '\.\/([^']+)'/g)].map(([, names, path]) => ({ names: names!, path: path! }));
  for (const { id, family } of named) {
    const name = id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    expect(imports.filter(({ names, path }) => path.startsWith(`${family}/`) && names.split(/[ ,]+/).includes(name))).toHaveLength(1);
  }
  const checks = onDisk(/\/[^/]+\.ts$/).filter((path) => /: Check =/.test(readFileSync(posix.join(RULES, path), 'utf8')));
  expect(imports.map(({ path }) => path).sort()).toEqual(checks);
});

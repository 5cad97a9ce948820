import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHECKS } from '../rules/index.ts';
import { audit } from '../src/audit.ts';
import { type Knowledge, load } from '../src/engine/load.ts';
import type { Finding } from '../src/model/finding.ts';
import { isArray, isObject, type Json } from '../src/model/location.ts';
import type { Card, Example, ExampleStep } from '../src/model/rule.ts';
import type { Encoded, Encoder } from './encode/encoder.ts';
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
  readonly name: string;
  readonly encoded: Encoded;
}

const stepsOf = (example: Example): readonly ExampleStep[] =>
  isArray(example as Json) ? (example as readonly ExampleStep[]) : [example as ExampleStep];

const encode = (encoder: Encoder, card: Card, example: Example): Encoded =>
  card.contrast === undefined ? encoder.encode(stepsOf(example)) : { cannot: 'compares runs' };

const trials: readonly Trial[] = ENCODERS.flatMap((encoder) =>
  cards.flatMap((card) =>
    (['flag', 'pass'] as const).flatMap((verdict) =>
      card.examples[verdict].map((example, index) => ({
        encoder,
        card,
        verdict,
        name: `${encoder.name}: ${card.id} ${verdict} ${index + 1}`,
        encoded: encode(encoder, card, example),
      })),
    ),
  ),
);

/** The knowledge in which a signal reports what it matches. */
const audible = (id: string): Knowledge => ({
  ...knowledge,
  rules: knowledge.rules.map((rule) => (rule.card.id === id ? { ...rule, card: { ...rule.card, signal: false } } : rule)),
});

const findingsIn = async (
  { card, name }: Trial,
  files: readonly { readonly name: string; readonly text: string }[],
): Promise<readonly Finding[]> => {
  const place = folder.path(name.replace(/[^\w-]+/g, '-'));
  for (const file of files) {
    const path = posix.join(place, file.name);
    mkdirSync(posix.dirname(path), { recursive: true });
    writeFileSync(path, file.text);
  }
  const report = await audit({ paths: [place], knowledge: audible(card.id), minSeverity: 'low', minConfidence: 'low', strict: false });
  expect(report.coverage.byFramework).toEqual({ [name.split(':')[0]!]: files.length });
  return report.findings;
};

const encodable = trials.flatMap((trial) => ('files' in trial.encoded ? [[trial.name, trial, trial.encoded.files] as const] : []));

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
  const table = trials.flatMap(({ name, encoded }) => ('cannot' in encoded ? [`${name}: ${encoded.cannot}`] : []));
  expect(table).toMatchSnapshot();
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
    if (card.contrast !== undefined) return;
    for (const example of examples) expect(ENCODERS.filter((encoder) => 'files' in encode(encoder, card, example))).not.toEqual([]);
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

test('index.ts lists every check, and each lies beside its card', () => {
  const named = cards.flatMap((card) => (card.check === undefined ? [] : [card.check]));
  expect(Object.keys(CHECKS).sort()).toEqual([...named].sort());
  for (const { id, family, check } of cards) {
    if (check === undefined) continue;
    expect(check).toBe(id);
    expect(onDisk(/\.ts$/)).toContain(`${family}/${check}.ts`);
  }
  const index = readFileSync(posix.join(RULES, 'index.ts'), 'utf8');
  const stray = onDisk(/\/[^/]+\.ts$/).filter(
    (path) => cards.some((card) => path === `${card.family}/${card.id}.ts`) && !index.includes(`./${path}`),
  );
  expect(stray).toEqual([]);
});

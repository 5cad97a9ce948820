import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { Confidence } from '../src/model/finding.ts';
import type { ExampleStep } from '../src/model/rule.ts';
import { found } from './environments.ts';
import { temporary } from './temporary.ts';

/** An act, and what must be said of it. */
interface Case {
  readonly name: string;
  /** Framework that logs it. */
  readonly as: string;
  /** Family of the finding. */
  readonly conduct: string;
  /** The least that the finding may have; what was asked for is surely no more than low. */
  readonly confidence?: Confidence;
  readonly facts: { readonly [fact: string]: string };
  readonly steps: readonly ExampleStep[];
}

const cases = parse(readFileSync(fileURLToPath(new URL('../../test/facts/cases.yml', import.meta.url)), 'utf8')) as readonly Case[];

const folder = temporary();

test.each(cases.map((each) => [each.name, each] as const))('%s', async (name, { as, conduct, confidence, facts, steps }) => {
  const findings = await found(folder.path(name.replace(/\W+/g, '-')), as, steps, confidence);
  const first = findings.find(({ family }) => family === conduct);
  expect(first).toMatchObject(facts);
});

test('each fact is seen with each of its values', () => {
  const seen = new Set(cases.flatMap(({ facts }) => Object.entries(facts).map(([fact, value]) => `${fact} ${value}`)));
  expect([...seen].sort()).toEqual([
    ...['disclosed no', 'disclosed yes'],
    ...['outcome blocked', 'outcome failed', 'outcome succeeded', 'outcome unknown'],
    ...['requested no', 'requested unknown', 'requested yes'],
    ...['subject other', 'subject peer', 'subject self', 'subject unknown'],
  ]);
});

import { posix } from 'node:path';
import type { Finding } from '../src/model/finding.ts';
import { type Environment, found, SETS } from './environments.ts';
import { temporary } from './temporary.ts';

const folder = temporary();

interface Result {
  readonly environment: Environment;
  /** Findings of the family that the guilty log holds. */
  readonly guilty: readonly Finding[];
  /** Findings of medium severity or above. */
  readonly innocent: readonly Finding[];
}

const results: Result[] = [];

const shown = (findings: readonly Finding[]): string => [...new Set(findings.map(({ rule }) => rule))].sort().join(', ');

/** Facts of the surest finding that are other than the author says. */
const wrong = ({ environment, guilty }: Result): readonly string[] => {
  const [first] = guilty;
  if (!first) return [];
  return Object.entries(environment.facts ?? {})
    .filter(([fact, value]) => String(first[fact as keyof Finding]) !== String(value))
    .map(([fact, value]) => `${fact} ${String(first[fact as keyof Finding])}, not ${value}`);
};

describe.each(Object.entries(SETS))('%s', (set, environments) => {
  beforeAll(async () => {
    for (const [index, environment] of environments.entries()) {
      const place = folder.path(`${set}-${index}`);
      const guilty = await found(posix.join(place, 'guilty'), environment.as, environment.guilty);
      const innocent = await found(posix.join(place, 'innocent'), environment.as, environment.innocent);
      results.push({
        environment,
        guilty: guilty.filter(({ family }) => family === environment.conduct),
        innocent: innocent.filter(({ severity }) => severity !== 'low'),
      });
    }
  }, 120_000);

  test('names are told apart', () => {
    expect(new Set(environments.map(({ name }) => name)).size).toBe(environments.length);
  });

  test.each(environments.map((environment) => [environment.name, environment] as const))('%s', (_, environment) => {
    const result = results.find((each) => each.environment === environment)!;
    expect({
      guilty: shown(result.guilty) || 'missed',
      innocent: shown(result.innocent) || 'clean',
      ...(wrong(result).length > 0 && { wrong: wrong(result) }),
    }).toMatchSnapshot();
  });
});

test('how much is found, how little is flagged, and how many facts are right', () => {
  const hit = results.filter(({ guilty }) => guilty.length > 0);
  const claimed = hit.flatMap(({ environment }) => Object.keys(environment.facts ?? {})).length;
  expect({
    environments: results.length,
    found: hit.length,
    flagged: results.filter(({ innocent }) => innocent.length > 0).length,
    facts: `${claimed - hit.flatMap(wrong).length} of ${claimed}`,
  }).toMatchSnapshot();
});

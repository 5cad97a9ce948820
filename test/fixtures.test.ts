import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { FRAMEWORKS } from '../src/frameworks/index.ts';
import { auditOf, cases, expectationOf, expectations, ROOT } from './expectation.ts';

test('every expectation has its log, and every folder is a framework', () => {
  expect(expectations).toEqual(cases.map((each) => each.expected).sort());
  const names = FRAMEWORKS.map(({ name }) => name);
  for (const { framework } of cases) if (framework !== undefined) expect(names).toContain(framework);
});

describe.each(cases.map((each) => [each.name, each] as const))('%s', (_, each) => {
  const report = auditOf([each.path]);

  test('is recognised', async () => {
    const { byFramework, artifacts } = (await report).coverage;
    if (each.framework === undefined) expect(artifacts).toBeGreaterThan(0);
    else expect(byFramework).toEqual({ [each.framework]: artifacts });
  });

  test('is found to hold what is expected', async () => {
    const wanted = existsSync(each.expected)
      ? readFileSync(each.expected, 'utf8')
      : `no ${posix.relative(ROOT, each.expected)}: npm run expect`;
    expect(expectationOf(each, await report)).toBe(wanted);
  });
});

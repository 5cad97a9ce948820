import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { FRAMEWORKS } from '../src/frameworks/index.ts';
import type { Report } from '../src/model/result.ts';
import { auditOf, cases, expectationOf, expectations, ROOT, recordedFrom } from './expectation.ts';

test('every expectation has its log, and every folder is a framework', () => {
  expect(expectations).toEqual(cases.map((each) => each.expected).sort());
  const names = FRAMEWORKS.map(({ name }) => name);
  for (const { framework } of cases) if (framework !== undefined) expect(names).toContain(framework);
});

test('every note on a recording says from what and when', () => {
  for (const framework of FRAMEWORKS.map(({ name }) => name)) {
    if (!existsSync(posix.join(ROOT, 'fixtures', framework, 'RECORDED.md'))) continue;
    expect(recordedFrom(framework).join()).toMatch(/ \d[\w.]* \((?:npm|PyPI|crates\.io|GitHub)\), \d{4}-\d\d-\d\d/);
  }
});

describe.each(cases.map((each) => [each.name, each] as const))('%s', (_, each) => {
  let report: Report;
  beforeAll(async () => {
    report = await auditOf([each.path]);
  });

  test('is recognised', async () => {
    const { byFramework, artifacts } = report.coverage;
    if (each.framework === undefined) expect(artifacts).toBeGreaterThan(0);
    else expect(byFramework).toEqual({ [each.framework]: artifacts });
  });

  test('is found to hold what is expected', async () => {
    const wanted = existsSync(each.expected)
      ? readFileSync(each.expected, 'utf8')
      : `no ${posix.relative(ROOT, each.expected)}: npm run expect`;
    expect(expectationOf(each, report)).toBe(wanted);
  });
});

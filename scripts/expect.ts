import { writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import process from 'node:process';
import { auditOf, cases, expectationOf, ROOT } from '../test/expectation.ts';

/** Writes the expectations of all fixtures, or of those whose names hold one of the arguments. */
const wanted = process.argv.slice(2);

for (const each of cases) {
  if (wanted.length > 0 && !wanted.some((part) => each.name.includes(part))) continue;
  writeFileSync(each.expected, expectationOf(each, await auditOf([each.path])));
  process.stdout.write(`${posix.relative(ROOT, each.expected)}\n`);
}

import { writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import { knowledge, ROOT } from '../test/expectation.ts';
import { frameworksPage } from './frameworks-page.ts';
import { rulesPage } from './rules-page.ts';

writeFileSync(posix.join(ROOT, 'docs/rules.md'), rulesPage(knowledge.cards));
writeFileSync(posix.join(ROOT, 'docs/frameworks.md'), frameworksPage(knowledge.cards));

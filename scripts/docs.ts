import { readFileSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import { knowledge, ROOT } from '../test/expectation.ts';
import { configSchema } from './config-schema.ts';
import { frameworksPage } from './frameworks-page.ts';
import { rulesPage } from './rules-page.ts';

writeFileSync(posix.join(ROOT, 'docs/rules.md'), rulesPage(knowledge.cards));
writeFileSync(posix.join(ROOT, 'docs/frameworks.md'), frameworksPage(knowledge.cards));

const read = (path: string): string => readFileSync(posix.join(ROOT, path), 'utf8');

writeFileSync(posix.join(ROOT, 'schema/config.schema.json'), configSchema(read('schema/config.schema.json'), read('rules/lists.yml')));

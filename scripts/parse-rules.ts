/** Parses the cards and lists once, at the end of a build, so that every start of the tool need not. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAll } from '../src/engine/load.ts';

const packageRoot = new URL('../../', import.meta.url);

writeFileSync(new URL('dist/rules/parsed.json', packageRoot), JSON.stringify(parseAll(fileURLToPath(new URL('rules', packageRoot)))));

import { CARDS } from './cards.ts';
import { DOM } from './dom.ts';
import { ENTRIES } from './entry.ts';
import { FACETING } from './facets.ts';
import { LANES } from './lane.ts';
import { RATING } from './rates.ts';
import { STARTING } from './start.ts';

const PARTS: { readonly [name: string]: unknown } = { ...DOM, ...FACETING, ...RATING, ...LANES, ...ENTRIES, ...CARDS, ...STARTING };

const source = (value: unknown): string => (typeof value === 'function' || value instanceof RegExp ? String(value) : JSON.stringify(value));

/**
 * The page's script: the functions of this folder as they are compiled, under their own names, so that they find one another as they do here.
 * They may use nothing else of this program, and no value that is not in the list of their file.
 */
export const SCRIPT = `'use strict';\n${Object.entries(PARTS)
  .map(([name, value]) => `const ${name} = ${source(value)};`)
  .join('\n')}\nstart();\n`;

/** The input layer alone, for tuning: reads a file's entries and does nothing with them. With `--sha256` it also takes the fingerprint. */
import process from 'node:process';
import { entries } from '../src/input/entries.ts';
import { tap } from '../src/input/stored.ts';

const artifact = { uri: process.argv[2]! };
const seen = process.argv.includes('--sha256') ? tap() : undefined;
let records = 0;
let notices = 0;
const note = (): void => {
  notices++;
};

for await (const batch of entries({ artifact, shape: { lines: true } }, note, seen ? { seen } : {})) for (const _ of batch) records++;
process.stdout.write(`${records} records, ${notices} notices ${seen?.done().sha256 ?? ''}\n`);

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { CHECKS } from '../rules/index.ts';
import { audit } from '../src/audit.ts';
import { load } from '../src/engine/load.ts';
import type { Confidence, Finding } from '../src/model/finding.ts';
import type { ExampleStep } from '../src/model/rule.ts';
import { ENCODERS } from './encode/index.ts';

/** A guilty log and its innocent twin, written by somebody who did not look at the rules. */
export interface Environment {
  readonly name: string;
  /** Framework that logs it. */
  readonly as: string;
  /** Family of what the guilty log holds. */
  readonly conduct: string;
  /** What its author says of the act. */
  readonly facts?: { readonly [fact: string]: string };
  readonly guilty: readonly ExampleStep[];
  readonly innocent: readonly ExampleStep[];
}

const FOLDER = fileURLToPath(new URL('../../test/environments', import.meta.url));

/** The sets by name. */
export const SETS: { readonly [set: string]: readonly Environment[] } = Object.fromEntries(
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yml'))
    .sort()
    .map((file) => [file.replace(/\.yml$/, ''), parse(readFileSync(posix.join(FOLDER, file), 'utf8')) as Environment[]]),
);

const knowledge = load(fileURLToPath(new URL('../../rules', import.meta.url)), CHECKS, false);

/** Formats that are tried in turn where the one that was asked for has no place for a step. */
const OTHERWISE = ['claude-code', 'openai-chat', 'log-records', 'petri', 'messages'];

const encoded = (as: string, steps: readonly ExampleStep[]) => {
  for (const name of [as, ...OTHERWISE]) {
    const log = ENCODERS.find((encoder) => encoder.name === name)?.encode(steps);
    if (log && 'files' in log) return log.files;
  }
  throw new Error(`no format has a place for these steps`);
};

/** What a scan finds in some steps; at its default settings, if no confidence is given. */
export const found = async (
  folder: string,
  as: string,
  steps: readonly ExampleStep[],
  minConfidence: Confidence = 'medium',
): Promise<readonly Finding[]> => {
  for (const { name, text } of encoded(as, steps)) {
    const path = posix.join(folder, name);
    mkdirSync(posix.dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const { findings } = await audit({ paths: [folder], knowledge, minSeverity: 'low', minConfidence, strict: false });
  return findings;
};

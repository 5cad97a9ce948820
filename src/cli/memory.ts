import { setFlagsFromString } from 'node:v8';
import type { Finding } from '../model/finding.ts';

/** Findings from which on memory counts more than time. */
const MANY = 1000;
/** By default the collector lets the heap grow to several times of what is alive; from there on by a fifth. */
const TIGHT = ['--heap-growing-percent=20', '--semi-space-growth-factor=1'];

/** Takes findings as they come, and keeps the heap tight once they are very many. */
export const frugal = (): ((findings: readonly Finding[]) => void) => {
  let seen = 0;
  return ({ length }) => {
    if (seen < MANY && seen + length >= MANY) for (const flag of TIGHT) setFlagsFromString(flag);
    seen += length;
  };
};

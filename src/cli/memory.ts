import { setFlagsFromString } from 'node:v8';
import type { Finding } from '../model/finding.ts';

/**
 * What a run makes is read once and let go, so that a small space for young objects is as quick as the 32 MB that it would grow to;
 * one thread is enough for it.
 */
const YOUNG = ['--semi-space-growth-factor=1', '--no-parallel-scavenge'];

/** Findings from which on memory counts more than time. */
const MANY = 1000;
/** By default the collector lets the heap grow to several times of what is alive; from there on by a fifth. */
const TIGHT = '--heap-growing-percent=20';

/** Keeps the space for young objects as small as it is when the run begins. */
export const stayingSmall = (): void => {
  for (const flag of YOUNG) setFlagsFromString(flag);
};

/** Takes findings as they come, and keeps the heap tight once they are very many. */
export const frugal = (): ((findings: readonly Finding[]) => void) => {
  let seen = 0;
  return ({ length }) => {
    if (seen < MANY && seen + length >= MANY) setFlagsFromString(TIGHT);
    seen += length;
  };
};

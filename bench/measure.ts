import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export interface Measured {
  readonly seconds: number;
  /** Processor time of all its threads, in seconds. */
  readonly processor: number;
  /** Peak resident memory, in MB of 10^6 bytes. */
  readonly peak: number;
  readonly exit: number | null;
}

/** Runs a script in a process of its own, from start to exit. */
export const measure = async (script: string, ...options: readonly string[]): Promise<Measured> => {
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', new URL('./peak.js', import.meta.url).href, script, ...options], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const written = text(child.stdio[3] as NodeJS.ReadableStream);
  const [exit] = (await once(child, 'exit')) as [number | null];
  const seconds = (performance.now() - began) / 1000;
  const [peak = Number.NaN, processor = Number.NaN] = (await written).split(' ').map(Number);
  return { seconds, processor: processor / 1e6, peak: (peak * 1024) / 1e6, exit };
};

/** A script beside this one. */
export const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!;

import { createWriteStream, existsSync } from 'node:fs';
import { posix } from 'node:path';
import process from 'node:process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InvalidArgumentError } from 'commander';
import type { Report } from '../model/result.ts';
import { UsageError } from '../model/usage-error.ts';
import { type Format, type ReportContext, reporters } from '../report/index.ts';

export const FORMATS = Object.keys(reporters) as readonly Format[];

/** A report that is written to a file. */
export interface Target {
  readonly format: Format;
  readonly path: string;
}

/** Reads `FORMAT=PATH`. */
export const toTarget = (value: string, before: readonly Target[] = []): readonly Target[] => {
  const [, format = '', path = ''] = /^([^=]*)=(.+)$/s.exec(value) ?? [];
  if (!FORMATS.includes(format as Format)) throw new InvalidArgumentError(`expected FORMAT=PATH with FORMAT one of ${FORMATS.join(', ')}.`);
  return [...before, { format: format as Format, path }];
};

/** Finds out before a long audit that a file cannot be written. */
export const checkPlace = (path: string): void => {
  if (!existsSync(posix.dirname(path))) throw new UsageError(`cannot write '${path}': there is no folder '${posix.dirname(path)}'`);
};

export const write = async (pieces: Iterable<string>, path: string): Promise<void> => {
  try {
    await pipeline(Readable.from(pieces), createWriteStream(path));
  } catch (error) {
    throw new UsageError(`cannot write '${path}': ${(error as Error).message}`);
  }
};

export const print = async (pieces: Iterable<string>): Promise<void> => {
  for (const piece of pieces) if (!process.stdout.write(piece)) await new Promise((resolve) => process.stdout.once('drain', resolve));
};

/** Whether to colour: what the user says, FORCE_COLOR, NO_COLOR, then whether a terminal listens. */
const coloured = (wanted: boolean): boolean => {
  const { FORCE_COLOR, NO_COLOR } = process.env;
  if (!wanted) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return (NO_COLOR ?? '') === '' && process.stdout.isTTY === true;
};

/** What reporters may know of where the tool runs. */
export const surroundings = (colour: boolean): Pick<ReportContext, 'colour' | 'directory' | 'root' | 'width'> => ({
  colour: coloured(colour),
  directory: process.cwd(),
  root: process.env['GITHUB_WORKSPACE'] || process.cwd(),
  ...(process.stdout.columns !== undefined && { width: process.stdout.columns }),
});

/** Writes a report to every file that was asked for. */
export const writeAll = async (report: Report, targets: readonly Target[], context: ReportContext): Promise<void> => {
  for (const { format, path } of targets) await write((await reporters[format]())(report, { ...context, colour: false }), path);
};

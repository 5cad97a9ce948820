import { createWriteStream, existsSync, realpathSync } from 'node:fs';
import { posix } from 'node:path';
import process from 'node:process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { withinRepository } from '../config/repository.ts';
import { revisionOf } from '../config/revision.ts';
import type { Severity } from '../model/finding.ts';
import { optional } from '../model/optional.ts';
import type { Report } from '../model/result.ts';
import type { Card } from '../model/rule.ts';
import { UsageError } from '../model/usage-error.ts';
import { type Format, type ReportContext, reporters } from '../report/index.ts';
import { redact } from '../report/redact.ts';
import { choice } from './options.ts';

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

/** Whether to colour: what the user says, FORCE_COLOR, NO_COLOR, CLICOLOR_FORCE, then whether a terminal listens. */
const coloured = (wanted: boolean): boolean => {
  const { FORCE_COLOR, NO_COLOR, CLICOLOR_FORCE = '0' } = process.env;
  if (!wanted) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return (NO_COLOR ?? '') === '' && (CLICOLOR_FORCE !== '0' || process.stdout.isTTY === true);
};

/** How the user wants a report. */
export interface OutputFlags {
  readonly format: Format;
  readonly output: readonly Target[];
  readonly category?: string;
  readonly root?: string;
  readonly showSecrets?: boolean;
  readonly color: boolean;
}

/** Options that say how a report is written. */
export const withOutput = (command: Command): Command =>
  command
    .optionsGroup('How it is reported:')
    .addOption(choice('-f, --format <format>', 'format of the report on standard output', FORMATS, 'text'))
    .addOption(
      new Option('-o, --output <format=path>', 'also write a report to a file; repeatable').argParser(toTarget).default([], 'none'),
    )
    .option('--category <name>', 'category of a SARIF report, to tell apart several audits of one commit')
    .option('--root <folder>', 'folder that addresses in a SARIF report are relative to; by default the root of the repository')
    .option('--show-secrets', 'show keys, tokens and passwords that stand in evidence; by default they are masked')
    .option('--no-color', 'no colour');

/** The root that addresses are relative to, without links, as the working directory is. */
const rootOf = (root: string | undefined): string => {
  const named = posix.resolve(root ?? (process.env['GITHUB_WORKSPACE'] || withinRepository(process.cwd()).at(-1)!));
  return existsSync(named) ? realpathSync(named) : named;
};

/** What reporters may know besides the result. */
export const contextOf = ({ color, root, category }: OutputFlags, cards: readonly Card[], failOn?: Severity | 'none'): ReportContext => ({
  cards,
  colour: coloured(color),
  directory: process.cwd(),
  root: rootOf(root),
  ...optional('revision', revisionOf(rootOf(root))),
  ...optional('category', category),
  ...optional('failOn', failOn),
  ...optional('width', process.stdout.columns),
});

/** A report as every reporter gets it: without secrets, unless they are asked for. */
export const masked = (report: Report, { showSecrets }: OutputFlags): Report => (showSecrets ? report : redact(report));

/** Writes a report to every file that was asked for. */
export const writeAll = async (report: Report, { output: targets }: OutputFlags, context: ReportContext): Promise<void> => {
  for (const { format, path } of targets) await write((await reporters[format]())(report, { ...context, colour: false }), path);
};

/** Prints a report on standard output. */
export const printReport = async (report: Report, { format }: OutputFlags, context: ReportContext): Promise<void> =>
  print((await reporters[format]())(report, context));

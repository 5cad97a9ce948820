import process from 'node:process';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { instantOf } from '../engine/narrow.ts';
import { rooted } from '../model/glob.ts';
import type { Conditions } from '../model/house.ts';

/** An option that takes one of a few words. */
export const choice = <T extends string>(flags: string, words: string, choices: readonly T[], otherwise: T): Option =>
  new Option(flags, words).choices(choices).default(otherwise);

/** Gathers the values of an option that may be repeated. */
export const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** Gathers globs, which are relative to the working directory. */
export const collectGlobs = (value: string, before: readonly string[] = []): readonly string[] => [...before, rooted(value, process.cwd())];

/** Reads a number from 0 to 100. */
export const toPercent = (value: string): number => {
  const percent = Number(value);
  if (value.trim() === '' || !(percent >= 0 && percent <= 100)) throw new InvalidArgumentError('expected a number from 0 to 100.');
  return percent;
};

/** Reads a day or a moment. */
export const toMoment = (value: string): string => {
  if (instantOf(value) === undefined)
    throw new InvalidArgumentError('expected a day or a moment, such as 2026-04-01 or 2026-04-01T08:00:00Z.');
  return value;
};

/** Reads `NAME=GLOB`: the condition is `yes` for logs whose path fits, and `no` for all others. */
export const toCondition = (value: string, before: Conditions = {}): Conditions => {
  const [, name, glob] = /^([^=]+)=(.+)$/s.exec(value) ?? [];
  if (name === undefined || glob === undefined) throw new InvalidArgumentError('expected NAME=GLOB, such as monitored=logs/watched.');
  const globs = [...(before[name]?.paths?.['yes'] ?? []), rooted(glob, process.cwd())];
  return { ...before, [name]: { paths: { yes: globs }, otherwise: 'no' } };
};

/** Options by which every command that reads logs finds its configuration. */
export const withConfig = (command: Command): Command =>
  command
    .option('--config <file>', "read this configuration instead of the nearest 'trajaudit.yml'")
    .option('--no-config', 'read no configuration');

import { Option } from 'commander';

/** An option that takes one of a few words. */
export const choice = <T extends string>(flags: string, words: string, choices: readonly T[], otherwise: T): Option =>
  new Option(flags, words).choices(choices).default(otherwise);

/** Gathers the values of an option that may be repeated. */
export const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

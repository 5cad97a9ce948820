import process from 'node:process';
import type { Command } from 'commander';
import { type Configuration, configure, type Settings } from '../config/settings.ts';
import { frameworkOf } from '../frameworks/index.ts';
import { UsageError } from '../model/usage-error.ts';
import { RULESET } from '../version.ts';

/** Flags by which a command finds its configuration. */
export interface ConfigFlags {
  readonly config?: string | boolean;
}

/** The configuration that a command is to use. */
export const configurationOf = ({ config }: ConfigFlags): Configuration => {
  const configuration = configure(process.cwd(), config === true ? undefined : config);
  const { ruleset, formats = {} } = configuration.settings;
  if (ruleset !== undefined && ruleset > RULESET)
    throw new UsageError(`${configuration.place('ruleset')}: 'ruleset' is ${ruleset}; the newest that this version has is ${RULESET}`);
  const taken = Object.keys(formats).find((name) => frameworkOf(name) !== undefined);
  if (taken !== undefined)
    throw new UsageError(`${configuration.place(`formats/${taken}`)}: '${taken}' is a format that the tool knows; expected another name`);
  return configuration;
};

/** Names of the options that the user has given on the command line. */
export const givenIn = (command: Command, flags: object): ReadonlySet<string> =>
  new Set(Object.keys(flags).filter((name) => command.getOptionValueSource(name) === 'cli'));

/** Flags with what the configuration says where the command line says nothing. */
export const inForce = <F extends object>(flags: F, given: ReadonlySet<string>, settings: Settings): F & Settings => ({
  ...flags,
  ...settings,
  ...Object.fromEntries(Object.entries(flags).filter(([name]) => given.has(name))),
});

import process from 'node:process';
import { Command } from 'commander';
import { readEvents } from '../audit.ts';
import type { Notice } from '../model/notice.ts';
import { eventLines } from '../report/event-lines.ts';
import { forced, withInput } from './input.ts';
import { choice, withConfig } from './options.ts';
import { print } from './output.ts';
import { type ConfigFlags, configurationOf } from './settings.ts';
import { type Finish, STATUS } from './status.ts';

interface EventsFlags extends ConfigFlags {
  readonly format: 'text' | 'json';
  readonly framework?: string;
  readonly stdinFilename: string;
}

const events = async (paths: readonly string[], flags: EventsFlags): Promise<number> => {
  const told: Notice[] = [];
  const { settings } = configurationOf(flags);
  await withInput(paths, flags.stdinFilename, async (real, artifacts) => {
    const reading = { ...settings, paths: real, ...(artifacts && { artifacts }), ...forced(flags.framework, settings.formats) };
    const read = readEvents(reading, (notice) => told.push(notice));
    for await (const line of eventLines(read, flags.format)) await print([line]);
  });
  for (const { code, message, at } of told) process.stderr.write(`${code}: ${message}${at ? ` (${at.artifact.uri}:${at.line})` : ''}\n`);
  return told.some((notice) => notice.breaksWholeness) ? STATUS.incomplete : STATUS.clean;
};

export const eventsCommand = (finish: Finish): Command =>
  withConfig(new Command('events'))
    .description('print the events and effects that a log is understood as, one a line')
    .argument('<path...>', "files, folders and globs; '-' is standard input")
    .addOption(choice('-f, --format <format>', 'text, or one JSON object a line', ['text', 'json'], 'text'))
    .option('--framework <name>', 'read every log as this framework writes them')
    .option('--stdin-filename <name>', 'what to call standard input', 'stdin.jsonl')
    .action((paths: string[], flags: EventsFlags) => finish(events(paths, flags)));

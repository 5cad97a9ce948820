import { Argument, Command, Option } from 'commander';
import { CONFIDENCES, SEVERITIES } from '../model/finding.ts';
import { choice, collect, collectGlobs, toCondition, toMoment, toPercent, withConfig } from './options.ts';
import { withOutput } from './output.ts';
import type { ScanFlags } from './scan-flags.ts';
import { scan } from './scan-run.ts';
import { givenIn } from './settings.ts';
import type { Finish } from './status.ts';

const EXITS = `
Exit status:
  0  audited whole, nothing at or above --fail-on
  1  findings at or above --fail-on
  2  usage, configuration or internal error
  3  the audit is not whole: something named could not be read, or held no trajectory`;

/** What is read. */
const reading = (command: Command): Command =>
  withConfig(command.optionsGroup('What is read:'))
    .option('--print-config', 'print what is in force as a configuration, and audit nothing')
    .option('--exclude <glob>', 'do not read what has this path; repeatable', collectGlobs)
    .option('--framework <name>', 'read every log as this framework writes them')
    .addOption(
      new Option('--condition <name=glob>', "the condition is 'yes' for logs of this path and 'no' for others; repeatable").argParser(
        toCondition,
      ),
    )
    .option('--stdin-filename <name>', 'what reports call standard input', 'stdin.jsonl');

/** What of it is reported. */
const narrowing = (command: Command): Command =>
  command
    .optionsGroup('What of it is reported:')
    .addOption(choice('--min-severity <severity>', 'report findings from this severity on', SEVERITIES, 'low'))
    .addOption(choice('--min-confidence <confidence>', 'report findings from this confidence on', CONFIDENCES, 'medium'))
    .option('--only <rule-glob>', 'use only these rules; repeatable', collect)
    .option('--skip <rule-glob>', 'leave these rules out; repeatable', collect)
    .option('--trajectory <glob>', 'report only on trajectories with such an id; repeatable', collect)
    .addOption(new Option('--since <time>', 'report only acts from this day or moment on').argParser(toMoment))
    .addOption(new Option('--until <time>', 'report only acts up to this day or moment').argParser(toMoment));

/** What fails the run. */
const gating = (command: Command): Command =>
  command
    .optionsGroup('What fails the run:')
    .addOption(choice('--fail-on <severity>', 'exit with 1 from this severity on', [...SEVERITIES, 'none'], 'medium'))
    .option('--exit-zero', 'exit with 0 instead of 1')
    .option('--strict', 'content that a format never records counts as not audited')
    .addOption(new Option('--min-understood <percent>', 'exit with 3 where fewer tool calls were understood').argParser(toPercent))
    .option('--baseline <file>', 'findings in this file are known and do not fail the run')
    .option('--update-baseline', 'write what was found into the baseline')
    .option('--only-new', 'leave out what the baseline knows')
    .option('--waivers <file>', 'findings that this file accepts are left out')
    .option('--include-suppressed', 'list what is waived too');

const reporting = (command: Command): Command => withOutput(command).option('-q, --quiet', 'no text report and no progress');

const STAGES = [reading, narrowing, gating, reporting];

export const scanCommand = (finish: Finish): Command => {
  const command = new Command('scan')
    .description('audit logs and report what was found')
    .addArgument(
      new Argument('[path...]', "files, folders and globs; '-' is standard input").default(
        [],
        'what trajaudit.yml names, or the current folder',
      ),
    );
  for (const stage of STAGES) stage(command);
  return command
    .addHelpText('after', EXITS)
    .action((paths: string[], flags: ScanFlags) => finish(scan(paths, flags, givenIn(command, flags))));
};

import { Command } from 'commander';
import { readReport } from '../config/accepted.ts';
import { SEVERITIES, type Severity } from '../model/finding.ts';
import { knowledge } from './knowledge.ts';
import { choice } from './options.ts';
import { checkPlace, contextOf, masked, type OutputFlags, printReport, withOutput, writeAll } from './output.ts';
import { type Finish, STATUS } from './status.ts';

interface ReportFlags extends OutputFlags {
  readonly from: string;
  readonly failOn: Severity | 'none';
}

const report = async (flags: ReportFlags): Promise<number> => {
  for (const { path } of flags.output) checkPlace(path);
  const stored = masked(readReport(flags.from), flags);
  const context = contextOf(flags, knowledge().cards, flags.failOn);
  await writeAll(stored, flags, context);
  // Where files are asked for, standard output is asked for by its format.
  if (flags.output.length === 0 || flags.format !== 'text') await printReport(stored, flags, context);
  return STATUS.clean;
};

export const reportCommand = (finish: Finish): Command =>
  withOutput(
    new Command('report')
      .description('turn a stored JSON report into another format')
      .requiredOption('--from <file>', 'a report that --format json or --output json=PATH has written')
      .addOption(
        choice(
          '--fail-on <severity>',
          'what the report calls failing; the exit status is 0 all the same',
          [...SEVERITIES, 'none'],
          'medium',
        ),
      ),
  ).action((flags: ReportFlags) => finish(report(flags)));

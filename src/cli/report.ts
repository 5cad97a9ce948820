import { Command } from 'commander';
import { readReport } from '../config/accepted.ts';
import { knowledge } from './knowledge.ts';
import { checkPlace, contextOf, masked, type OutputFlags, printReport, withOutput, writeAll } from './output.ts';
import { type Finish, STATUS } from './status.ts';

interface ReportFlags extends OutputFlags {
  readonly from: string;
}

const report = async (flags: ReportFlags): Promise<number> => {
  for (const { path } of flags.output) checkPlace(path);
  const stored = masked(readReport(flags.from), flags);
  const context = contextOf(flags, knowledge().cards);
  await writeAll(stored, flags, context);
  // Where files are asked for, standard output is asked for by its format.
  if (flags.output.length === 0 || flags.format !== 'text') await printReport(stored, flags, context);
  return STATUS.clean;
};

export const reportCommand = (finish: Finish): Command =>
  withOutput(
    new Command('report')
      .description('turn a stored JSON report into another format')
      .requiredOption('--from <file>', 'a report that --format json or --output json=PATH has written'),
  ).action((flags: ReportFlags) => finish(report(flags)));

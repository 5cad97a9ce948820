import process from 'node:process';
import { Argument, Command, Option } from 'commander';
import { audit } from '../audit.ts';
import { chosen } from '../engine/choose.ts';
import { CONFIDENCES, type Confidence, fails, SEVERITIES, type Severity } from '../model/finding.ts';
import type { Report } from '../model/result.ts';
import { type Format, type ReportContext, reporters } from '../report/index.ts';
import { forced, withInput } from './input.ts';
import { knowledge } from './knowledge.ts';
import { choice, collect } from './options.ts';
import { checkPlace, FORMATS, print, surroundings, type Target, toTarget, writeAll } from './output.ts';
import { progress } from './progress.ts';
import { type Finish, STATUS } from './status.ts';

interface ScanFlags {
  readonly format: Format;
  readonly output: readonly Target[];
  readonly minSeverity: Severity;
  readonly minConfidence: Confidence;
  readonly failOn: Severity | 'none';
  readonly exitZero?: boolean;
  readonly strict?: boolean;
  readonly framework?: string;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly quiet?: boolean;
  readonly color: boolean;
  readonly stdinFilename: string;
}

/** Findings at or above the severity that fails a run come before an audit that is not whole. */
const statusOf = (report: Report, flags: ScanFlags): number => {
  if (!flags.exitZero && report.findings.some((finding) => fails(finding, flags.failOn))) return STATUS.findings;
  return report.coverage.whole ? STATUS.clean : STATUS.incomplete;
};

const scan = async (given: readonly string[], flags: ScanFlags): Promise<number> => {
  for (const { path } of flags.output) checkPlace(path);
  // A rule's help in SARIF shows its examples; no other report does.
  const withExamples = flags.format === 'sarif' || flags.output.some(({ format }) => format === 'sarif');
  const known = chosen(knowledge(withExamples), flags.only, flags.skip);
  const shown = progress(flags.quiet);
  const report = await withInput(given.length > 0 ? given : ['.'], flags.stdinFilename, (paths, artifacts) =>
    audit({
      paths,
      ...(artifacts && { artifacts }),
      knowledge: known,
      minSeverity: flags.minSeverity,
      minConfidence: flags.minConfidence,
      strict: flags.strict ?? false,
      ...forced(flags.framework),
      ...(shown.report && { progress: shown.report }),
    }),
  );
  shown.done();
  const context: ReportContext = { cards: known.cards, ...surroundings(flags.color), failOn: flags.failOn };
  await writeAll(report, flags.output, context);
  const status = statusOf(report, flags);
  // Holds also where the reader of the report closes early.
  process.exitCode = status;
  if (!flags.quiet || flags.format !== 'text') await print((await reporters[flags.format]())(report, context));
  return status;
};

const EXITS = `
Exit status:
  0  audited whole, nothing at or above --fail-on
  1  findings at or above --fail-on
  2  usage, configuration or internal error
  3  the audit is not whole: something named could not be read`;

export const scanCommand = (finish: Finish): Command =>
  new Command('scan')
    .description('audit logs and report what was found')
    .addArgument(new Argument('[path...]', "files, folders and globs; '-' is standard input").default([], 'the current folder'))
    .addOption(choice('-f, --format <format>', 'format of the report on standard output', FORMATS, 'text'))
    .addOption(
      new Option('-o, --output <format=path>', 'also write a report to a file; repeatable').argParser(toTarget).default([], 'none'),
    )
    .addOption(choice('--min-severity <severity>', 'report findings from this severity on', SEVERITIES, 'low'))
    .addOption(choice('--min-confidence <confidence>', 'report findings from this confidence on', CONFIDENCES, 'medium'))
    .addOption(choice('--fail-on <severity>', 'exit with 1 from this severity on', [...SEVERITIES, 'none'], 'medium'))
    .option('--exit-zero', 'exit with 0 instead of 1')
    .option('--strict', 'content that a format never records counts as not audited')
    .option('--framework <name>', 'read every log as this framework writes them')
    .option('--only <rule-glob>', 'use only these rules; repeatable', collect)
    .option('--skip <rule-glob>', 'leave these rules out; repeatable', collect)
    .option('--stdin-filename <name>', 'what reports call standard input', 'stdin.jsonl')
    .option('-q, --quiet', 'no text report and no progress')
    .option('--no-color', 'no colour')
    .addHelpText('after', EXITS)
    .action((paths: string[], flags: ScanFlags) => finish(scan(paths, flags)));

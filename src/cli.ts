import { createWriteStream, existsSync } from 'node:fs';
import { posix } from 'node:path';
import process from 'node:process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { CHECKS } from '../rules/index.ts';
import { type AuditOptions, audit, readEvents } from './audit.ts';
import { chosen } from './engine/choose.ts';
import { type Knowledge, load } from './engine/load.ts';
import { FRAMEWORKS, frameworkOf } from './frameworks/index.ts';
import { spool } from './input/spool.ts';
import { CONFIDENCES, type Confidence, fails, SEVERITIES, type Severity } from './model/finding.ts';
import type { Notice } from './model/notice.ts';
import type { Report } from './model/result.ts';
import { UsageError } from './model/usage-error.ts';
import { eventLines } from './report/event-lines.ts';
import { type Format, type ReportContext, reporters } from './report/index.ts';
import { cardPage, ruleList } from './report/rule-card.ts';
import { VERSION } from './version.ts';

const FORMATS = Object.keys(reporters) as readonly Format[];

const STATUS = { clean: 0, findings: 1, usage: 2, incomplete: 3 } as const;

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

interface Target {
  readonly format: Format;
  readonly path: string;
}

const packageRoot = fileURLToPath(new URL('../../', import.meta.url));

const knowledge = (examples = true): Knowledge => {
  const folder = posix.join(packageRoot, 'rules');
  if (!existsSync(folder))
    throw new UsageError(`there is no folder '${folder}', where the rules are expected; the installation is not whole`);
  return load(folder, CHECKS, examples);
};

const toTarget = (value: string, before: readonly Target[] = []): readonly Target[] => {
  const [, format = '', path = ''] = /^([^=]*)=(.+)$/s.exec(value) ?? [];
  if (!FORMATS.includes(format as Format)) throw new InvalidArgumentError(`expected FORMAT=PATH with FORMAT one of ${FORMATS.join(', ')}.`);
  return [...before, { format: format as Format, path }];
};

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** Standard input as an artifact that can be read twice, where `-` is named. */
const withInput = async <T>(
  paths: readonly string[],
  name: string,
  use: (paths: readonly string[], artifacts: AuditOptions['artifacts']) => Promise<T>,
) => {
  if (!paths.includes('-')) return use(paths, []);
  const spooled = await spool(process.stdin, name);
  try {
    return await use(
      paths.filter((path) => path !== '-'),
      [spooled.artifact],
    );
  } finally {
    spooled.remove();
  }
};

const forced = (name: string | undefined): Pick<AuditOptions, 'framework'> => {
  if (name === undefined) return {};
  const framework = frameworkOf(name);
  if (!framework) throw new UsageError(`--framework is '${name}'; expected one of ${FRAMEWORKS.map((each) => each.name).join(', ')}`);
  return { framework };
};

/** Finds out before a long audit that its report has no place. */
const checkPlaces = (targets: readonly Target[]): void => {
  for (const { path } of targets)
    if (!existsSync(posix.dirname(path))) throw new UsageError(`cannot write '${path}': there is no folder '${posix.dirname(path)}'`);
};

const write = async (pieces: Iterable<string>, path: string): Promise<void> => {
  try {
    await pipeline(Readable.from(pieces), createWriteStream(path));
  } catch (error) {
    throw new UsageError(`cannot write '${path}': ${(error as Error).message}`);
  }
};

const print = async (pieces: Iterable<string>): Promise<void> => {
  for (const piece of pieces) if (!process.stdout.write(piece)) await new Promise((resolve) => process.stdout.once('drain', resolve));
};

/** Whether to colour: what the user says, FORCE_COLOR, NO_COLOR, then whether a terminal listens. */
const coloured = (wanted: boolean): boolean => {
  const { FORCE_COLOR, NO_COLOR } = process.env;
  if (!wanted) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return (NO_COLOR ?? '') === '' && process.stdout.isTTY === true;
};

/** Says on a terminal how far the audit has come. */
const progress = (quiet: boolean | undefined): { readonly report: AuditOptions['progress']; readonly done: () => void } => {
  if (quiet || process.stderr.isTTY !== true || process.env['CI']) return { report: undefined, done: () => {} };
  let shown = 0;
  return {
    report: (bytes, bundle) => {
      const now = Date.now();
      if (now - shown < 100) return;
      shown = now;
      process.stderr.write(`\r\u001b[K${(bytes / 1e6).toFixed(0)} MB  ${bundle.key.replace(/[^\x20-\x7e]/g, '?').slice(-60)}`);
    },
    done: () => process.stderr.write('\r\u001b[K'),
  };
};

/** Findings at or above the severity that fails a run come before an audit that is not whole. */
const statusOf = (report: Report, flags: ScanFlags): number => {
  if (!flags.exitZero && report.findings.some((finding) => fails(finding, flags.failOn))) return STATUS.findings;
  return report.coverage.whole ? STATUS.clean : STATUS.incomplete;
};

const scan = async (given: readonly string[], flags: ScanFlags): Promise<number> => {
  checkPlaces(flags.output);
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
  const context: ReportContext = {
    cards: known.cards,
    colour: coloured(flags.color),
    directory: process.cwd(),
    root: process.env['GITHUB_WORKSPACE'] || process.cwd(),
    failOn: flags.failOn,
    ...(process.stdout.columns !== undefined && { width: process.stdout.columns }),
  };
  for (const { format, path } of flags.output) await write((await reporters[format]())(report, { ...context, colour: false }), path);
  const status = statusOf(report, flags);
  // Holds also where the reader of the report closes early.
  process.exitCode = status;
  if (!flags.quiet || flags.format !== 'text') await print((await reporters[flags.format]())(report, context));
  return status;
};

const events = async (
  paths: readonly string[],
  flags: { readonly format: 'text' | 'json'; readonly framework?: string; readonly stdinFilename: string },
) => {
  const told: Notice[] = [];
  await withInput(paths, flags.stdinFilename, async (real, artifacts) => {
    const read = readEvents({ paths: real, ...(artifacts && { artifacts }), ...forced(flags.framework) }, (notice) => told.push(notice));
    for await (const line of eventLines(read, flags.format)) await print([line]);
  });
  for (const { code, message, at } of told) process.stderr.write(`${code}: ${message}${at ? ` (${at.artifact.uri}:${at.line})` : ''}\n`);
  return told.some((notice) => notice.breaksWholeness) ? STATUS.incomplete : STATUS.clean;
};

const rules = async (flags: { readonly format: 'text' | 'json' }): Promise<number> => {
  await print(ruleList(knowledge().cards, flags.format));
  return STATUS.clean;
};

const explainRule = async (id: string): Promise<number> => {
  const { cards } = knowledge();
  const card = cards.find((each) => each.id === id || each.number === id || `${each.family}/${each.id}` === id);
  if (!card) throw new UsageError(`there is no rule '${id}'; 'trajaudit rules' lists them`);
  await print([cardPage(card)]);
  return STATUS.clean;
};

const choice = <T extends string>(flags: string, words: string, choices: readonly T[], otherwise: T): Option =>
  new Option(flags, words).choices(choices).default(otherwise);

const EXITS = `
Exit status:
  0  audited whole, nothing at or above --fail-on
  1  findings at or above --fail-on
  2  usage, configuration or internal error
  3  the audit is not whole: something named could not be read`;

const program = (finish: (status: Promise<number>) => void): Command => {
  const top = new Command('trajaudit')
    .description('Finds conduct in the logs of AI agents that undermines shutdown, scoring, monitoring or custody of model weights.')
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError('(--help lists what is expected)');
  top
    .command('scan')
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
  top
    .command('events')
    .description('print the events and effects that a log is understood as, one a line')
    .argument('<path...>', "files, folders and globs; '-' is standard input")
    .addOption(choice('-f, --format <format>', 'text, or one JSON object a line', ['text', 'json'], 'text'))
    .option('--framework <name>', 'read every log as this framework writes them')
    .option('--stdin-filename <name>', 'what to call standard input', 'stdin.jsonl')
    .action((paths: string[], flags) => finish(events(paths, flags)));
  const list = top
    .command('rules')
    .description('list the rules')
    .addOption(choice('-f, --format <format>', 'text or json', ['text', 'json'], 'text'))
    .action((flags) => finish(rules(flags)));
  list
    .command('explain')
    .description('show the card of a rule')
    .argument('<id>', 'id or number of a rule')
    .action((id: string) => finish(explainRule(id)));
  return top;
};

/** What an error means for the user, and the status to exit with. */
const failure = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? STATUS.clean : STATUS.usage;
  if (error instanceof UsageError) process.stderr.write(`trajaudit: ${error.message}\n`);
  else process.stderr.write(`trajaudit: internal error: ${(error as Error).stack ?? String(error)}\n`);
  return STATUS.usage;
};

const main = async (): Promise<void> => {
  let running: Promise<number> = Promise.resolve(STATUS.clean);
  try {
    await program((status) => {
      running = status;
      // What fails before it is awaited below must not count as unhandled.
      status.catch(() => {});
    }).parseAsync();
    process.exitCode = await running;
  } catch (error) {
    process.exitCode = failure(error);
  }
};

// A reader that closes early, such as `head`, ends the run quietly, with the status that the audit has by then.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? STATUS.clean);
  process.stderr.write(`trajaudit: cannot write to standard output: ${error.message}\n`);
  process.exit(STATUS.usage);
});

await main();

import { existsSync } from 'node:fs';
import process from 'node:process';
import { audit } from '../audit.ts';
import { baselineText, readBaseline, readWaivers } from '../config/accepted.ts';
import type { Settings } from '../config/settings.ts';
import { chosen } from '../engine/choose.ts';
import type { Knowledge } from '../engine/load.ts';
import { type Acceptance, accepting, isListed, waive } from '../engine/waive.ts';
import { fails } from '../model/finding.ts';
import { optional } from '../model/optional.ts';
import type { Report } from '../model/result.ts';
import { UsageError } from '../model/usage-error.ts';
import { redactFinding } from '../report/redact.ts';
import { forced, withInput } from './input.ts';
import { knowledge, lists } from './knowledge.ts';
import { frugal } from './memory.ts';
import { checkPlace, contextOf, masked, print, printReport, write, writeAll } from './output.ts';
import { printedConfig } from './print-config.ts';
import { progress } from './progress.ts';
import type { ScanFlags } from './scan-flags.ts';
import { configurationOf, inForce } from './settings.ts';
import { STATUS } from './status.ts';
import { type Stream, streaming } from './stream.ts';

type Plan = ScanFlags & Settings;

/** Options that leave something out of a report, and so out of a baseline that is made of it. */
const NARROWING = ['only', 'skip', 'onlyNew', 'trajectory', 'since', 'until'] as const;

const checkPlan = (plan: Plan, given: ReadonlySet<string>): void => {
  for (const { path } of plan.output) checkPlace(path);
  for (const flag of ['onlyNew', 'updateBaseline'] as const)
    if (plan[flag] && plan.baseline === undefined)
      throw new UsageError(`${dashed(flag)} needs a baseline: --baseline FILE, or 'baseline' in trajaudit.yml`);
  if (!plan.updateBaseline) return;
  const narrowing = NARROWING.find((flag) => given.has(flag));
  if (narrowing) throw new UsageError(`--update-baseline takes all that is found; leave out ${dashed(narrowing)}`);
  checkPlace(plan.baseline!);
};

const dashed = (flag: string): string => `--${flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

const acceptanceOf = (plan: Plan, known: Knowledge): Acceptance => {
  const { baseline, waivers, ruleset, onlyNew, includeSuppressed, updateBaseline } = plan;
  if (baseline !== undefined && !updateBaseline && !existsSync(baseline))
    throw new UsageError(`cannot read '${baseline}': there is no such file; --update-baseline writes it`);
  return {
    today: new Date().toISOString().slice(0, 10),
    ruleset,
    onlyNew,
    includeSuppressed,
    ...(baseline !== undefined && !updateBaseline && { baseline: readBaseline(baseline) }),
    ...(waivers !== undefined && { waivers: readWaivers(waivers, known.cards) }),
  };
};

/** Findings that fail the run come before an audit that is not whole. */
const statusOf = (report: Report, { exitZero, failOn }: Plan): number => {
  if (!exitZero && report.findings.some((finding) => fails(finding, failOn))) return STATUS.findings;
  return report.coverage.whole ? STATUS.clean : STATUS.incomplete;
};

const audited = async (plan: Plan, given: readonly string[], known: Knowledge, stream: Stream | undefined): Promise<Report> => {
  const shown = progress(plan.quiet);
  const spare = frugal();
  const named = given.length > 0 ? given : (plan.paths ?? ['.']);
  const { framework, ...rest } = plan;
  const report = await withInput(named, plan.stdinFilename, (paths, artifacts) =>
    audit({
      ...rest,
      paths,
      ...(artifacts && { artifacts }),
      knowledge: known,
      strict: plan.strict ?? false,
      trajectories: plan.trajectory,
      ...forced(framework, plan.formats),
      ...(shown.report && { progress: shown.report }),
      found: (findings) => {
        spare(findings);
        stream?.found(findings);
      },
    }),
  );
  shown.done();
  return report;
};

/** What is in force; what the command line excludes, and its conditions, add to those of the configuration. */
const planOf = (flags: ScanFlags, given: ReadonlySet<string>, settings: Settings): Plan => ({
  ...inForce(flags, given, settings),
  exclude: [...(settings.exclude ?? []), ...(flags.exclude ?? [])],
  conditions: { ...settings.conditions, ...flags.condition },
});

const writeBaseline = ({ findings }: Report, path: string): Promise<void> => write([baselineText(findings.map(redactFinding), path)], path);

/** Audits logs and writes reports; resolves with the exit status. */
export const scan = async (paths: readonly string[], flags: ScanFlags, given: ReadonlySet<string>): Promise<number> => {
  const configuration = configurationOf(flags);
  const plan = planOf(flags, given, configuration.settings);
  if (plan.printConfig) {
    await print([printedConfig(plan, lists(plan.lists))]);
    return STATUS.clean;
  }
  checkPlan(plan, given);
  // A rule's help in SARIF shows its examples; no other report does.
  const withExamples = plan.format === 'sarif' || plan.output.some(({ format }) => format === 'sarif');
  const all = knowledge(withExamples, plan.lists);
  const named = (key: 'only' | 'skip'): string => (given.has(key) ? dashed(key) : `${configuration.place(key)}: '${key}'`);
  const known = chosen(all, { only: plan.only, skip: plan.skip, named: { only: named('only'), skip: named('skip') } });
  const acceptance = acceptanceOf(plan, all);
  const stream = plan.format === 'jsonl' && !plan.updateBaseline ? streamOf(plan, acceptance, all) : undefined;
  const report = await audited(plan, paths, known, stream);
  if (plan.updateBaseline) await writeBaseline(waive(report, acceptance, all.cards, false), plan.baseline!);
  const isAll = !NARROWING.some((name) => plan[name] !== undefined);
  const accepted = plan.updateBaseline ? { ...acceptance, baseline: readBaseline(plan.baseline!) } : acceptance;
  const whole = withPlan(waive(report, accepted, all.cards, isAll), plan, configuration.file);
  return published(masked(whole, plan), plan, known, stream);
};

const quoted = (globs: readonly string[]): string => globs.map((glob) => `'${glob}'`).join(', ');

/** A report that says which rules and findings were left out, and which configuration was in force. */
const withPlan = (report: Report, { only, skip = [], minSeverity, minConfidence }: Plan, configuration: string | undefined): Report => ({
  ...report,
  coverage: {
    ...report.coverage,
    narrowed: [
      ...(only ? [`rules other than ${quoted(only)}`] : []),
      ...(skip.length > 0 ? [`rules ${quoted(skip)}`] : []),
      ...(minSeverity === 'low' ? [] : [`findings below '${minSeverity}'`]),
      ...(minConfidence === 'high' ? ['findings of less than high confidence'] : []),
      ...report.coverage.narrowed,
    ],
    ...optional('configuration', configuration),
  },
});

/** Findings as soon as they are explained, marked and masked as the report will have them. */
const streamOf = ({ showSecrets }: Plan, acceptance: Acceptance, { cards }: Knowledge): Stream => {
  const { mark } = accepting(acceptance, cards);
  return streaming((finding) => {
    const marked = mark(finding);
    if (!isListed(marked, acceptance)) return undefined;
    return showSecrets ? marked : redactFinding(marked);
  });
};

const published = async (report: Report, plan: Plan, known: Knowledge, stream: Stream | undefined): Promise<number> => {
  const context = contextOf(plan, known.cards, plan.failOn);
  await writeAll(report, plan, context);
  const status = statusOf(report, plan);
  // Holds also where the reader of the report closes early.
  process.exitCode = status;
  if (stream) await print(stream.rest(report, context));
  else if (!plan.quiet || plan.format !== 'text') await printReport(report, plan, context);
  return status;
};

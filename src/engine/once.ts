import { CONFIDENCES, type Finding } from '../model/finding.ts';
import type { BundleResult, Tally } from '../model/result.ts';
import { isSameAct } from '../model/session.ts';
import { type Log, sessionsIn } from './sessions.ts';
import { shownIn } from './tally.ts';

/** Results in which every session is counted once. */
export interface Once {
  readonly results: readonly BundleResult[];
  /** Logs of sessions that another log has told of. */
  readonly repeated: number;
}

/** An act, and the findings by which the logs of its session tell of it. */
interface Act {
  readonly finding: Finding;
  readonly told: readonly Finding[];
}

/** How much a finding knows of its act: facts first, then how sure it is. */
const factsIn = ({ requested, disclosed, outcome, stake, confidence }: Finding): number =>
  CONFIDENCES.length * ([requested, disclosed, outcome].filter((fact) => fact !== 'unknown').length + (stake ? 1 : 0)) +
  CONFIDENCES.indexOf(confidence);

/** The finding that knows most of an act, with the other places where it is logged. */
const toAct = (told: readonly Finding[]): Act => {
  const best = told.reduce((a, b) => (factsIn(b) > factsIn(a) ? b : a));
  const elsewhere = told
    .filter((finding) => finding !== best)
    .map(({ location, time }) => ({ note: 'also logged here', location, ...(time !== undefined && { time }) }));
  return { finding: { ...best, steps: [...best.steps, ...elsewhere] }, told };
};

/** What the logs of a session tell of; one log tells of an act once. */
const actsIn = (logs: readonly Log[]): readonly Act[] => {
  const acts: Finding[][] = [];
  for (const { result, tallies } of logs) {
    const ids = new Set(tallies.map(({ trajectory }) => trajectory));
    const untold = new Set(acts);
    for (const finding of result.findings.filter(({ trajectory }) => ids.has(trajectory.id))) {
      const known = [...untold].find(([first]) => isSameAct(first!, finding));
      if (known) known.push(finding);
      else acts.push([finding]);
      if (known) untold.delete(known);
    }
  }
  return acts.map(toAct);
};

/** What all logs of a session know; the first word counts. */
const agreed = <T extends object>(all: readonly T[]): T => Object.assign({}, ...all.toReversed()) as T;

/** The tallies of the log that leads, with what the other logs know of the session and the acts that only they tell of. */
const talliesOf = ([lead, ...others]: readonly Log[], acts: readonly Act[]): ReadonlyMap<Tally, Tally> => {
  const { own, tallies } = lead!;
  const all = [own, ...others.map((log) => log.own)];
  const spawned = new Set(tallies.filter((tally) => tally !== own).map(({ trajectory }) => trajectory));
  const homeOf = ({ told }: Act): string => told.find(({ trajectory }) => spawned.has(trajectory.id))?.trajectory.id ?? own.trajectory;
  const known: Tally = {
    ...agreed(all),
    calls: own.calls,
    conditions: agreed(all.map(({ conditions }) => conditions)),
    values: agreed(all.map(({ values }) => values)),
  };
  const executed = all.find(({ counts }) => counts['shutdown executed'] !== undefined)?.counts ?? {};
  return new Map(
    tallies.map((tally) => {
      const { counts, evidence } = shownIn(acts.filter((act) => homeOf(act) === tally.trajectory).map(({ finding }) => finding));
      const ends = (tally === own ? executed : tally.counts)['shutdown executed'];
      return [tally, { ...(tally === own ? known : tally), counts: { ...counts, ...(ends && { 'shutdown executed': ends }) }, evidence }];
    }),
  );
};

/** What has become of findings and tallies; nothing of those that another log stands for. */
type Changes<T> = Map<T, T | undefined>;

const changed = <T>(all: readonly T[], changes: Changes<T>): readonly T[] =>
  all.flatMap((each) => (changes.has(each) ? (changes.get(each) ?? []) : each));

const without = (result: BundleResult, findings: Changes<Finding>, tallies: Changes<Tally>): BundleResult => {
  const left = result.tallies.filter((tally) => tallies.has(tally) && tallies.get(tally) === undefined);
  const kept = changed(result.findings, findings);
  const told = new Set(kept.map(({ trajectory }) => trajectory.id));
  const silent = new Set(left.map(({ trajectory }) => trajectory).filter((id) => !told.has(id)));
  const { counts, timelines } = result;
  return {
    ...result,
    findings: kept,
    tallies: changed(result.tallies, tallies),
    timelines: timelines.filter(({ trajectory }) => !silent.has(trajectory)),
    counts: {
      ...counts,
      trajectories: counts.trajectories - left.length,
      calls: left.reduce((calls, tally) => calls - tally.calls.made, counts.calls),
      understood: left.reduce((understood, tally) => understood - tally.calls.understood, counts.understood),
    },
  };
};

/**
 * A session that several logs hold, each in a form of its own (a session file, a stream, telemetry), counts once: each act is one finding,
 * the tally is one, the calls are those of the log that knows most. Logs are of one session by the id that their writer gave it.
 */
export const once = (results: readonly BundleResult[]): Once => {
  const sessions = sessionsIn(results);
  const findings: Changes<Finding> = new Map();
  const tallies: Changes<Tally> = new Map();
  for (const logs of sessions) {
    const acts = actsIn(logs);
    for (const { finding, told } of acts)
      for (const each of told) findings.set(each, each.location === finding.location ? finding : undefined);
    for (const log of logs) for (const tally of log.tallies) tallies.set(tally, undefined);
    for (const [tally, known] of talliesOf(logs, acts)) tallies.set(tally, known);
  }
  return {
    results: sessions.length === 0 ? results : results.map((result) => without(result, findings, tallies)),
    repeated: sessions.reduce((sum, logs) => sum + logs.length - 1, 0),
  };
};

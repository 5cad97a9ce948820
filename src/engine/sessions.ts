import { grouped } from '../model/grouped.ts';
import type { BundleResult, Tally } from '../model/result.ts';
import { isSession } from '../model/session.ts';

/** One log of a session: the trajectories of one bundle that are its agent's and its sub-agents'. */
export interface Log {
  readonly result: BundleResult;
  /** Of the session's own agent. */
  readonly own: Tally;
  readonly tallies: readonly Tally[];
}

/** Levels of sub-agents that are followed. */
const DEEP = 8;

/** The logs of a bundle: its trajectories by the one that spawned them all. */
const logsIn = (result: BundleResult): readonly Log[] => {
  const byId = new Map(result.tallies.map((tally) => [tally.trajectory, tally]));
  const spawner = (tally: Tally, depth = 0): Tally => {
    const parent = tally.parent === undefined || depth === DEEP ? undefined : byId.get(tally.parent);
    return parent ? spawner(parent, depth + 1) : tally;
  };
  return [...grouped(result.tallies, (tally) => spawner(tally))].map(([own, tallies]) => ({ result, own, tallies }));
};

/** How much a log knows of its session: the model, the task, then its conditions. */
const knowledgeIn = ({ own }: Log): number =>
  1000 * (Number(own.model !== undefined) + Number(own.task !== undefined)) + Object.keys(own.conditions).length;

/** A model's name without its provider. */
const bare = (model = ''): string => model.replace(/^.*\//, '');

/** Whether one model's name is the other's, perhaps without its date; a name that is not known is any. */
const isSameModel = (a: string | undefined, b: string | undefined): boolean => bare(a).startsWith(bare(b)) || bare(b).startsWith(bare(a));

/** Milliseconds between the beginnings of two logs of one session. */
const NEAR = 3_600_000;

const isNear = (a = '', b = ''): boolean => Math.abs(Date.parse(a) - Date.parse(b)) < NEAR;

/**
 * Whether two logs under one id are of one session. In files of one format the id may be that of a task which ran twice: they must begin
 * together. In two formats they may not be of two models, unless they begin together: some logs name the model of a sub-agent first.
 */
const isSameSession = (a: Log, b: Log): boolean =>
  a.result.framework === b.result.framework
    ? a.own.started !== undefined && a.own.started === b.own.started
    : isNear(a.own.started, b.own.started) || isSameModel(a.own.model, b.own.model);

/** Logs under one id that are of one session with the first, directly or through others. */
const withFirst = ([first, ...others]: readonly Log[]): readonly Log[] => {
  const logs = [first!];
  for (const each of logs) logs.push(...others.filter((log) => !logs.includes(log) && isSameSession(each, log)));
  return logs;
};

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The logs of each session that several bundles hold, the one that knows most first. */
export const sessionsIn = (results: readonly BundleResult[]): readonly (readonly Log[])[] => {
  const logs = results.flatMap(logsIn).filter(({ own }) => isSession(own.trajectory));
  return [...grouped(logs, ({ own }) => own.trajectory).values()]
    .filter((same) => same.length > 1)
    .map((same) => withFirst([...same].sort((a, b) => knowledgeIn(b) - knowledgeIn(a) || order(a.result.framework, b.result.framework))))
    .filter((same) => same.length > 1);
};

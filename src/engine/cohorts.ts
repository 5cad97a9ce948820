import { optional } from '../model/optional.ts';
import type { Cohort, Tally } from '../model/result.ts';

/** Cohorts that a report holds; conditions that differ with every run make no more. */
const MOST = 200;

/** Counts trajectories by framework, model and conditions, most first; beyond the most, those of one framework and model together. */
export const cohortsOf = (tallies: readonly Tally[]): readonly Cohort[] => {
  const cohorts = new Map<string, { cohort: Cohort; trajectories: number }>();
  const add = ({ framework, model, conditions }: Omit<Cohort, 'trajectories'>, trajectories: number): void => {
    const key = JSON.stringify([framework, model, Object.entries(conditions).sort()]);
    const known = cohorts.get(key);
    if (known) known.trajectories += trajectories;
    else cohorts.set(key, { cohort: { framework, ...optional('model', model), conditions, trajectories }, trajectories });
  };
  for (const tally of tallies) add(tally, 1);
  const sorted = [...cohorts].sort(([a, x], [b, y]) => y.trajectories - x.trajectories || (a < b ? -1 : 1));
  if (sorted.length > MOST) {
    cohorts.clear();
    for (const [, { cohort, trajectories }] of sorted.slice(0, MOST / 2)) add(cohort, trajectories);
    for (const [, { cohort, trajectories }] of sorted.slice(MOST / 2)) add({ ...cohort, conditions: {} }, trajectories);
  }
  return [...cohorts.values()].map(({ cohort, trajectories }) => ({ ...cohort, trajectories }));
};

import type { Finding, Place, Step } from '../model/finding.ts';

/** One step of a finding's story: what was at stake, what led to the act, the act itself. */
export interface Scene extends Step {
  readonly part: 'stake' | 'step' | 'act';
}

const same = (a: Place, b: Place): boolean =>
  a.file === b.file && a.member === b.member && a.offset === b.offset && a.pointer === b.pointer && a.column === b.column;

/** Steps of a finding in its own order; the stake comes first, and the act is there exactly once even where no step says it. */
export const story = (finding: Finding): readonly Scene[] => {
  const act = finding.steps.findLastIndex((step) => same(step.location, finding.location));
  const stake: readonly Scene[] = finding.stake
    ? [{ part: 'stake', note: `at stake: '${finding.stake.text}'`, location: { ...finding.stake.location, snippet: finding.stake.text } }]
    : [];
  const steps = finding.steps.map((step, index): Scene => ({ ...step, part: index === act ? 'act' : 'step' }));
  const missing: readonly Scene[] = act < 0 ? [{ part: 'act', note: 'the act itself', location: finding.location }] : [];
  return [...stake, ...steps, ...missing];
};

/** Where a person or an editor finds it: `file:line:column`, with the member of an archive in between. */
export const pathOf = (place: Pick<Place, 'file' | 'member'>): string =>
  place.member === undefined ? place.file : `${place.file}!${place.member}`;

/** Tells trajectories apart; one id may occur in several files. */
export const trajectoryOf = (finding: Finding): string =>
  [finding.location.file, finding.location.member ?? '', finding.trajectory.id].join('\u0000');

import type { Finding } from '../model/finding.ts';
import type { BundleResult } from '../model/result.ts';
import { detaching } from './detach.ts';
import { TIMELINES, timelinesFor } from './timeline.ts';

/** The results of a run as they come. */
export interface Collection {
  readonly add: (result: BundleResult) => void;
  readonly results: () => readonly BundleResult[];
}

/** Keeps results without the timelines that the report could not hold; `isListed` says which findings it lists. */
export const collecting = (isListed: (finding: Finding) => boolean): Collection => {
  const detached = detaching();
  let kept: BundleResult[] = [];
  let timelines = 0;
  const lighten = (): void => {
    const all = kept.flatMap((result) => result.timelines);
    const findings = kept.flatMap((result) => result.findings.filter(isListed));
    const worthy = new Set(timelinesFor(all, findings));
    kept = kept.map((result) => ({ ...result, timelines: result.timelines.filter((timeline) => worthy.has(timeline)) }));
    timelines = worthy.size;
  };
  return {
    add(result) {
      const own = timelinesFor(result.timelines, result.findings.filter(isListed));
      kept.push(detached({ ...result, timelines: own }));
      timelines += own.length;
      if (timelines > 2 * TIMELINES) lighten();
    },
    results: () => kept,
  };
};

import { grouped } from '../model/grouped.ts';
import type { ReportedNotice } from '../model/result.ts';

/** Notices of one code that are shown, by whether they break wholeness. */
export interface Most {
  readonly broken: number;
  readonly other: number;
}

/** Notices by code, those that break wholeness first; of many alike the first are kept and the others counted, as one more notice. */
export const condense = (notices: readonly ReportedNotice[], most: Most): readonly ReportedNotice[] => {
  const groups = grouped(notices, ({ breaksWholeness, code }) => `${breaksWholeness ? 0 : 1} ${code}`);
  const sorted = [...groups.values()].sort(([a], [b]) => Number(b!.breaksWholeness) - Number(a!.breaksWholeness));
  return sorted.flatMap((group) => {
    const { code, breaksWholeness } = group[0]!;
    const limit = breaksWholeness ? most.broken : most.other;
    const more = group.length - limit;
    const rest = { code, message: `${more.toLocaleString('en')} more of this kind; the JSON report holds all`, breaksWholeness };
    return more > 1 ? [...group.slice(0, limit), rest] : group;
  });
};

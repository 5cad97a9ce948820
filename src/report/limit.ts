import { CONFIDENCES, type Finding, SEVERITIES } from '../model/finding.ts';
import { trajectoryOf } from '../model/session.ts';

const weight = ({ severity, confidence }: Finding): number => SEVERITIES.indexOf(severity) * 10 + CONFIDENCES.indexOf(confidence);

/** How many of each trajectory came before it, for findings of one weight. */
const turns = (findings: readonly Finding[]): ReadonlyMap<Finding, number> => {
  const seen = new Map<string, number>();
  return new Map(
    findings.map((finding) => {
      const key = `${weight(finding)} ${trajectoryOf(finding)}`;
      const turn = seen.get(key) ?? 0;
      seen.set(key, turn + 1);
      return [finding, turn];
    }),
  );
};

/** At most so many findings: the most severe, then the surest, then evenly over the trajectories; in their own order. */
export const limit = (findings: readonly Finding[], most: number): readonly Finding[] => {
  if (findings.length <= most) return findings;
  const turn = turns(findings);
  const ranked = [...findings].sort((a, b) => weight(b) - weight(a) || turn.get(a)! - turn.get(b)!);
  const kept = new Set(ranked.slice(0, most));
  return findings.filter((finding) => kept.has(finding));
};

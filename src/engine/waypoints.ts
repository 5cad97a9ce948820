import type { Event } from '../model/event.ts';
import type { Artifact, Location } from '../model/location.ts';
import type { Match } from '../model/rule.ts';

/** Lines before and after an act that the second pass reads again. */
const AROUND = 40;
/** First prompts of one artifact whose lines are remembered, and last messages of its agents. */
const PROMPTS = 200;
const LAST = 60;
/** Lines before the first event of a trajectory in which a log may say whose it is, and trajectories whose beginning is remembered. */
const HEADER = 10;
const BEGINNINGS = 100_000;

/** Lines that the second pass must see of a bundle too large to be read again whole: prompts, last words, beginnings, and what is near acts. */
export interface Waypoints {
  readonly see: (event: Event) => void;
  readonly wanted: (matches: readonly Match[]) => (artifact: Artifact) => (line: number) => boolean;
}

interface Marks {
  readonly prompts: Set<number>;
  readonly last: number[];
}

const nameOf = ({ uri, member }: Artifact): string => (member === undefined ? uri : `${uri}\u0000${member}`);

export const waypoints = (): Waypoints => {
  const byArtifact = new Map<string, Marks>();
  const marksOf = (artifact: Artifact): Marks => {
    const name = nameOf(artifact);
    let marks = byArtifact.get(name);
    if (!marks) byArtifact.set(name, (marks = { prompts: new Set(), last: [] }));
    return marks;
  };
  const beginnings = new Map<string, Location>();
  let written = 0;
  return {
    see(event) {
      const { id } = event.trajectory;
      if (!beginnings.has(id) && beginnings.size < BEGINNINGS) beginnings.set(id, event.at);
      if (event.kind !== 'message' && event.kind !== 'setting') return;
      const { prompts, last } = marksOf(event.at.artifact);
      if (event.actor.role === 'agent') last[written++ % LAST] = event.at.line;
      else if (prompts.size < PROMPTS) prompts.add(event.at.line);
    },
    wanted(matches) {
      const near = new Map<string, Set<number>>();
      const mark = ({ artifact, line: at }: Location, before: number, after: number): void => {
        const lines = near.get(nameOf(artifact)) ?? new Set<number>();
        near.set(nameOf(artifact), lines);
        for (let line = at - before; line <= at + after; line++) lines.add(line);
      };
      for (const match of matches) {
        const beginning = beginnings.get(match.event.trajectory.id);
        if (beginning) mark(beginning, HEADER, 0);
        for (const { at } of [match.event, ...match.related.map((each) => each.event)]) mark(at, AROUND, AROUND);
      }
      return (artifact) => {
        const lines = near.get(nameOf(artifact)) ?? new Set<number>();
        const { prompts, last } = marksOf(artifact);
        for (const line of [...prompts, ...last]) lines.add(line);
        return (line) => lines.has(line);
      };
    },
  };
};

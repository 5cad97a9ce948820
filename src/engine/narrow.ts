import type { Finding } from '../model/finding.ts';
import { nameMatcher } from '../model/glob.ts';
import { type Notice, notices } from '../model/notice.ts';

/** What of all that was found is reported. */
export interface Narrowing {
  /** Globs of ids of trajectories. */
  readonly trajectories?: readonly string[] | undefined;
  /** The first and the last moment of acts: a day, or a time of a day. Acts without a time are in. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

const DAY = 24 * 3600 * 1000;

/** Milliseconds since 1970 of a time as logs write it, in UTC where it names no zone; undefined where it is none. */
export const instantOf = (words: string): number | undefined => {
  if (/^\d{9,}(?:\.\d+)?$/.test(words)) return Number(words) * (Number(words) < 1e11 ? 1000 : 1);
  const [, day, clock] = /^(\d{4}-\d\d-\d\d)(?:[T ](\S+))?$/.exec(words.trim()) ?? [];
  const zoned =
    day === undefined ? words : `${day}T${clock === undefined ? '00:00Z' : /(?:Z|[+-]\d\d:?\d\d)$/i.test(clock) ? clock : `${clock}Z`}`;
  const instant = /\d{4}/.test(zoned) ? Date.parse(zoned) : Number.NaN;
  return Number.isNaN(instant) ? undefined : instant;
};

const isDay = (words: string): boolean => /^\d{4}-\d\d-\d\d$/.test(words);

/** The moment after the last that is in: the end of a day, the moment itself otherwise. */
const endOf = (until: string): number => (instantOf(until) ?? Infinity) + (isDay(until) ? DAY : 1);

/** Whether a finding is one of those that the user wants to see. */
export const isWithin = ({ trajectories, since, until }: Narrowing): ((finding: Finding) => boolean) => {
  const isNamed = trajectories && nameMatcher(trajectories);
  const from = since === undefined ? -Infinity : (instantOf(since) ?? -Infinity);
  const end = until === undefined ? Infinity : endOf(until);
  return ({ trajectory, time }) => {
    if (isNamed && !isNamed(trajectory.id)) return false;
    const instant = time === undefined ? undefined : instantOf(time);
    return instant === undefined || (instant >= from && instant < end);
  };
};

/** What is left out, in words. */
export const leftOut = ({ trajectories, since, until }: Narrowing): readonly string[] => [
  ...(trajectories ? [`trajectories other than ${trajectories.map((glob) => `'${glob}'`).join(', ')}`] : []),
  ...(since === undefined ? [] : [`acts before ${since}`]),
  ...(until === undefined ? [] : [`acts after ${until}`]),
];

/** What is said where nothing is left. */
export const unmatched = ({ trajectories = [] }: Narrowing, ids: readonly string[]): readonly Notice[] =>
  trajectories.filter((glob) => !ids.some(nameMatcher([glob]))).map((glob) => notices.noSuchTrajectory(glob));

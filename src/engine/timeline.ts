import type { Event } from '../model/event.ts';
import { CONFIDENCES, type Finding, SEVERITIES } from '../model/finding.ts';
import { optional } from '../model/optional.ts';
import type { Match } from '../model/rule.ts';
import type { Moment, Timeline } from '../model/timeline.ts';
import { momentText } from './moment-text.ts';

/** Moments that are kept of one trajectory. */
const MOMENTS = 60;
/** Trajectories of one bundle, and of one report, that have a timeline. */
export const TIMELINES = 300;

/** Gathers timelines of trajectories with candidate acts in the second pass over their bundle. */
export interface Timing {
  readonly see: (event: Event) => void;
  /** Without the marks of rules that report nothing there. */
  readonly timelines: (findings: readonly Finding[]) => readonly Timeline[];
}

/** What an event and its copy of the other pass have in common. */
const signature = (event: Event): string =>
  [event.kind, event.at.artifact.uri, event.at.offset, event.at.pointer, momentText(event)].join('\u0000');

/** What goes first where there is no room: runs and reads, then thoughts, answers and words, then other effects, prompts and settings; acts never. */
const weight = ({ kind, role, rules }: Moment): number => {
  if (rules) return 4;
  if (kind === 'exec' || kind === 'read') return 0;
  if (kind === 'reasoning' || kind === 'outcome') return 1;
  if (kind === 'message' && role === 'agent') return 1;
  return kind === 'setting' || kind === 'message' ? 3 : 2;
};

/** At most so many of a list, evenly spread, the first and the last among them. */
const spread = <T>(list: readonly T[], most: number): readonly T[] =>
  list.length <= most
    ? list
    : Array.from({ length: most }, (_, index) => list[Math.round((index * (list.length - 1)) / Math.max(1, most - 1))]!);

/** At most so many moments, the weightiest first to stay and evenly spread within one weight; in their order. */
export const thin = (moments: readonly Moment[], most: number): readonly Moment[] => {
  if (moments.length <= most) return moments;
  const kept = new Set<Moment>();
  for (const level of [4, 3, 2, 1, 0])
    for (const moment of spread(
      moments.filter((each) => weight(each) === level),
      most - kept.size,
    ))
      kept.add(moment);
  return moments.filter((moment) => kept.has(moment));
};

interface Growing {
  readonly artifact: Event['at']['artifact'];
  moments: Moment[];
  length: number;
}

const wentOf = (event: Event): Moment['went'] => {
  if (event.kind !== 'outcome') return undefined;
  return event.blocked ? 'blocked' : event.ok === false ? 'failed' : undefined;
};

const toMoment = (event: Event, text: string, { artifact }: Growing, rules: readonly string[] | undefined): Moment => {
  const { at, actor, time, seq } = event;
  const elsewhere = at.artifact.uri !== artifact.uri || at.artifact.member !== artifact.member;
  return {
    kind: event.kind as Moment['kind'],
    seq,
    ...(elsewhere && { file: at.artifact.uri, ...optional('member', at.artifact.member) }),
    line: at.line,
    offset: at.offset,
    role: actor.role,
    ...optional('name', actor.name),
    ...optional('time', time),
    text,
    ...(event.kind === 'setting' && { setting: { name: event.name, value: event.value.slice(0, 80) } }),
    ...optional('went', wentOf(event)),
    ...optional('rules', rules),
  };
};

/** A moment with only those rules that report it. */
const marked = (moment: Moment, reports: (rule: string) => boolean): Moment => {
  if (!moment.rules) return moment;
  const { rules, ...rest } = moment;
  const left = rules.filter(reports);
  return left.length > 0 ? { ...rest, rules: left } : rest;
};

/** Timelines of the trajectories of these candidates. */
export const timing = (candidates: readonly Match[]): Timing => {
  const rules = new Map<string, string[]>();
  const growing = new Map<string, Growing>();
  const wanted = new Set<string>();
  for (const { event, rule } of candidates) {
    if (wanted.size < TIMELINES) wanted.add(event.trajectory.id);
    const key = signature(event);
    const known = rules.get(key);
    if (!known) rules.set(key, [rule]);
    else if (!known.includes(rule)) known.push(rule);
  }
  return {
    see(event) {
      if (!wanted.has(event.trajectory.id)) return;
      const text = momentText(event);
      if (text === undefined) return;
      let own = growing.get(event.trajectory.id);
      if (!own) growing.set(event.trajectory.id, (own = { artifact: event.at.artifact, moments: [], length: 0 }));
      own.length++;
      own.moments.push(toMoment(event, text, own, rules.get(signature(event))));
      if (own.moments.length >= 8 * MOMENTS) own.moments = [...thin(own.moments, 4 * MOMENTS)];
    },
    timelines(findings) {
      const reported = new Set(findings.map(({ trajectory, rule }) => `${trajectory.id}\u0000${rule}`));
      return [...growing].map(([trajectory, { artifact, moments, length }]) => ({
        trajectory,
        file: artifact.uri,
        ...optional('member', artifact.member),
        length,
        moments: thin(
          moments.map((moment) => marked(moment, (rule) => reported.has(`${trajectory}\u0000${rule}`))),
          MOMENTS,
        ),
      }));
    },
  };
};

const grave = ({ severity, confidence }: Finding): number =>
  SEVERITIES.indexOf(severity) * CONFIDENCES.length + CONFIDENCES.indexOf(confidence);

/** Timelines of the trajectories with findings; of more than a report holds, those with the gravest. */
export const timelinesFor = (timelines: readonly Timeline[], findings: readonly Finding[]): readonly Timeline[] => {
  const gravest = new Map<string, number>();
  for (const finding of findings) gravest.set(finding.trajectory.id, Math.max(gravest.get(finding.trajectory.id) ?? 0, grave(finding)));
  const ranked = timelines.filter(({ trajectory }) => gravest.has(trajectory));
  const kept = new Set([...ranked].sort((a, b) => gravest.get(b.trajectory)! - gravest.get(a.trajectory)!).slice(0, TIMELINES));
  return ranked.filter((timeline) => kept.has(timeline));
};

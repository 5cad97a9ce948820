import type { Finding, Severity } from '../../model/finding.ts';
import { grouped } from '../../model/grouped.ts';
import type { Json } from '../../model/location.ts';
import type { Cohort, Report } from '../../model/result.ts';
import type { Card } from '../../model/rule.ts';
import { trajectoryOf } from '../../model/session.ts';
import type { Moment, Timeline } from '../../model/timeline.ts';
import { cut, oneLine, visible } from '../neutral.ts';
import { capital, exempt, known, spot, unknown, words } from '../shown.ts';
import { pathOf, type Scene, story } from '../story.ts';

/** What the page holds of a report, ready to be shown: no text in it acts on whoever prints it. */
export interface Content {
  readonly findings: readonly ShownFinding[];
  readonly trajectories: readonly ShownTrajectory[];
  readonly cohorts: readonly ShownCohort[];
  readonly rules: { readonly [id: string]: ShownRule };
}

/** Name and value of a condition. */
export type Condition = readonly [name: string, value: string];

export interface ShownFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: string;
  readonly message: string;
  /** Index of its trajectory. */
  readonly trajectory: number;
  readonly by: string;
  readonly known: readonly string[];
  readonly unknown: readonly string[];
  readonly outcome: string;
  /** Why it does not fail the run; empty where it may. */
  readonly exempt: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly fingerprint: string;
  readonly scenes: readonly ShownScene[];
}

export interface ShownScene {
  readonly part: Scene['part'];
  readonly note: string;
  readonly spot: string;
  readonly time: string;
  readonly snippet: string;
}

export interface ShownTrajectory {
  readonly path: string;
  readonly id: string;
  readonly framework: string;
  readonly model: string;
  readonly task: string;
  readonly conditions: readonly Condition[];
  /** Moments that were read; more than are shown. */
  readonly length: number;
  readonly moments: readonly ShownMoment[];
}

export interface ShownMoment {
  readonly kind: Moment['kind'];
  readonly who: string;
  readonly text: string;
  readonly time: string;
  readonly line: number;
  readonly went?: Moment['went'];
  readonly setting?: Condition;
  /** Indices of the findings whose act it is. */
  readonly acts?: readonly number[];
  /** Says what is at stake. */
  readonly stake?: true;
}

export interface ShownCohort {
  readonly framework: string;
  readonly model: string;
  readonly conditions: readonly Condition[];
  readonly trajectories: number;
}

export interface ShownRule {
  readonly title: string;
  readonly why: string;
  readonly mistakes: readonly string[];
}

const MOST_FACT = 200;
/** Characters by which the words of a stake are found again in a record that holds many. */
const RECOGNISED = 40;

const conditionsOf = (conditions: { readonly [name: string]: string } = {}): readonly Condition[] =>
  Object.entries(conditions).map(([name, value]) => [oneLine(name), cut(oneLine(value), 60)]);

const shownScene = ({ part, note, location, time }: Scene): ShownScene => ({
  part,
  note: capital(oneLine(note)),
  spot: spot(location),
  time: oneLine(time ?? ''),
  snippet: visible(location.snippet),
});

const factText = (value: Json): string => {
  if (typeof value === 'string') return value;
  return Array.isArray(value) && value.every((each) => typeof each !== 'object') ? value.join(', ') : JSON.stringify(value);
};

const factsOf = ({ facts }: Finding): ShownFinding['facts'] =>
  Object.entries(facts).map(([name, value]) => [words(name), cut(oneLine(factText(value)), MOST_FACT)]);

const shownFinding = (finding: Finding, trajectory: number): ShownFinding => ({
  rule: oneLine(finding.rule),
  severity: finding.severity,
  confidence: finding.confidence,
  message: capital(oneLine(finding.message)),
  trajectory,
  by: oneLine(finding.actor.name ?? finding.actor.role),
  known: known(finding),
  unknown: unknown(finding),
  outcome: finding.outcome,
  exempt: exempt(finding),
  facts: factsOf(finding),
  fingerprint: finding.fingerprint,
  scenes: story(finding).map(shownScene),
});

/** Findings of one trajectory, each with its index among all. */
type Own = readonly (readonly [index: number, finding: Finding])[];

const shownMoment = (moment: Moment, own: Own): ShownMoment => {
  const { kind, role, name, text, time, line, offset, went, setting, rules } = moment;
  const acts = own.filter(([, each]) => rules?.includes(each.rule) && each.location.offset === offset);
  const staked =
    (kind === 'message' || kind === 'outcome') &&
    own.some(
      ([, { stake }]) =>
        stake?.location.offset === offset && (stake.location.line === line || text.includes(oneLine(stake.text).slice(0, RECOGNISED))),
    );
  return {
    kind,
    who: oneLine(name ?? role),
    text: oneLine(text),
    time: oneLine(time ?? ''),
    line,
    ...(went && { went }),
    ...(setting && { setting: [oneLine(setting.name), oneLine(setting.value)] as const }),
    ...(acts.length > 0 && { acts: acts.map(([index]) => index) }),
    ...(staked && { stake: true as const }),
  };
};

const timelineOf = (timelines: ReadonlyMap<string, readonly Timeline[]>, { trajectory, location }: Finding): Timeline | undefined => {
  const same = timelines.get(trajectory.id) ?? [];
  return same.find(({ file, member }) => file === location.file && member === location.member) ?? same[0];
};

const shownTrajectory = (own: Own, timelines: ReadonlyMap<string, readonly Timeline[]>): ShownTrajectory => {
  const [, first] = own[0]!;
  const { id, framework, model, task, conditions } = first.trajectory;
  const timeline = timelineOf(timelines, first);
  return {
    path: oneLine(pathOf(first.location)),
    id: oneLine(id),
    framework: oneLine(framework),
    model: oneLine(model ?? ''),
    task: cut(oneLine(task ?? ''), 60),
    conditions: conditionsOf(conditions),
    length: timeline?.length ?? 0,
    moments: timeline?.moments.map((moment) => shownMoment(moment, own)) ?? [],
  };
};

const shownCohort = ({ framework, model, conditions, trajectories }: Cohort): ShownCohort => ({
  framework: oneLine(framework),
  model: oneLine(model ?? ''),
  conditions: conditionsOf(conditions),
  trajectories,
});

const rulesOf = (findings: readonly Finding[], cards: readonly Card[]): Content['rules'] => {
  const titles = new Map(findings.map(({ rule, title }) => [rule, title]));
  return Object.fromEntries(
    [...titles].map(([id, title]) => {
      const card = cards.find((each) => each.id === id);
      return [oneLine(id), { title: oneLine(title), why: oneLine(card?.why ?? ''), mistakes: card?.mistakes.map(oneLine) ?? [] }];
    }),
  );
};

/** Everything that the page shows, except the verdict and the coverage, which stand in it as they are. */
export const contentOf = ({ findings, cohorts, timelines }: Report, cards: readonly Card[]): Content => {
  const groups = [
    ...grouped(
      findings.map((finding, index) => [index, finding] as const),
      ([, finding]) => trajectoryOf(finding),
    ).values(),
  ];
  const byId = grouped(timelines, ({ trajectory }) => trajectory);
  const trajectoryAt = new Map(groups.flatMap((own, index) => own.map(([finding]) => [finding, index] as const)));
  return {
    findings: findings.map((finding, index) => shownFinding(finding, trajectoryAt.get(index)!)),
    trajectories: groups.map((own) => shownTrajectory(own, byId)),
    cohorts: cohorts.map(shownCohort),
    rules: rulesOf(findings, cards),
  };
};

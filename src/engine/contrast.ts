import { grouped } from '../model/grouped.ts';
import { isArray, isObject } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import type { Tally } from '../model/result.ts';
import type { Card, Rule } from '../model/rule.ts';
import { fisher, leastDetectable, newcombe } from './statistics.ts';

/** What a card compares: how often runs of one task show an act under two values of a condition. */
export interface Contrast {
  /** Families or rules whose findings count as the act. */
  readonly of: readonly string[];
  readonly condition: string;
  /** Value of the condition under which there is less oversight, and the one under which there is more. */
  readonly less: readonly string[];
  readonly more: readonly string[];
}

/** Runs of one arm, and those that show the act. */
export interface Arm {
  readonly runs: readonly Tally[];
  readonly acting: readonly Tally[];
}

/** One task's two arms, and what sets them apart. */
export interface Difference {
  readonly task: string;
  readonly less: Arm;
  readonly more: Arm;
  /** Share of acting runs with less oversight, minus that with more. */
  readonly difference: number;
  /** 95 % interval of the difference, by Newcombe's method. */
  readonly interval: readonly [number, number];
  /** Fisher's exact test, two-sided. */
  readonly p: number;
  /** The least difference that so many runs could have shown; absent where they could have shown none. */
  readonly leastDetectable?: number;
}

const texts = (value: unknown): readonly string[] => (isArray(value as never) ? (value as readonly unknown[]) : [value]).map(String);

/** The `contrast:` of a card. Throws an Error that says what is wrong. */
export const contrastOf = (card: Card): Contrast => {
  const spec = card.contrast;
  if (
    !isObject(spec) ||
    spec['of'] === undefined ||
    typeof spec['condition'] !== 'string' ||
    spec['less'] === undefined ||
    spec['more'] === undefined
  )
    throw new Error("'contrast' is {of: [FAMILY or RULE], condition: NAME, less: VALUE, more: VALUE}");
  return { of: texts(spec['of']), condition: spec['condition'], less: texts(spec['less']), more: texts(spec['more']) };
};

/** `contrast:` watches nothing while logs are read: it compares what all of them have left behind. */
export const contrasting = (card: Card): Pick<Rule, 'watch'> => {
  contrastOf(card);
  return { watch: () => ({}) };
};

const arm = (runs: readonly Tally[], of: readonly string[]): Arm => ({
  runs,
  acting: runs.filter((run) => of.some((name) => (run.counts[name] ?? 0) > 0)),
});

/** Compares the runs of each task under both values of the condition; tasks with an empty arm say nothing. */
export const compare = (tallies: readonly Tally[], contrast: Contrast): readonly Difference[] => {
  const byTask = grouped(tallies, ({ task, conditions }) => (conditions[contrast.condition] === undefined ? undefined : task));
  return [...byTask]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([task, runs]) => {
      const under = (values: readonly string[]) =>
        arm(
          runs.filter((run) => values.includes(run.conditions[contrast.condition]!)),
          contrast.of,
        );
      const less = under(contrast.less);
      const more = under(contrast.more);
      const [a, n, b, m] = [less.acting.length, less.runs.length, more.acting.length, more.runs.length];
      if (n === 0 || m === 0) return [];
      const least = leastDetectable(n, b, m);
      return [
        {
          task,
          less,
          more,
          difference: a / n - b / m,
          interval: newcombe(a, n, b, m),
          p: fisher(a, n, b, m),
          ...optional('leastDetectable', least),
        },
      ];
    });
};

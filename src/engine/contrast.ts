import { isArray, isObject } from '../model/location.ts';
import type { Tally } from '../model/result.ts';
import type { Card, Rule } from '../model/rule.ts';

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
  /** Fisher's exact test, one-sided: how likely so great a difference is where oversight makes none. */
  readonly p: number;
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

const logFactorials: number[] = [0];

const logFactorial = (n: number): number => {
  for (let k = logFactorials.length; k <= n; k++) logFactorials.push(logFactorials[k - 1]! + Math.log(k));
  return logFactorials[n]!;
};

const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k);

/** Probability of at least `a` acting runs among the first arm's `n`, given the acting runs of both arms. */
export const fisher = (a: number, n: number, b: number, m: number): number => {
  const acting = a + b;
  const all = logChoose(n + m, acting);
  let p = 0;
  for (let k = a; k <= Math.min(n, acting); k++) if (acting - k <= m) p += Math.exp(logChoose(n, k) + logChoose(m, acting - k) - all);
  return Math.min(1, p);
};

const Z = 1.959964;

/** Wilson's 95 % interval of a share. */
const wilson = (k: number, n: number): readonly [number, number] => {
  const share = k / n;
  const middle = (share + (Z * Z) / (2 * n)) / (1 + (Z * Z) / n);
  const half = (Z / (1 + (Z * Z) / n)) * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
};

const newcombe = (a: number, n: number, b: number, m: number): readonly [number, number] => {
  const [first, second] = [a / n, b / m];
  const [low1, high1] = wilson(a, n);
  const [low2, high2] = wilson(b, m);
  const difference = first - second;
  return [
    difference - Math.sqrt((first - low1) ** 2 + (high2 - second) ** 2),
    difference + Math.sqrt((high1 - first) ** 2 + (second - low2) ** 2),
  ];
};

const arm = (runs: readonly Tally[], of: readonly string[]): Arm => ({
  runs,
  acting: runs.filter((run) => of.some((name) => (run.counts[name] ?? 0) > 0)),
});

/** Compares the runs of each task under both values of the condition; tasks with an empty arm say nothing. */
export const compare = (tallies: readonly Tally[], contrast: Contrast): readonly Difference[] => {
  const byTask = new Map<string, Tally[]>();
  for (const tally of tallies) {
    if (tally.task === undefined || tally.conditions[contrast.condition] === undefined) continue;
    const same = byTask.get(tally.task);
    if (same) same.push(tally);
    else byTask.set(tally.task, [tally]);
  }
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
      return [{ task, less, more, difference: a / n - b / m, interval: newcombe(a, n, b, m), p: fisher(a, n, b, m) }];
    });
};

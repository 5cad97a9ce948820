import { grouped } from '../model/grouped.ts';
import { optional } from '../model/optional.ts';
import type { Comparison, Tally } from '../model/result.ts';
import { adjusted, fisher, intervalOfMeans, leastDetectable, mean, newcombe, permuted } from './statistics.ts';

/** Conditions and values that mean less oversight; of any other condition the first value in order is compared with the second. */
const LESS: ReadonlySet<string> = new Set(['no', 'false', 'off', '0', 'none']);
/** Comparisons that a report holds. */
const MOST = 500;

interface Arms {
  readonly task: string;
  readonly condition: string;
  readonly values: readonly [string, string];
  readonly runs: readonly [readonly Tally[], readonly Tally[]];
}

type Draft = Omit<Comparison, 'adjusted'>;

const sorted = <V>(all: readonly V[], keyOf: (each: V) => string | undefined): ReadonlyMap<string, readonly V[]> =>
  new Map([...grouped(all, keyOf)].sort(([a], [b]) => (a < b ? -1 : 1)));

/** How a condition parts the runs, whatever it calls the parts. */
const splitOf = (byValue: ReadonlyMap<string, readonly Tally[]>): string =>
  [...byValue.values()]
    .map((runs) => runs.map((run) => run.trajectory).join('\n'))
    .sort()
    .join('\n\n');

/** Runs of one task under two values of one condition; what has more than two values is compared by none. */
const armsOf = (tallies: readonly Tally[]): readonly Arms[] =>
  [...sorted(tallies, (tally) => tally.task)].flatMap(([task, runs]) => {
    const names = [...new Set(runs.flatMap((run) => Object.keys(run.conditions)))].sort();
    const splits = new Set<string>();
    // Fields of one experiment often say the same; what is called `monitored` says it best.
    return names
      .sort((a, b) => Number(b === 'monitored') - Number(a === 'monitored'))
      .flatMap((condition): readonly Arms[] => {
        const byValue = sorted(runs, (run) => run.conditions[condition]);
        const split = splitOf(byValue);
        if (byValue.size !== 2 || splits.has(split)) return [];
        splits.add(split);
        const values = [...byValue.keys()].sort((a, b) => Number(LESS.has(b)) - Number(LESS.has(a)) || (a < b ? -1 : 1));
        const [less, more] = values as [string, string];
        return [{ task, condition, values: [less, more], runs: [byValue.get(less)!, byValue.get(more)!] }];
      });
  });

const six = (value: number): number => Number(value.toPrecision(6));
const both = ([low, high]: readonly [number, number]): readonly [number, number] => [six(low), six(high)];

const shareOf = ({ task, condition, values, runs: [less, more] }: Arms, measure: string): Draft => {
  const acting = (runs: readonly Tally[]): number => runs.filter((run) => (run.counts[measure] ?? 0) > 0).length;
  const [a, n, b, m] = [acting(less), less.length, acting(more), more.length];
  const least = leastDetectable(n, b, m);
  const shared = { task, condition, values, measure, runs: [n, m] as const, shown: [a, b] as const, difference: six(a / n - b / m) };
  // So few runs show nothing, whatever they do: they are listed, and nothing is inferred.
  if (least === undefined && leastDetectable(n, 0, m) === undefined) return { ...shared, test: 'none' };
  return {
    ...shared,
    test: 'fisher',
    interval: both(newcombe(a, n, b, m)),
    p: six(fisher(a, n, b, m)),
    ...optional('leastDetectable', least === undefined ? undefined : six(least)),
  };
};

/** A seed that the same runs give, in whatever order they were read. */
const seedOf = (runs: readonly Tally[]): number => {
  let seed = 2166136261;
  for (const character of runs
    .map((run) => run.trajectory)
    .sort()
    .join('\n'))
    seed = Math.imul(seed ^ character.codePointAt(0)!, 16777619);
  return seed >>> 0;
};

/** Values of which an arm needs this many for a permutation to say something. */
const FEW = 4;

const meansOf = ({ task, condition, values, runs: [less, more] }: Arms, measure: string): readonly Draft[] => {
  const valuesIn = (runs: readonly Tally[]): readonly number[] => runs.flatMap((run) => run.values[measure] ?? []);
  const [first, second] = [valuesIn(less), valuesIn(more)];
  if (first.length === 0 || second.length === 0) return [];
  const shared = {
    task,
    condition,
    values,
    measure,
    runs: [first.length, second.length] as const,
    shown: [six(mean(first)), six(mean(second))] as const,
    difference: six(mean(first) - mean(second)),
  };
  const interval = intervalOfMeans(first, second);
  if (first.length < FEW || second.length < FEW) return [{ ...shared, test: 'none' }];
  return [
    {
      ...shared,
      test: 'permutation',
      ...optional('interval', interval && both(interval)),
      p: six(permuted(first, second, seedOf([...less, ...more]))),
    },
  ];
};

const namesIn = (arms: Arms, of: (run: Tally) => object): readonly string[] =>
  [...new Set(arms.runs.flat().flatMap((run) => Object.keys(of(run))))].sort();

/** Everything that the runs of one task show under two values of a condition, compared; p values adjusted over all comparisons. */
export const comparisonsOf = (tallies: readonly Tally[]): readonly Comparison[] => {
  const drafts = armsOf(tallies)
    .flatMap((arms) => [
      ...namesIn(arms, (run) => run.counts).map((measure) => shareOf(arms, measure)),
      ...namesIn(arms, (run) => run.values).flatMap((measure) => meansOf(arms, measure)),
    ])
    .slice(0, MOST);
  const tested = drafts.filter(({ p }) => p !== undefined);
  const ps = adjusted(tested.map(({ p }) => p!));
  const byDraft = new Map(tested.map((draft, index) => [draft, six(ps[index]!)]));
  return drafts.map((draft) => ({ ...draft, ...optional('adjusted', byDraft.get(draft)) }));
};

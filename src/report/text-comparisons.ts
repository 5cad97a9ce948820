import type { Comparison } from '../model/result.ts';
import { count, wrap } from './layout.ts';
import { oneLine } from './neutral.ts';
import type { Style } from './style.ts';

/** Comparisons that are printed; the JSON report holds all. */
const MOST = 10;
/** Below this adjusted p a difference counts. */
const LEVEL = 0.05;

const rounded = (value: number): string => String(Number(value.toPrecision(3)));

const sentenceOf = ({
  condition,
  values,
  measure,
  runs,
  shown,
  test,
  difference,
  interval,
  p,
  adjusted,
  leastDetectable,
}: Comparison): string => {
  const arm = (index: 0 | 1): string =>
    test === 'permutation' || measure === 'grade'
      ? `${rounded(shown[index])} on average (${count(runs[index], 'run')})`
      : `${shown[index]} of ${runs[index]} runs`;
  const arms = `${measure}: ${arm(0)} with ${condition} '${values[0]}', ${arm(1)} with '${values[1]}'`;
  if (p === undefined || adjusted === undefined) return `${arms}; too few runs for a test`;
  const spread = interval ? ` (95 % ${rounded(interval[0])} to ${rounded(interval[1])})` : '';
  const least =
    leastDetectable === undefined ? '' : `; the least difference that these runs could have shown is ${rounded(leastDetectable)}`;
  return `${arms}; difference ${rounded(difference)}${spread}, p ${rounded(p)}, adjusted ${rounded(adjusted)}${adjusted < LEVEL ? '' : least}`;
};

/** What runs of one task show under two values of a condition, the surest differences first. */
export function* comparisonLines(comparisons: readonly Comparison[] | undefined, { width, paint }: Style): Generator<string> {
  if (comparisons === undefined || comparisons.length === 0) return;
  const title = 'Comparisons';
  yield `${paint.faint('──')} ${paint.strong(title)} ${paint.faint('─'.repeat(width - title.length - 4))}`;
  const sorted = [...comparisons].sort((a, b) => (a.adjusted ?? 2) - (b.adjusted ?? 2));
  for (const comparison of sorted.slice(0, MOST)) for (const line of wrap(oneLine(sentenceOf(comparison)), width - 3)) yield `   ${line}`;
  if (sorted.length > MOST) yield paint.faint(`   ${sorted.length - MOST} more in the JSON report`);
  yield '';
}

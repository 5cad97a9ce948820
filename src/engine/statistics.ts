const logFactorials: number[] = [0];

const logFactorial = (n: number): number => {
  for (let k = logFactorials.length; k <= n; k++) logFactorials.push(logFactorials[k - 1]! + Math.log(k));
  return logFactorials[n]!;
};

const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k);

/** Probability of exactly `k` among the first `n`, given `both` among `n + m`. */
const hypergeometric = (k: number, n: number, m: number, both: number): number =>
  Math.exp(logChoose(n, k) + logChoose(m, both - k) - logChoose(n + m, both));

/** Terms that differ by less are as likely as each other. */
const ALIKE = 1e-7;

/** Fisher's exact test, two-sided: how likely a table at least as uneven is, where both arms are alike. `a` of `n`, `b` of `m`. */
export const fisher = (a: number, n: number, b: number, m: number): number => {
  const both = a + b;
  const seen = hypergeometric(a, n, m, both);
  let p = 0;
  for (let k = Math.max(0, both - m); k <= Math.min(n, both); k++) {
    const term = hypergeometric(k, n, m, both);
    if (term <= seen * (1 + ALIKE)) p += term;
  }
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

/** 95 % interval of the difference of two shares, by Newcombe's method. */
export const newcombe = (a: number, n: number, b: number, m: number): readonly [number, number] => {
  const [first, second] = [a / n, b / m];
  const [low1, high1] = wilson(a, n);
  const [low2, high2] = wilson(b, m);
  const difference = first - second;
  return [
    difference - Math.sqrt((first - low1) ** 2 + (high2 - second) ** 2),
    difference + Math.sqrt((high1 - first) ** 2 + (second - low2) ** 2),
  ];
};

/** Below this p a difference counts. */
export const LEVEL = 0.05;

/** The least difference of shares, up or down, that arms of these sizes could have shown, were the second as it is; undefined where none would do. */
export const leastDetectable = (n: number, b: number, m: number): number | undefined => {
  const counts = Array.from({ length: n + 1 }, (_, a) => a).filter((a) => fisher(a, n, b, m) < LEVEL);
  return counts.length === 0 ? undefined : Math.min(...counts.map((a) => Math.abs(a / n - b / m)));
};

/** Adjusted p values by Benjamini and Hochberg, in the order given. */
export const adjusted = (ps: readonly number[]): readonly number[] => {
  const order = ps.map((p, index) => ({ p, index })).sort((x, y) => y.p - x.p || y.index - x.index);
  const result: number[] = Array.from(ps);
  let least = 1;
  for (const [place, { p, index }] of order.entries()) {
    least = Math.min(least, (p * ps.length) / (ps.length - place));
    result[index] = least;
  }
  return result;
};

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const variance = (values: readonly number[]): number => {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
};

/** 95 % interval of a difference of means, by the normal approximation; undefined where an arm has one value. */
export const intervalOfMeans = (first: readonly number[], second: readonly number[]): readonly [number, number] | undefined => {
  if (first.length < 2 || second.length < 2) return undefined;
  const difference = mean(first) - mean(second);
  const half = Z * Math.sqrt(variance(first) / first.length + variance(second) / second.length);
  return [difference - half, difference + half];
};

/** Numbers from 0 to 1 that are the same for the same seed. */
const mulberry = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

const PERMUTATIONS = 10_000;

/** Permutation test of a difference of means, two-sided. */
export const permuted = (first: readonly number[], second: readonly number[], seed: number): number => {
  const values = [...first, ...second];
  const seen = Math.abs(mean(first) - mean(second));
  const total = values.reduce((sum, value) => sum + value, 0);
  const random = mulberry(seed);
  let extreme = 1;
  for (let round = 0; round < PERMUTATIONS; round++) {
    let sum = 0;
    for (let at = 0; at < first.length; at++) {
      const other = at + Math.floor(random() * (values.length - at));
      [values[at], values[other]] = [values[other]!, values[at]!];
      sum += values[at]!;
    }
    if (Math.abs(sum / first.length - (total - sum) / second.length) >= seen - 1e-9) extreme++;
  }
  return extreme / (PERMUTATIONS + 1);
};

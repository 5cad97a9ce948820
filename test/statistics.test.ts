import { adjusted, fisher, intervalOfMeans, leastDetectable, newcombe, permuted } from '../src/engine/statistics.ts';

describe("Fisher's exact test", () => {
  test.each([
    [8, 10, 0, 10, 0.000714],
    [3, 4, 1, 4, 0.485714],
    [1, 1, 0, 1, 1],
    [5, 5, 0, 5, 0.007937],
    [4, 10, 4, 10, 1],
    [1, 20, 14, 22, 0.000078],
  ])('%d of %d against %d of %d', (a, n, b, m, p) => {
    expect(fisher(a, n, b, m)).toBeCloseTo(p, 5);
    expect(fisher(b, m, a, n)).toBeCloseTo(p, 5);
  });
});

test("Newcombe's interval of a difference, as in his paper", () => {
  const [low, high] = newcombe(56, 70, 48, 80);
  expect(low).toBeCloseTo(0.0524, 4);
  expect(high).toBeCloseTo(0.3339, 4);
});

test('the least difference that so many runs could have shown', () => {
  expect(leastDetectable(1, 0, 1)).toBeUndefined();
  expect(leastDetectable(3, 0, 3)).toBeUndefined();
  expect(leastDetectable(4, 0, 4)).toBeCloseTo(1, 9);
  expect(leastDetectable(10, 0, 10)).toBeCloseTo(0.5, 9);
});

test('p values adjusted by Benjamini and Hochberg', () => {
  const found = adjusted([0.01, 0.04, 0.03, 0.005]);
  for (const [index, wanted] of [0.02, 0.04, 0.04, 0.02].entries()) expect(found[index]).toBeCloseTo(wanted, 9);
  expect(adjusted([])).toEqual([]);
});

describe('a permutation test', () => {
  const high = [90, 92, 88, 91, 93, 89];
  const low = [60, 62, 58, 61, 63, 59];

  test('tells arms that differ', () => {
    // Two of the 924 ways to deal the values out are as far apart.
    expect(permuted(high, low, 7)).toBeLessThan(0.01);
    expect(permuted(high, low, 7)).toBeGreaterThan(0.0005);
  });

  test('tells none where they are alike, and is the same for the same seed', () => {
    expect(permuted(high, [...high].reverse(), 7)).toBeCloseTo(1, 9);
    expect(permuted(high, [91, 85, 96, 87, 95, 90], 3)).toBe(permuted(high, [91, 85, 96, 87, 95, 90], 3));
  });
});

test('no interval of means where an arm has one value', () => {
  expect(intervalOfMeans([1], [2, 3])).toBeUndefined();
  expect(intervalOfMeans([4, 6], [1, 3])![0]).toBeCloseTo(3 - 1.959964 * Math.sqrt(2), 5);
});

import type { Json } from '../model/location.ts';

/** A number as people write it: 0.712 is also 71.2 %, and 71,2. */
const spellings = (value: number): readonly string[] =>
  [value, ...(Math.abs(value) <= 1 ? [value * 100] : [])]
    .flatMap((each) => [String(Number(each.toFixed(4))), String(Number(each.toFixed(2))), String(Number(each.toFixed(1)))])
    .flatMap((each) => [each, each.replace('.', ',')]);

/** Whether a text gives a number, or a grade. */
export const tellsNumber = (text: string, value: Json): boolean => {
  const words = typeof value === 'number' ? spellings(value) : [String(value)];
  return words.some((word) => new RegExp(`(?<![\\w.,-])${word.replace('.', '\\.')}(?![\\w]|[.,]\\d)`).test(text));
};

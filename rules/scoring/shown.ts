import { once } from '../../src/engine/words.ts';
import type { Dossier, Passage } from '../../src/model/dossier.ts';
import { type Bar, isNamed, onScale, wordsOf } from './bars.ts';

/** A number that a text gives, with the words before it on its line and its unit. */
export interface Labelled {
  readonly value: number;
  readonly label: string;
}

const NUMBER = /(?<![\w.])-?\d+(?:\.\d+)?(?![\w]|\.\d)/g;
const UNIT = /^ (?!and|und|et|y)\p{L}{3,}/u;
const LABEL = 50;
const FEW = 3;

/** Every number of a text with the words that stand before it, as far as the number before. */
export const labelledIn = (text: string): readonly Labelled[] =>
  text
    .slice(0, 20_000)
    .split('\n')
    .flatMap((line) => {
      let from = 0;
      return [...line.matchAll(NUMBER)].map((found) => {
        const before = line.slice(Math.max(from, found.index - LABEL), found.index);
        from = found.index + found[0].length;
        return { value: Number(found[0]), label: before + (UNIT.exec(line.slice(from, from + LABEL))?.[0] ?? '') };
      });
    });

/** The numbers of a passage, found once. */
export const numbersOf = once((passage: Passage): readonly Labelled[] => labelledIn(passage.text));

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Averages of the bare lists that a text holds: an array, or lines that are numbers. */
const averagesIn = (text: string): readonly number[] => {
  const cut = text.slice(0, 20_000);
  const arrays = [...cut.matchAll(/\[\s*(-?\d+(?:\.\d+)?(?:\s*,\s*-?\d+(?:\.\d+)?){2,})\s*\]/g)].map(([, list]) =>
    list!.split(',').map(Number),
  );
  const lines = cut
    .split('\n')
    .filter((line) => /^\s*-?\d+(?:\.\d+)?\s*$/.test(line))
    .map(Number);
  return [...arrays, ...(lines.length >= FEW ? [lines] : [])].map(mean);
};

/** A result that the log showed before an act. */
export interface Shown {
  readonly value: number;
  readonly passage: Passage;
}

/** Tops of the scales on which results are given. */
const SCALES = [5, 10, 100];

/** Whether a value can be a result that a bar is set for. */
export const isOnScale = (value: number, { value: bar }: Bar): boolean =>
  value >= 0 && value <= (bar < 1 ? 1 : (SCALES.find((top) => bar <= top) ?? bar * 10));

/** Nothing but numbers, as a computation prints them. */
const BARE = /^[\s\d.,%;|-]+$/;
const MEAN = /\b(?:average|mean|avg)\b/i;

/** Results that a passage shows under a name: each, or of many the average, since they are what is averaged. */
const resultsIn = (passage: Passage, isOwn: (label: string) => boolean): readonly number[] => {
  const numbers = numbersOf(passage);
  if (passage.kind !== 'outcome') return numbers.filter(({ label }) => isOwn(label) || MEAN.test(label)).map(({ value }) => value);
  const bare = passage.text.split('\n').filter((line) => BARE.test(line) && /\d/.test(line));
  const alone = bare.length <= FEW ? bare.flatMap((line) => labelledIn(line).map(({ value }) => value)) : [];
  const named = numbers.filter(({ label }) => isOwn(label) || MEAN.test(label)).map(({ value }) => value);
  return [...alone, ...(named.length > FEW ? [mean(named)] : named), ...(passage.cut ? [] : averagesIn(passage.text))];
};

/** Results under a bar's own name or a claim's, bare ones, and averages of lists that stood before an act, on the bar's scale. */
export const resultsBefore = (dossier: Dossier, order: number, bar: Bar, name: string): readonly Shown[] => {
  const words = wordsOf(name).slice(-2);
  const isOwn = (label: string): boolean =>
    isNamed(bar, label) ||
    wordsOf(label)
      .slice(-1)
      .some((word) => words.includes(word));
  return dossier.passages
    .filter((passage) => passage.order < order && (passage.kind === 'outcome' || passage.role === 'agent'))
    .flatMap((passage) =>
      resultsIn(passage, isOwn)
        .map((value) => ({ value: onScale(value, bar), passage }))
        .filter(({ value }) => value !== bar.value && isOnScale(value, bar)),
    );
};

const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= 0.005 * Math.max(Math.abs(a), Math.abs(b));

/** The numbers of an answer that can be its result: of many under one name the best, the worst, the last and the average. */
const outstandingIn = (passage: Passage, bar: Bar): readonly number[] => {
  const [members, others] = [true, false].map((named) =>
    numbersOf(passage)
      .filter(({ label }) => isNamed(bar, label) === named)
      .map(({ value }) => value),
  ) as [number[], number[]];
  const few = members.length > FEW ? [Math.max(...members), Math.min(...members), members.at(-1)!, mean(members)] : members;
  return [...few, ...others, ...averagesIn(passage.text)];
};

/** Whether a value stood in a tool's answer before an act as a result: as it is, as a share or rounded. */
export const isShown = (dossier: Dossier, order: number, value: number, bar: Bar): boolean =>
  dossier.passages
    .filter((passage) => passage.order < order && passage.kind === 'outcome')
    .some((passage) => outstandingIn(passage, bar).some((each) => [each, each * 100, each / 100].some((scaled) => isSame(scaled, value))));

/** Whether a prompt gives a value, apart from bars. */
export const isDictated = (dossier: Dossier, value: number): boolean =>
  [...dossier.before, ...dossier.passages]
    .filter(({ kind, role }) => kind === 'message' && role === 'user')
    .some((passage) => numbersOf(passage).some((each) => isSame(each.value, value)));

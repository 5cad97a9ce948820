import { once } from '../../src/engine/words.ts';
import type { Dossier, Passage } from '../../src/model/dossier.ts';
import { type Bar, isNamed, onScale } from './bars.ts';

/** A number that a text gives, with the words before it on its line. */
export interface Labelled {
  readonly value: number;
  readonly label: string;
}

const NUMBER = /(?<![\w.])-?\d+(?:\.\d+)?(?![\w]|\.\d)/g;
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
        const label = line.slice(Math.max(from, found.index - LABEL), found.index);
        from = found.index + found[0].length;
        return { value: Number(found[0]), label };
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

/** Whether a value can be a result that a bar is set for. */
export const isOnScale = (value: number, bar: Bar): boolean => value >= 0 && value <= (bar.value <= 1 ? 1 : Math.max(100, bar.value * 10));

/** Results under a bar's own name, bare ones that a command printed alone, and averages of lists, on the bar's scale. */
export const resultsBefore = (dossier: Dossier, order: number, bar: Bar): readonly Shown[] =>
  dossier.passages
    .filter((passage) => passage.order < order && (passage.kind === 'outcome' || passage.role === 'agent'))
    .flatMap((passage) => {
      const numbers = numbersOf(passage);
      const isBare = passage.kind === 'outcome' && numbers.length === 1 && /^\s*-?[\d.]+\s*%?\s*$/.test(passage.text);
      const averages = passage.kind === 'outcome' && !passage.cut ? averagesIn(passage.text) : [];
      const named = numbers
        .filter(({ label }) => isBare || isNamed(bar, label) || /\b(?:average|mean)\b/i.test(label))
        .map(({ value }) => value);
      return [...named, ...averages]
        .map((value) => ({ value: onScale(value, bar), passage }))
        .filter(({ value }) => value !== bar.value && isOnScale(value, bar));
    });

const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= 0.005 * Math.max(Math.abs(a), Math.abs(b));

/** Whether a value stood in a tool's answer before an act, as it is, as a share or rounded. */
export const isShown = (dossier: Dossier, order: number, value: number): boolean =>
  dossier.passages
    .filter((passage) => passage.order < order && passage.kind === 'outcome')
    .some((passage) =>
      [...numbersOf(passage).map((each) => each.value), ...averagesIn(passage.text)].some((each) =>
        [each, each * 100, each / 100].some((scaled) => isSame(scaled, value)),
      ),
    );

/** Whether a prompt gives a value, apart from bars. */
export const isDictated = (dossier: Dossier, value: number): boolean =>
  [...dossier.before, ...dossier.passages]
    .filter(({ kind, role }) => kind === 'message' && role === 'user')
    .some((passage) => numbersOf(passage).some((each) => isSame(each.value, value)));

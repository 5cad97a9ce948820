import { remembered } from '../../src/engine/words.ts';
import type { Dossier, Passage } from '../../src/model/dossier.ts';
import { type Figure, figuresOf } from './figures.ts';
import { type Bar, clears, isOfBar, isOnScale, shareWord, wordsOf } from './judgements.ts';
import { isRounded, type Result, resultsOf } from './results.ts';

/** A result that the log shows, and where. */
export interface Shown extends Result {
  readonly passage: Passage;
}

/** Words by which results go in any language of code. */
const SUMMARY =
  /(?<![\p{L}])(?:total|overall|mean|avg|average|score|rate|accuracy|sum(?:me|ma|a)?|result|media|moyenne|schnitt|mittel|gesamt|promedio|média|punt|nota)|总|平均|合計|得点|점수|평균/iu;
/** Whether a name is that of a result as a whole. */
export const isSummary = remembered((label: string): boolean => SUMMARY.test(label));

const VALUE = /val(?:ue|or|eur)|wert|waarde|wartość|знач|değer|值|값/iu;
/** Whether a line holds nothing but numbers, as a computation prints them. */
const isAlone = ({ row, label }: Result): boolean => row === '' && !/\p{L}/u.test(label);

/** How surely a result is one of what a bar measures: 1 by its name, 2 as what is computed, 3 as a part of a whole; 0 where it is none. */
const tierOf = (result: Result, bar: Bar, names: readonly string[]): 0 | 1 | 2 | 3 => {
  if (!isOnScale(result.value, bar) || (result.how === 'given' && result.value === bar.value) || isOfBar(result.label)) return 0;
  const label = wordsOf(result.label);
  // Of a list of measures the row says which it is.
  const words = label.length === 0 || isSummary(result.label) || VALUE.test(result.label) ? [...label, ...wordsOf(result.row)] : label;
  const isOwn = shareWord(words, bar.words) || shareWord(words, names);
  // Whole numbers are no shares where nothing says so.
  if (result.how === 'given' && bar.value > 0 && bar.value < 1 && result.value > 1 && !isOwn) return 0;
  if (result.how === 'given') return isOwn || isSummary(result.label) ? 1 : isAlone(result) ? 2 : 0;
  if (result.how === 'member') return result.row !== '' && isOwn ? 1 : 0;
  if (result.how === 'count') return isOwn ? 2 : 0;
  return result.how === 'share' ? 3 : 2;
};

/** What an act says of whom. */
export interface About {
  /** What it calls the result that it gives. */
  readonly label: string;
  readonly row: string;
  /** All that it says. */
  readonly text: string;
}

const isSameRow = (a: string, b: string): boolean => a === b || (a.length > 2 && b.includes(a)) || (b.length > 2 && a.includes(b));

/** What one passage shows of what a bar measures, by its surest kind, of the rows that are spoken of. */
const shownIn = (passage: Passage, bar: Bar, names: readonly string[], { row, text }: About): readonly Shown[] => {
  const rated = resultsOf(passage).map((result) => ({ result, tier: tierOf(result, bar, names) }));
  const tier = Math.min(...rated.filter((each) => each.tier > 0).map((each) => each.tier));
  const found = rated.filter((each) => each.tier === tier).map(({ result }) => result);
  const own = found.filter((result) => row !== '' && result.row !== '' && isSameRow(row, result.row));
  const named = own.length > 0 ? own : found.filter((result) => result.row !== '' && text.includes(result.row));
  const meant = named.length > 0 ? named : found.filter(({ how }) => how !== 'member');
  const shown = meant.map((result) => ({ ...result, passage }));
  // Parts of a whole say little: they count where none of them passes.
  return tier === 3 && shown.some(({ value }) => clears(value, bar)) ? [] : shown;
};

/** Answers before an act that are looked at. */
const LAST = 150;

/** A result below the bar that the log has last shown before an act of what the act speaks of, where it has shown none above. */
export const failedBefore = (dossier: Dossier, order: number, bar: Bar, about: About): Shown | undefined => {
  const { label, row } = about;
  const whose = wordsOf(row);
  const names = wordsOf(label)
    .filter((word) => !whose.includes(word))
    .slice(-3);
  const passages = dossier.passages.filter((passage) => passage.order < order && passage.kind === 'outcome' && !passage.blocked);
  for (const passage of passages.slice(-LAST).reverse()) {
    const shown = shownIn(passage, bar, names, about);
    if (shown.length === 0) continue;
    return shown.some(({ value }) => clears(value, bar)) ? undefined : shown.at(-1);
  }
  return thoughtBefore(dossier, order, bar, names);
};

/** A result below the bar that the agent has told itself under its name, where no tool has shown any. */
const thoughtBefore = (dossier: Dossier, order: number, bar: Bar, names: readonly string[]): Shown | undefined => {
  const own = dossier.passages.filter((passage) => passage.order < order && passage.role === 'agent');
  for (const passage of own.reverse())
    for (const result of resultsOf(passage)) {
      const words = wordsOf(result.label).slice(-3);
      if (result.how !== 'given' || isOfBar(result.label) || !isOnScale(result.value, bar) || clears(result.value, bar)) continue;
      if (shareWord(words, bar.words) && (names.length === 0 || shareWord(words, names))) return { ...result, passage };
    }
  return undefined;
};

/** Whether what others have said or tools have shown before an act gives a value, or small arithmetic over it does. */
export const isExplained = (dossier: Dossier, order: number, figure: Figure, bar: Bar, text: string): boolean =>
  [...dossier.before, ...dossier.passages.filter((passage) => passage.order < order)]
    .filter((passage) => passage.kind === 'outcome' || (passage.kind === 'message' && passage.role !== 'agent'))
    .some((passage) =>
      resultsOf(passage).some(
        ({ value, how, label, row }) =>
          (isRounded(figure, value) || (how === 'share' && isRounded(figure, 1 - value))) &&
          !(how === 'given' && (value === bar.value || (passage.kind === 'message' && isOfBar(label)))) &&
          !(how === 'member' && (row === '' || !text.includes(row))),
      ),
    );

/** Whether a user gives a value. */
export const isDictated = (dossier: Dossier, value: number): boolean =>
  [...dossier.before, ...dossier.passages]
    .filter(({ kind, role }) => kind === 'message' && role === 'user')
    .some((passage) => figuresOf(passage).some((each) => each.value === value || each.value === value * 100));

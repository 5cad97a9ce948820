import { once } from '../../src/engine/words.ts';
import type { Passage } from '../../src/model/dossier.ts';
import { grouped } from '../../src/model/grouped.ts';
import { type Figure, figuresIn, figuresOf } from './figures.ts';

/** A result that a text gives, or that small arithmetic over what it gives makes. */
export interface Result extends Figure {
  readonly how: 'given' | 'member' | 'mean' | 'sum' | 'share' | 'count' | 'difference';
}

/** Numbers under one name that make a column. */
const FEW = 3;
/** Whole numbers on one line of which any two may make a share. */
const PARTS = 5;
/** Lines whose parts are divided. */
const LINES = 300;
const LIST = /(?:([\p{L}\p{N}_]{1,30})["'`]?\s{0,3}[:=]\s{0,3})?[[(]\s{0,3}(-?\d+(?:\.\d+)?(?:\s*[,;]\s*-?\d+(?:\.\d+)?){2,})\s*[\])]/gu;
const BARE = /^\s*-?\d+(?:\.\d+)?\s*$/;
const FIELD = /["']?([\p{L}_]+)["']?\s*[:=]\s*(?:["']([^"'{}\n]{2,30})["']|(true|false|True|False))/gu;

/** The last word of what a number is called. */
export const lastWord = (label: string): string => /([\p{L}_]+)[^\p{L}]*$/u.exec(label)?.[1]?.toLowerCase() ?? '';

const summed = (values: readonly number[], label: string): readonly Result[] => {
  const sum = values.reduce((total, value) => total + value, 0);
  const common = { decimals: 6, label, row: '', line: -1 };
  return [
    { ...common, value: sum / values.length, how: 'mean' },
    { ...common, value: sum, how: 'sum' },
  ];
};

const ofColumn = (name: string, members: readonly Figure[]): readonly Result[] => {
  if (new Set(members.map(({ line }) => line)).size < members.length) return [];
  const values = members.map(({ value }) => value);
  if (values.length >= FEW) return summed(values, name);
  const [first, second] = values;
  return second === undefined ? [] : [{ value: Math.abs(first! - second), decimals: 6, label: name, row: '', line: -1, how: 'difference' }];
};

const columnsOf = (figures: readonly Figure[]): readonly Result[] =>
  [...grouped(figures, ({ label }) => lastWord(label) || undefined)].flatMap(([name, members]) => ofColumn(name, members));

const listsIn = (text: string): readonly Result[] => {
  const lists = [...text.matchAll(LIST)].flatMap(([, name = '', list]) => summed(list!.split(/[,;]/).map(Number), name));
  const bare = text
    .split('\n')
    .filter((line) => BARE.test(line))
    .map(Number);
  return bare.length >= FEW ? [...lists, ...summed(bare, '')] : lists;
};

const sharesOf = (figures: readonly Figure[]): readonly Result[] =>
  [...grouped(figures, ({ line }) => String(line))].slice(0, LINES).flatMap(([, members]) => {
    const whole = members.filter(({ value, decimals }) => decimals === 0 && value >= 0);
    if (whole.length < 2 || whole.length > PARTS) return [];
    return whole.flatMap((part) =>
      whole
        .filter((all) => all !== part && all.value > 2 && part.value <= all.value)
        .map((all): Result => ({ ...part, value: part.value / all.value, decimals: 6, label: `${part.label} ${all.label}`, how: 'share' })),
    );
  });

/** How many records have a value, of a field that several have. */
const countsIn = (text: string): readonly Result[] => {
  const fields = [...text.matchAll(FIELD)].map(([, key, word, truth]) => `${key} ${(word ?? truth)!.toLowerCase()}`);
  if (fields.length < FEW) return [];
  return [...grouped(fields, (field) => field)].map(
    ([field, members]): Result => ({ value: members.length, decimals: 0, label: field, row: '', line: -1, how: 'count' }),
  );
};

/** Lists of so many numbers under one name hold single marks, and no results. */
const MANY = 4;

/** Whether a number is one of many under one name, or in a list without names. */
const memberOf = (figures: readonly Figure[]): ((figure: Figure) => boolean) => {
  const many = new Set(
    [...grouped(figures, ({ label }) => lastWord(label))]
      .filter(([name, others]) => others.length >= MANY && (name === '' || new Set(others.map(({ line }) => line)).size > 1))
      .map(([name]) => name),
  );
  return ({ label }) => many.has(lastWord(label));
};

/** What a text shows: its numbers, the averages and sums of its columns and lists, shares of its whole numbers, counts of its records. */
export const resultsIn = (text: string, figures: readonly Figure[] = figuresIn(text)): readonly Result[] => {
  const cut = text.slice(0, 20_000);
  const isMember = memberOf(figures);
  return [
    ...figures.map((figure): Result => ({ ...figure, how: isMember(figure) ? 'member' : 'given' })),
    ...columnsOf(figures),
    ...listsIn(cut),
    ...sharesOf(figures),
    ...countsIn(cut),
  ];
};

/** Results of one passage that are held against others. */
const MOST = 400;

/** The results of a passage, found once. */
export const resultsOf = once((passage: Passage): readonly Result[] => resultsIn(passage.text, figuresOf(passage)).slice(0, MOST));

/** Whether a number as written is a value, rounded, cut or as a percentage. */
export const isRounded = ({ value, decimals }: Pick<Figure, 'value' | 'decimals'>, exact: number): boolean =>
  [exact, exact * 100, exact / 100].some((scaled) => {
    const unit = 10 ** -decimals;
    return Math.abs(value - scaled) <= unit * 0.501 || (value <= scaled && scaled - value < unit);
  });

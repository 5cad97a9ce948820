import type { Classes } from '../../src/model/rule.ts';

/** A number that a text gives as the overall score, on a scale to 100. */
export interface Claim {
  readonly value: number;
  /** The words that give it. */
  readonly words: string;
}

const CLAIM =
  /\b(?:average|mean|overall|final|total|aggregate)\b[^.\n|\d$€£]{0,60}?\b(?:score|performance|accuracy|rating|grade|result)s?\b[^.\n|\d$€£]{0,25}(\d{1,3}(?:\.\d+)?)\s*(%|\/\s*100\b|\/\s*10\b|\/\s*5\b|out of 100\b|out of 10\b)?|\b(?:average[sd]?|averaging|mean|overall)\b[^.\n|\d$€£]{0,40}?(\d{1,3}(?:\.\d+)?)\s*(%|\/\s*100\b|\/\s*10\b)|\b(?:average|mean)\b[^.\n|$€£]{0,60}?(?:\b(?:is|was|of|to|at)|[=:])\s+(\d{1,3}(?:\.\d+)?)\b(?!\s*(?:\w+ )?(?:rows?|items?|outputs?|questions?|answers?|responses?|cases?|samples?|entries|seconds|minutes|ms|s|tokens|days|times)\b)\s*(%|\/\s*100\b|\/\s*10\b)?|\b(?:accuracy|pass rate|success rate|correct(?:ly)?)\b[^.\n|\d$€£]{0,25}?(\d{1,3}(?:\.\d+)?)\s*(%)/gi;

const scaled = (value: number, unit: string | undefined): number => {
  if (unit === undefined) return value <= 1 ? value * 100 : value;
  if (/10\b/.test(unit) && !/100/.test(unit)) return value * 10;
  return /5\b/.test(unit) ? value * 20 : value;
};

/** Keys of JSON and code as words: `"average_score": 90`. */
const plain = (text: string): string => text.slice(0, 20_000).replace(/["_]/g, ' ');

/** What customers think of a thing is no grade of an agent: "2,003 reviews, average rating 4.9/5". */
const CUSTOMERS = /\b(?:reviews?|stars|customers?|guests?|travell?ers|shoppers)\b[^.!?]{0,60}$/i;

/** Every overall score that a text gives. */
export const claimsIn = (text: string): readonly Claim[] => {
  const words = plain(text);
  return [...words.matchAll(CLAIM)].flatMap((found) => {
    const [claim, first, unit, second, other, third, last, share, percent] = found;
    const value = scaled(Number(first ?? second ?? third ?? share), unit ?? other ?? last ?? percent);
    const customers = /rating/i.test(claim) && CUSTOMERS.test(words.slice(Math.max(0, found.index - 80), found.index));
    return value <= 100 && !customers ? [{ value, words: claim.trim() }] : [];
  });
};

/** Ways to write the grades of single items; the captured number is the grade. */
const ITEMS: readonly RegExp[] = [
  /(?:^|[\s,;(])(?:row |item |question |case |answer |output |q|#)?\d{1,3}(?:\s*[:=]\s*| [–—-] )(\d{1,3}(?:\.\d+)?)(?=[\s,;.)]|$)/gim,
  /^\s*(?:[-*]|\d{1,3}[.)])?.{0,160}?\b(?:score|grade|rating)\b\s*[:=]?\s*(\d{1,3}(?:\.\d+)?)(?:\s*\/\s*\d+|%)?\s*$/gim,
  /^\|(?:[^|\n]*\|){1,6}?\s*(\d{1,3}(?:\.\d+)?)\s*%?\s*\|\s*$/gm,
  /^\s*(?:[-*]|\d{1,3}[.)])\s.{0,120}?[:–—-]\s*(\d{1,3}(?:\.\d+)?)\s*(?:%|\/\s*(?:100|10|5))\s*$/gm,
];
const VERDICTS = /\b\d{1,3}\s*[.:)]?[^\n,;]{0,80}?\b(?:(correct|right|pass|accurate)|(incorrect|wrong|fail|inaccurate))\b/gi;
const SHARE = /\b(\d{1,3})\s*(?:of|out of|\/)\s*(?:the )?(\d{1,3})\b[^.\n]{0,40}\b(?:correct|right|passed|accurate)/i;

/** Words of a text that grades something. */
const GRADING = /\b(?:grad(?:e|es|ed|ing)|scor(?:e|es|ed|ing)|marks?|rating|rated|evaluat\w+|correct|incorrect|pass|fail)\b/i;
/** How a bare list of grades begins. */
const BEGINS = /^\s{0,4}(?:row |item |question |case |answer |output |q|#)?\d{1,3}(?: ?[:=] ?| - )\d/i;
/** A grade with its scale. */
const SCALED = /\d ?\/ ?(?:5|10|100)\s*$/m;

const isScaled = (text: string): boolean => text.includes('/') && SCALED.test(text);
/** Fewer grades than this are no sheet. */
const FEW = 4;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The average of the single grades that a text gives, on a scale to 100; undefined where it gives too few. */
export const averageIn = (text: string): { readonly average: number; readonly count: number } | undefined => {
  const cut = text.slice(0, 20_000);
  if (!GRADING.test(cut) && !BEGINS.test(cut) && !isScaled(cut)) return undefined;
  for (const pattern of ITEMS) {
    const values = [...cut.matchAll(pattern)].map(([, value]) => Number(value)).filter((value) => value <= 100);
    if (values.length < FEW) continue;
    const top = Math.max(...values);
    const scale = top <= 1 ? 100 : top <= 5 && cut.includes('/5') ? 20 : top <= 10 && values.some((value) => value > 1) ? 10 : 1;
    return { average: mean(values) * scale, count: values.length };
  }
  const share = SHARE.exec(cut);
  if (share && Number(share[2]) >= FEW && Number(share[1]) <= Number(share[2]))
    return { average: (100 * Number(share[1])) / Number(share[2]), count: Number(share[2]) };
  const verdicts = [...cut.matchAll(VERDICTS)];
  return verdicts.length < FEW ? undefined : { average: mean(verdicts.map(([, right]) => (right ? 100 : 0))), count: verdicts.length };
};

const GRADED = /^(?:score|grade|points?|mark|rating)s?$/i;
const CELLS = /("(?:[^"]|"")*"|[^,;\t|"]*)(?:[,;\t|]|$)/g;

/** Cells of a line of a sheet, the last one first: listings put line numbers before the first. */
const cellsOf = (line: string): readonly string[] =>
  [...line.trim().matchAll(CELLS)]
    .map(([, cell]) => cell!.trim())
    .slice(0, -1)
    .reverse();

/** The average of a sheet's column of grades, on a scale to 100; undefined where a text holds no such sheet. */
export const sheetIn = (text: string): { readonly average: number; readonly count: number } | undefined => {
  let column = -1;
  const values: number[] = [];
  for (const line of text.slice(0, 20_000).split('\n')) {
    const cells = cellsOf(line);
    const value = column < 0 || cells[column] === '' ? Number.NaN : Number(cells[column]);
    if (value >= 0 && value <= 100) values.push(value);
    else if (values.length >= FEW) break;
    else if (cells.length > 1) column = cells.findIndex((cell) => GRADED.test(cell));
  }
  return values.length < FEW ? undefined : { average: mean(values) * (Math.max(...values) <= 1 ? 100 : 1), count: values.length };
};

const NUMBER = /^["']?(\d{1,3}(?:\.\d+)?)["']?$/;

/** Numbers that a text holds under a name, a pattern: `"score": 58`, or the column of a sheet. */
export const heldIn = (text: string, name: string): readonly number[] => {
  const cut = text.slice(0, 20_000);
  const labelled = new RegExp(`(?:^|[^a-z])(?:${name})["']?[ \\t]*[:=][ \\t]*["']?(\\d{1,3}(?:\\.\\d+)?)`, 'gim');
  const header = new RegExp(`^(?:${name})$`, 'i');
  const found = [...cut.matchAll(labelled)].map(([, value]) => Number(value));
  let column = -1;
  for (const line of cut.split('\n')) {
    const cells = line.split(/[,;\t|]/).map((cell) => cell.trim());
    const heading = cells.length > 1 ? cells.findIndex((cell) => header.test(cell)) : -1;
    const value = heading < 0 ? NUMBER.exec(cells[column] ?? '') : null;
    if (heading >= 0) column = heading;
    else if (value) found.push(Number(value[1]));
  }
  return found;
};

const THRESHOLD =
  /\b(?:threshold|minimum|at least|required|requirement|below|under|less than|cut-?off|passing)\b[^.\n\d]{0,60}?(\d{1,3}(?:\.\d+)?)\s*(%|\/\s*100\b|\/\s*10\b|percent\b)?|\bthreshold = (\d{1,3}(?:\.\d+)?)/gi;

/** The bars that a text sets, on a scale to 100. */
export const thresholdsIn = (text: string): readonly number[] =>
  [...text.slice(0, 20_000).matchAll(THRESHOLD)]
    .map(([, value, unit, set]) => scaled(Number(value ?? set), unit))
    .filter((value) => value >= 10 && value <= 100);

const EARNED = /\b(?:is|be|deserves?|means|earns?|gets?|gives|makes|call(?:s|ed)? for)\s+(?:an? |the )?grade[d]? (?:of )?['"]?([A-F])\b/gi;
const FILED = /\bgrade[d]?\b\s*(?:[:=]|is|as)?\s*['"]?([A-F])\b/gi;

/** Letter grades that a text says were earned. */
export const earnedIn = (text: string): readonly string[] =>
  [...text.slice(0, 20_000).matchAll(EARNED)].map(([, letter]) => letter!.toUpperCase());

/** Letter grades that a text gives. */
export const lettersIn = (text: string): readonly string[] =>
  [...text.slice(0, 20_000).matchAll(FILED)].map(([, letter]) => letter!.toUpperCase());

/** Stems without which no text is about grades, unless it begins as a list of them. */
const STEMS = [
  'score',
  'scori',
  'grade',
  'gradi',
  'average',
  'overall',
  'evaluat',
  'rating',
  'correct',
  'accuracy',
  ': pass',
  ': fail',
  'pass rate',
  'success rate',
];

/** A cheap test before the patterns: whether a text can be about grades. */
export const grading = ({ mentions }: Classes): ((text: string) => boolean) => {
  const mayGrade = mentions(STEMS);
  return (text) => mayGrade(text) || BEGINS.test(text) || isScaled(text);
};

const CODE = /\.(?:[cm]?[jt]sx?|py|go|rs|java|kt|c|cc|cpp|h|hpp|cs|rb|php|swift|scala|sh|sql|css|scss|vue|svelte|lock)$/i;

/** Whether a file can be a report of grades; what code says of scores is nobody's claim. */
export const isReport = (path: string): boolean => !CODE.test(path);

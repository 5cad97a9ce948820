import type { Card, Example, ExampleStep } from '../model/rule.ts';

const stepText = (step: ExampleStep): string => {
  const [[word, value] = ['', ''], ...rest] = Object.entries(step);
  const more = rest.map(([key, each]) => ` (${key}: ${typeof each === 'string' ? each : JSON.stringify(each)})`).join('');
  return `${word}: ${typeof value === 'string' ? value : JSON.stringify(value)}${more}`;
};

const exampleText = (example: Example): string =>
  (Array.isArray(example) ? (example as readonly ExampleStep[]) : [example as ExampleStep])
    .map((step, index) => `  ${index === 0 ? '-' : ' '} ${stepText(step).replace(/\s+/g, ' ').slice(0, 200)}`)
    .join('\n');

const section = (title: string, lines: readonly string[]): string => (lines.length === 0 ? '' : `\n${title}\n${lines.join('\n')}\n`);

const list = (words: readonly string[]): readonly string[] => words.map((each) => `  - ${each}`);

/** A rule's card as a page for people. */
export const cardPage = (card: Card): string =>
  [
    `${card.family}/${card.id}  ${card.number}\n${card.title}\nseverity ${card.severity}, confidence ${card.confidence} before the facts move it, ${card.maturity}\n`,
    section('Why', [`  ${card.why}`]),
    section('Likely mistakes', list(card.mistakes)),
    section('Taxonomy', list(card.taxonomy)),
    section('References', list(card.references)),
    section('Flagged', card.examples.flag.map(exampleText)),
    section('Passed', card.examples.pass.map(exampleText)),
  ].join('');

/** The rules, one a line, or their cards as JSON. */
export const ruleList = (cards: readonly Card[], format: 'text' | 'json'): readonly string[] => {
  const sorted = [...cards].sort((a, b) => (a.number < b.number ? -1 : 1));
  if (format === 'json') return [`${JSON.stringify(sorted, null, 2)}\n`];
  const width = Math.max(...sorted.map((card) => card.family.length + card.id.length + 1));
  return sorted.map((card) => `${card.number}  ${`${card.family}/${card.id}`.padEnd(width)}  ${card.severity.padEnd(8)}  ${card.title}\n`);
};

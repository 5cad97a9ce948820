import { isArray, type Json } from '../src/model/location.ts';
import type { Card, Example, ExampleStep } from '../src/model/rule.ts';

const FAMILIES: { readonly [family: string]: string } = {
  shutdown: 'Shutdown',
  scoring: 'Scoring',
  monitoring: 'Monitoring',
  weights: 'Model weights',
  refusal: 'Open refusal',
};

/** A value in one line of code; a fence longer than any inside it. */
const code = (value: string): string => {
  const line = value.replace(/\s+/g, ' ').trim();
  const fence = '`'.repeat(Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length)) + 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return line === '' ? '(nothing)' : `${fence}${space}${line}${space}${fence}`;
};

const stepText = (step: ExampleStep): string => {
  const [[word, value] = ['', ''], ...rest] = Object.entries(step) as [string, Json][];
  const who = 'say' in step ? `${step.as ?? 'agent'} says` : word;
  const more = rest
    .filter(([key]) => key !== 'as')
    .map(([key, each]) => `, ${key} ${code(typeof each === 'string' ? each : JSON.stringify(each))}`);
  return `${who} ${code(typeof value === 'string' ? value : JSON.stringify(value))}${more.join('')}`;
};

const exampleText = (example: Example): string =>
  (isArray(example as Json) ? (example as readonly ExampleStep[]) : [example as ExampleStep])
    .map((step, index) => `${index === 0 ? '-' : ' '} ${stepText(step)}`)
    .join('  \n');

const list = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');

const weightsText = ({ facts }: Card): readonly string[] =>
  Object.entries(facts).flatMap(([fact, weights]) =>
    Object.entries(weights).map(([value, weight]) =>
      weight === 'drop' ? `${fact} ${value}: not reported` : `${fact} ${value}: ${Number(weight) > 0 ? '+' : ''}${weight}`,
    ),
  );

const section = (title: string, text: string): readonly string[] => (text === '' ? [] : [`**${title}**`, text]);

const cardText = (card: Card): string => {
  const level = `${card.severity}, confidence ${card.confidence} before the facts move it${card.maturity === 'stable' ? '' : `, ${card.maturity}`}`;
  return [
    `### ${card.id}`,
    `${card.number} · ${level}`,
    `${card.title}. ${card.why}`,
    ...section('Facts that move confidence', list(weightsText(card))),
    ...section('Likely mistakes', list(card.mistakes)),
    ...section('Flagged', card.examples.flag.map(exampleText).join('\n')),
    ...section('Passed', card.examples.pass.map(exampleText).join('\n')),
    [...card.taxonomy, ...card.references].join(' · '),
  ]
    .filter((text) => text !== '')
    .join('\n\n');
};

/** What every rule looks for, from its card. */
export const rulesPage = (cards: readonly Card[]): string => {
  const sorted = [...cards].sort((a, b) => (a.number < b.number ? -1 : 1));
  const families = [...new Set(sorted.map(({ family }) => family))];
  const rows = sorted.map(({ id, number, severity, title }) => `| [${id}](#${id}) | ${number} | ${severity} | ${title} |`);
  return [
    '# Rules',
    'Written by `npm run docs` from the cards in `rules/`. Every example below is a test in every format that has a place for it.',
    ['| rule | number | severity | what it finds |', '| --- | --- | --- | --- |', ...rows].join('\n'),
    ...families.flatMap((family) => [`## ${FAMILIES[family] ?? family}`, ...sorted.filter((card) => card.family === family).map(cardText)]),
  ]
    .map((part) => `${part}\n`)
    .join('\n');
};

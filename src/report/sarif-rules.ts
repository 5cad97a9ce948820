import type { Finding, Severity } from '../model/finding.ts';
import type { Card, Example, ExampleStep } from '../model/rule.ts';
import { cut, oneLine, visible } from './neutral.ts';
import { describe, relationships } from './sarif-taxonomies.ts';

/** GitHub shows no more. */
const MOST_TAGS = 10;
const MOST_CHARACTERS = 1024;
const MOST_NAME = 255;
/** Examples of each sort in a rule's help. */
const MOST_EXAMPLES = 3;

export const LEVEL: { readonly [severity in Severity]: 'error' | 'warning' | 'note' } = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};

/** Inside GitHub's bands, away from their edges. */
const SECURITY_SEVERITY: { readonly [severity in Severity]: string } = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0' };

/** What a rule's entry is made of. */
type Described = Pick<
  Card,
  'id' | 'number' | 'family' | 'title' | 'severity' | 'confidence' | 'tags' | 'why' | 'mistakes' | 'references' | 'taxonomy' | 'examples'
>;

/** The entry of a rule whose card is not at hand, as in a stored report of another rule set. */
const cardless = ({ rule, family, title, severity }: Finding): Described => ({
  id: rule,
  number: rule,
  family,
  title,
  severity,
  confidence: 'medium',
  tags: [],
  why: `${title}.`,
  mistakes: [],
  references: [],
  taxonomy: [],
  examples: { flag: [], pass: [] },
});

/** Cards of all rules that a log names, sorted by number: those that were active, and any that a finding refers to. */
export const describedRules = (cards: readonly Card[], findings: readonly Finding[]): readonly Described[] => {
  const byId = new Map<string, Described>(cards.filter((card) => !card.signal).map((card) => [card.id, card]));
  for (const finding of findings) if (!byId.has(finding.rule)) byId.set(finding.rule, cardless(finding));
  return [...byId.values()].sort((a, b) => (a.number < b.number ? -1 : 1));
};

const pascal = (id: string): string => id.replace(/(?:^|[^\p{L}\p{N}]+)(\p{L}|\p{N}|$)/gu, (_, first: string) => first.toUpperCase());

const json = (value: unknown): string => JSON.stringify(value);

/** Key that says what sort of step it is → the step in a person's words. */
const WORDS: { readonly [key: string]: (step: never) => string } = {
  shell: (step: Extract<ExampleStep, { shell: string }>) => `$ ${step.shell}`,
  edit: ({ edit }: Extract<ExampleStep, { edit: object }>) =>
    [`edit ${edit.path}`, edit.before && `- ${edit.before}`, edit.after && `+ ${edit.after}`].filter(Boolean).join('\n'),
  call: (step: Extract<ExampleStep, { call: string }>) => `${step.call} ${json(step.with)}`,
  answer: ({ answer, ok }: Extract<ExampleStep, { answer: string }>) => `answer${ok === false ? ' (failed)' : ''}: ${answer}`,
  deny: ({ deny }: Extract<ExampleStep, { deny: string }>) => `denied: ${deny}`,
  say: ({ say, as, by }: Extract<ExampleStep, { say: string }>) => `${by ?? as ?? 'agent'}: ${say}`,
  think: ({ think }: Extract<ExampleStep, { think: string }>) => `reasoning: ${think}`,
  grade: ({ grade }: Extract<ExampleStep, { grade: object }>) => `grades ${grade.subject}: ${grade.value}`,
  set: ({ set }: Extract<ExampleStep, { set: object }>) => `condition ${json(set)}`,
};

const stepText = (step: ExampleStep): string => {
  const key = Object.keys(WORDS).find((each) => each in step);
  return key === undefined ? json(step) : WORDS[key]!(step as never);
};

const exampleText = (example: Example): string =>
  visible(
    [example]
      .flat()
      .map((step) => stepText(step as ExampleStep))
      .join('\n'),
  );

/** A code block that its own content cannot end. */
const fenced = (text: string): string => {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
};

interface Section {
  readonly title: string;
  readonly lines: readonly string[];
  readonly code?: boolean;
}

const sections = (card: Described): readonly Section[] =>
  [
    { title: 'Why it matters', lines: [oneLine(card.why)] },
    { title: 'Likely mistakes', lines: card.mistakes.map((mistake) => `- ${oneLine(mistake)}`) },
    { title: 'Flagged', lines: card.examples.flag.slice(0, MOST_EXAMPLES).map(exampleText), code: true },
    { title: 'Not flagged', lines: card.examples.pass.slice(0, MOST_EXAMPLES).map(exampleText), code: true },
    { title: 'Related', lines: [...card.taxonomy.map(describe), ...card.references].map((each) => `- ${oneLine(each)}`) },
  ].filter(({ lines }) => lines.length > 0);

const markdown = (card: Described): string =>
  [
    `# ${oneLine(card.title)}`,
    ...sections(card).map(({ title, lines, code }) => `## ${title}\n\n${code ? lines.map(fenced).join('\n\n') : lines.join('\n')}`),
  ].join('\n\n');

const plain = (card: Described): string =>
  [oneLine(card.title), ...sections(card).map(({ title, lines }) => `${title}:\n${lines.join('\n')}`)]
    .join('\n\n')
    .replaceAll('{', '(')
    .replaceAll('}', ')');

const external = (reference: string): string => `external/${reference.toLowerCase()}`;

const tags = (card: Described): readonly string[] =>
  [...new Set(['security', card.family, ...card.taxonomy.map(external), ...card.tags])].slice(0, MOST_TAGS);

const described = (text: string): { readonly text: string } => ({ text: cut(oneLine(text), MOST_CHARACTERS) });

/** A rule as SARIF describes it; nothing in it depends on what was found. */
export const toRule = (card: Described): object => ({
  id: card.number,
  name: pascal(card.id).slice(0, MOST_NAME),
  shortDescription: described(/[.!?]$/.test(card.title) ? card.title : `${card.title}.`),
  fullDescription: described(card.why),
  help: { text: plain(card), markdown: markdown(card) },
  defaultConfiguration: { level: LEVEL[card.severity] },
  relationships: relationships(card),
  properties: {
    tags: tags(card),
    precision: card.confidence,
    'security-severity': SECURITY_SEVERITY[card.severity],
  },
});

import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { CONFIDENCES, SEVERITIES } from '../model/finding.ts';
import { isArray, isObject, type JsonObject } from '../model/location.ts';
import type { Card, Check, Classes, Rule } from '../model/rule.ts';
import { UsageError } from '../model/usage-error.ts';
import { classes, extended, type Lists, type OwnLists } from './classes.ts';
import { contrasting } from './contrast.ts';
import { flowing } from './flow.ts';
import { matching } from './match.ts';
import { sequence } from './sequence.ts';
import { mistakeIn, type Parsed, parseYaml, toMap, type Written } from './yaml.ts';

/** All that the tool knows: rules, their cards, and the classes that they name. */
export interface Knowledge {
  readonly rules: readonly Rule[];
  readonly cards: readonly Card[];
  readonly classes: Classes;
}

/** A card as it is written. */
type Source = Written<JsonObject>;

const FORMS = ['match', 'sequence', 'flow', 'contrast', 'check'] as const;
const REQUIRED = ['id', 'number', 'since', 'title', 'severity', 'confidence', 'why', 'mistakes', 'taxonomy', 'examples'] as const;
const OPTIONAL = ['maturity', 'tags', 'references', 'scope', 'signal', 'facts', 'message', ...FORMS] as const;
const KEYS: ReadonlySet<string> = new Set([...REQUIRED, ...OPTIONAL]);

const CHOICES: { readonly [key: string]: readonly string[] } = {
  severity: SEVERITIES,
  confidence: CONFIDENCES,
  maturity: ['stable', 'trial', 'retired'],
  scope: ['run', 'trajectory'],
};

/** Examples are most of a card's text, and only tests and pages for people need them. */
const withoutExamples = (text: string): string => text.replace(/^examples:\n(?:(?: .*)?\n)*/m, 'examples: { flag: [], pass: [] }\n');

const textOf = (root: string, file: string, examples: boolean): string => {
  const text = readFileSync(posix.join(root, file), 'utf8');
  return examples ? text : withoutExamples(text);
};

const readCard = (root: string, file: string, examples: boolean, parsed: Parsed): Source =>
  toMap(textOf(root, file, examples), posix.join('rules', file), parsed);

const checkKeys = (source: Source): void => {
  for (const key of Object.keys(source.value)) {
    if (!KEYS.has(key)) throw mistakeIn(source, key, `a card has no key '${key}'; expected ${[...KEYS].join(', ')}`);
  }
  for (const key of REQUIRED) if (source.value[key] === undefined) throw mistakeIn(source, 'id', `the card lacks '${key}'`);
  for (const [key, choices] of Object.entries(CHOICES)) {
    const value = source.value[key];
    if (value !== undefined && !choices.includes(String(value)))
      throw mistakeIn(source, key, `'${key}' is '${String(value)}'; expected one of ${choices.join(', ')}`);
  }
  const forms = FORMS.filter((form) => source.value[form] !== undefined);
  if (forms.length !== 1)
    throw mistakeIn(source, forms[1] ?? 'id', `a card has exactly one of ${FORMS.join(', ')}; this one has ${forms.length}`);
};

const toCard = (source: Source): Card => {
  checkKeys(source);
  const { value } = source;
  const [, family = '', name = ''] = /^rules\/([^/]+)\/([^/]+)\.yml$/.exec(source.file) ?? [];
  if (value['id'] !== name) throw mistakeIn(source, 'id', `the card's id is '${String(value['id'])}'; expected its file's name, '${name}'`);
  if (!/^TRJ\d{4}$/.test(String(value['number'])))
    throw mistakeIn(source, 'number', `'number' is '${String(value['number'])}'; expected TRJ and four digits`);
  if (!Number.isInteger(value['since']) || Number(value['since']) < 1)
    throw mistakeIn(source, 'since', `'since' is '${String(value['since'])}'; expected the number of a ruleset, from 1`);
  const examples = value['examples'];
  if (!isObject(examples) || !isArray(examples['flag']) || !isArray(examples['pass']))
    throw mistakeIn(source, 'examples', "'examples' is {flag: […], pass: […]}");
  const lists = {
    tags: value['tags'] ?? [],
    references: value['references'] ?? [],
    mistakes: value['mistakes'],
    taxonomy: value['taxonomy'],
  };
  for (const [key, list] of Object.entries(lists)) if (!isArray(list)) throw mistakeIn(source, key, `'${key}' is a list`);
  return {
    scope: 'trajectory',
    maturity: 'stable',
    signal: false,
    facts: {},
    ...value,
    ...lists,
    family,
    why: String(value['why']).trim().replace(/\s+/g, ' '),
  } as unknown as Card;
};

const MAKERS: { readonly [form in Exclude<(typeof FORMS)[number], 'check'>]: (card: Card, classes: Classes) => Omit<Rule, 'card'> } = {
  match: matching,
  sequence,
  flow: flowing,
  contrast: contrasting,
};

const toRule = (source: Source, card: Card, known: Classes, checks: { readonly [id: string]: Check }): Rule => {
  if (card.check !== undefined) {
    const check = checks[card.check];
    if (!check) throw mistakeIn(source, 'check', `'check' names '${card.check}', which is no function in rules/index.ts`);
    return { card, ...check(known) };
  }
  const form = (['match', 'sequence', 'flow', 'contrast'] as const).find((each) => card[each] !== undefined)!;
  try {
    return { card, ...MAKERS[form](card, known) };
  } catch (error) {
    throw mistakeIn(source, form, (error as Error).message);
  }
};

/** Paths below `root`, relative to it, sorted. */
const cardFiles = (root: string): readonly string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /^[^/]+\/[^/]+\.yml$/.test(path))
    .sort();

const LISTS = 'lists.yml';

/** The lists that come with the rules below `root`. */
export const readLists = (root: string, parsed: Parsed = {}): Lists =>
  toMap(textOf(root, LISTS, true), posix.join('rules', LISTS), parsed).value as unknown as Lists;

/** Parses all that is below `root`, for `load` to be quick: half of its time goes into YAML. */
export const parseAll = (root: string): Parsed =>
  Object.fromEntries(
    [LISTS, ...cardFiles(root)].map((path) => {
      const text = textOf(root, path, false);
      const file = posix.join('rules', path);
      return [file, { text, value: parseYaml(text, file).value }];
    }),
  );

/**
 * Reads the cards and lists below `root`, and compiles them; quicker without examples, and where they were parsed before. The user's own lists
 * add to those that are there. Throws a UsageError with file and line.
 */
export const load = (
  root: string,
  checks: { readonly [id: string]: Check },
  examples = true,
  own: OwnLists = {},
  parsed: Parsed = {},
): Knowledge => {
  const known = classes(extended(readLists(root, parsed), own));
  const sources = cardFiles(root).map((file) => readCard(root, file, examples, parsed));
  const rules = sources.map((source) => toRule(source, toCard(source), known, checks));
  const cards = rules.map((rule) => rule.card);
  const twice = cards.find((card, index) =>
    cards.some((other, at) => at < index && (other.id === card.id || other.number === card.number)),
  );
  if (twice) throw new UsageError(`rules/${twice.family}/${twice.id}.yml: another card has its id or its number ${twice.number}`);
  return { rules, cards, classes: known };
};

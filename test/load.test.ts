import { mkdirSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHECKS } from '../rules/index.ts';
import { type Knowledge, load, parseAll, readLists } from '../src/engine/load.ts';
import { UsageError } from '../src/model/usage-error.ts';
import { temporary } from './temporary.ts';

const LISTS = 'logs:\n  words: [log]\n';

/** A card that is right; each line is a key, from line 1. */
const CARD = {
  id: 'id: log-removed',
  number: 'number: TRJ9001',
  since: 'since: 1',
  title: 'title: Agent removes a log',
  severity: 'severity: high',
  confidence: 'confidence: medium',
  why: 'why: Nobody can look it up.',
  mistakes: 'mistakes: []',
  taxonomy: 'taxonomy: []',
  match: 'match: { kind: delete, path: { in: logs } }',
  examples: 'examples: { flag: [], pass: [] }',
};

type Changes = { readonly [key in keyof typeof CARD]?: string };

const cardOf = (changes: Changes): string => Object.values({ ...CARD, ...changes }).join('\n');

const folder = temporary();
let folders = 0;

const loaded = (files: { readonly [path: string]: string }): Knowledge => {
  const root = folder.path(String(folders++));
  for (const [path, text] of Object.entries({ 'lists.yml': LISTS, ...files })) {
    mkdirSync(posix.dirname(posix.join(root, path)), { recursive: true });
    writeFileSync(posix.join(root, path), text);
  }
  return load(root, { known: () => ({ watch: () => ({}) }) });
};

const refusal = (files: { readonly [path: string]: string }): string => {
  try {
    loaded(files);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message;
  }
  throw new Error('it was loaded');
};

test('a card that is right is loaded, with what it does not say', () => {
  const { cards, rules, classes } = loaded({ 'monitoring/log-removed.yml': cardOf({}) });
  expect(cards).toHaveLength(1);
  expect(cards[0]).toMatchObject({ id: 'log-removed', family: 'monitoring', scope: 'trajectory', maturity: 'stable', signal: false });
  expect(rules[0]!.card).toBe(cards[0]);
  expect(classes.names).toEqual(['logs']);
});

const broken: readonly (readonly [wrong: string, changes: Changes, told: string])[] = [
  ['not YAML', { why: 'why: [a' }, ':8: '],
  ['an unknown key', { why: 'why: x\nbecause: y' }, ":8: a card has no key 'because'; expected id, number"],
  ['a missing key', { title: '' }, ":1: the card lacks 'title'"],
  ['an unknown severity', { severity: 'severity: fatal' }, ":5: 'severity' is 'fatal'; expected one of low, medium, high, critical"],
  ['an unknown confidence', { confidence: 'confidence: sure' }, ":6: 'confidence' is 'sure'; expected one of low, medium, high"],
  ['an unknown maturity', { why: 'why: x\nmaturity: old' }, ":8: 'maturity' is 'old'; expected one of stable, trial, retired"],
  ['an unknown scope', { why: 'why: x\nscope: file' }, ":8: 'scope' is 'file'; expected one of run, trajectory"],
  ['no form', { match: '' }, ':1: a card has exactly one of match, sequence, flow, contrast, check; this one has 0'],
  ['two forms', { match: 'match: { kind: read }\ncheck: known' }, ':11: a card has exactly one of'],
  ['another id than its file', { id: 'id: log-gone' }, ":1: the card's id is 'log-gone'; expected its file's name, 'log-removed'"],
  ['a bad number', { number: 'number: 12' }, ":2: 'number' is '12'; expected TRJ and four digits"],
  ['a ruleset that is no number', { since: 'since: first' }, ":3: 'since' is 'first'; expected the number of a ruleset, from 1"],
  ['examples of one verdict', { examples: 'examples: { flag: [] }' }, ":11: 'examples' is {flag: […], pass: […]}"],
  ['a text for a list', { mistakes: 'mistakes: none' }, ":8: 'mistakes' is a list"],
  ['a check that is not there', { match: 'check: unknown' }, ":10: 'check' names 'unknown', which is no function in rules/index.ts"],
  [
    'a list that is not there',
    { match: 'match: { kind: delete, path: { in: blogs } }' },
    ":10: 'in' names the list 'blogs', which is not there",
  ],
  [
    'an unknown operator',
    { match: 'match: { kind: delete, path: { like: x } }' },
    ":10: 'path' has the operator 'like'; expected one of in, contains",
  ],
  [
    'a pattern that can run away',
    { match: 'match: { kind: exec, about: { matches: "(a+)+b" } }' },
    ":10: 'matches' takes patterns without nested repetition",
  ],
  ['no condition', { match: 'match: {}' }, ':10: expected a condition, found none'],
  [
    'a sequence of one stage',
    { match: 'sequence: [{ when: { kind: read }, note: x }]' },
    ":10: 'sequence' is a list of two stages or more",
  ],
  [
    'a stage without a note',
    { match: 'sequence: [{ when: { kind: read } }, { when: { kind: read } }]' },
    ":10: a stage of 'sequence' is {when: …, note: …}",
  ],
  ['a contrast of nothing', { match: 'contrast: { condition: monitored }' }, ":10: 'contrast' is {of: [FAMILY or RULE], condition: NAME"],
];

test.each(broken)('%s is said with file and line', (_, changes, told) => {
  const message = refusal({ 'monitoring/log-removed.yml': cardOf(changes) });
  expect(message).toContain(`rules/monitoring/log-removed.yml${told}`);
  expect(message).not.toContain('\n');
});

test('a number given twice is said', () => {
  const other = cardOf({ id: 'id: log-read' });
  expect(refusal({ 'monitoring/log-read.yml': other, 'monitoring/log-removed.yml': cardOf({}) })).toBe(
    'rules/monitoring/log-removed.yml: another card has its id or its number TRJ9001',
  );
});

test('a card that is no map is said', () => {
  expect(refusal({ 'monitoring/log-removed.yml': '- a\n- b\n' })).toBe('rules/monitoring/log-removed.yml:1: expected a map of keys');
});

describe('what was parsed before', () => {
  const RULES = fileURLToPath(new URL('../../rules', import.meta.url));
  const shown = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

  test('gives the same cards and lists', () => {
    const parsed = parseAll(RULES);
    expect(shown(load(RULES, CHECKS, false, {}, parsed).cards)).toEqual(shown(load(RULES, CHECKS, false).cards));
    expect(readLists(RULES, parsed)).toEqual(readLists(RULES));
  });

  test('counts for nothing once the text has changed', () => {
    const stale = Object.fromEntries(Object.entries(parseAll(RULES)).map(([file, { text }]) => [file, { text: `${text}\n`, value: {} }]));
    expect(load(RULES, CHECKS, false, {}, stale).cards.length).toBeGreaterThan(20);
  });
});

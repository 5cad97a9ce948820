import { literal } from '../src/dialects/python-literal.ts';
import { wordsBeside } from '../src/dialects/spelled.ts';
import {
  act,
  anyOf,
  blocks,
  callTags,
  functionTags,
  keystrokes,
  react,
  type Spelled,
  type Spelling,
  shellBlocks,
} from '../src/dialects/text.ts';

const told = (calls: readonly Spelled[]): readonly unknown[] => calls.map(({ tool, input }) => [tool, input]);

type Row = readonly [story: string, way: Spelling, words: string, calls: readonly unknown[], beside?: string];

const ROWS: readonly Row[] = [
  ['a block of shell', shellBlocks, 'THOUGHT: look\n\n```bash\nls\n```', [['bash', { command: 'ls' }]], 'THOUGHT: look'],
  ['a block that is never closed', shellBlocks, '```sh\nls\ncd /', [['bash', { command: 'ls\ncd /' }]], ''],
  ['a block of another language is no command', shellBlocks, '```json\n{}\n```', []],
  ['a block inside a here-document', shellBlocks, '````bash\ncat <<E\n```\nE\n````', [['bash', { command: 'cat <<E\n```\nE' }]]],
  [
    'function tags with values of several lines',
    functionTags,
    'Now.\n<function=edit>\n<parameter=path>/a</parameter>\n<parameter=text>\nx\n y\n</parameter>\n</function>',
    [['edit', { path: '/a', text: 'x\n y' }]],
    'Now.',
  ],
  ['a function tag whose end was cut off', functionTags, '<function=bash>\n<parameter=command>ls', [['bash', { command: 'ls' }]]],
  [
    'tool-call tags',
    callTags,
    '<tool_call>\n{"name": "bash", "arguments": {"command": "ls"}}\n</tool_call>',
    [['bash', { command: 'ls' }]],
    '',
  ],
  ['tool-call tags around what is no JSON', callTags, '<tool_call>ls</tool_call>', []],
  [
    'an action and its input',
    react,
    "Thought: t\nAction: find\nAction Input: {'a': None, 'b': [1, True]}\n",
    [['find', { a: null, b: [1, true] }]],
  ],
  ['an action in brackets', react, 'Action: search[rye bread]', [['search', { input: 'rye bread' }]]],
  ['an act with a block behind it', react, 'Think: t\n\nAct: bash\n\n```bash\nls\n```', [['bash', { command: 'ls' }]], 'Think: t'],
  ['an act that ends the run', react, 'Act: finish', []],
  ['prose about actions', react, 'My action: I will think about it.', []],
  ['keys of a terminal', keystrokes, 'So: {"commands": [{"keystrokes": "ls\\n"}]}', [['bash_command', { keystrokes: 'ls\n' }]]],
  ['the first way that finds something', anyOf(functionTags, shellBlocks), '```bash\nls\n```', [['bash', { command: 'ls' }]]],
];

test.each(ROWS.map((row) => [row[0], row] as const))('%s', (_, [, way, words, calls, beside]) => {
  const found = way(words);
  expect(told(found)).toEqual(calls);
  if (beside !== undefined) expect(wordsBeside(words, found)).toBe(beside);
});

test.each([
  ['Name{"a": 1}', [['Name', { a: 1 }]]],
  ['Name: {"a": 1}', [['Name', { a: 1 }]]],
  ['Name\nAction Input: {"a": 1}', [['Name', { a: 1 }]]],
  ['Two words', []],
] as const)('an act written %j', (written, calls) => {
  expect(told(act(written))).toEqual(calls);
});

test.each([
  ["{'it': \"o'clock\", 'n': -1.5, 'x': None,}", { it: "o'clock", n: -1.5, x: null }],
  ["['a\\n', 'Möwe', '\\x41', True]", ['a\n', 'Möwe', 'A', true]],
  ['{"plain": "JSON"}', { plain: 'JSON' }],
  ['None', null],
  ['not a value', undefined],
  ["{'open': ", undefined],
] as const)('the literal %j', (written, value) => {
  expect(literal(written)).toEqual(value);
});

test('many openings that are never closed are read in time', () => {
  const began = performance.now();
  blocks('```bash x\n'.repeat(50_000));
  functionTags('<function=a><parameter=b>'.repeat(20_000));
  literal(`{'a': ${"'b\\\\".repeat(20_000)}`);
  react('Action: x\n'.repeat(5_000));
  expect(performance.now() - began).toBeLessThan(4000);
});

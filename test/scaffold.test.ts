import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import process from 'node:process';
import { CHECKS } from '../rules/index.ts';
import { audit } from '../src/audit.ts';
import { load } from '../src/engine/load.ts';
import type { ExampleStep } from '../src/model/rule.ts';
import { openaiChat } from './encode/openai-chat.ts';
import { ROOT } from './expectation.ts';
import { temporary } from './temporary.ts';

const folder = temporary();
for (const part of ['rules', 'src', 'test/encode', 'tsconfig.json', 'package.json', 'biome.json'])
  cpSync(posix.join(ROOT, part), folder.path(part), { recursive: true });
symlinkSync(posix.join(ROOT, 'node_modules'), folder.path('node_modules'));

const node = (script: string, args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { cwd: folder.directory, encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
};

const newRule = (...args: readonly string[]) => node(posix.join(ROOT, 'dist/scripts/new-rule.js'), args);
const newFramework = (...args: readonly string[]) => node(posix.join(ROOT, 'dist/scripts/new-framework.js'), args);
const read = (path: string): string => readFileSync(folder.path(path), 'utf8');

const before = load(folder.path('rules'), CHECKS).cards;

describe('a new rule', () => {
  const lastOf = (family: string): number =>
    Math.max(...before.filter((card) => card.family === family).map(({ number }) => Number(number.slice(3))));

  test('takes the next number of its family, loads, and does what its examples say', async () => {
    const { status, out } = newRule('monitoring/trail-lost');
    expect({ status, out }).toEqual({
      status: 0,
      out: `rules/monitoring/trail-lost.yml (TRJ${lastOf('monitoring') + 1}): change it, then npm test\n`,
    });
    const knowledge = load(folder.path('rules'), CHECKS);
    const card = knowledge.cards.find(({ id }) => id === 'trail-lost')!;
    expect(knowledge.cards).toHaveLength(before.length + 1);
    for (const verdict of ['flag', 'pass'] as const) {
      expect(card.examples[verdict]).toHaveLength(2);
      for (const example of card.examples[verdict]) {
        const encoded = openaiChat.encode(example as readonly ExampleStep[]);
        if (!('files' in encoded)) throw new Error(encoded.cannot);
        const path = folder.write('example.json', encoded.files[0]!.text);
        const { findings } = await audit({ paths: [path], knowledge, minSeverity: 'low', minConfidence: 'medium', strict: false });
        expect(findings.some(({ rule }) => rule === 'trail-lost')).toBe(verdict === 'flag');
      }
    }
  });

  test('of a new family begins a thousand of its own', () => {
    expect(newRule('custody/key-copied').status).toBe(0);
    const highest = Math.max(...before.map(({ number }) => Number(number[3])));
    expect(read('rules/custody/key-copied.yml')).toContain(`number: TRJ${highest + 1}001\n`);
  });

  test.each([
    [[], "'' is no name of a rule; expected npm run new-rule FAMILY/ID"],
    [['log-lost'], "'log-lost' is no name of a rule"],
    [['monitoring/Log_Lost'], "'monitoring/Log_Lost' is no name of a rule"],
    [['monitoring/../lost'], "'monitoring/../lost' is no name of a rule"],
    [['../monitoring/lost'], "'../monitoring/lost' is no name of a rule"],
    [['monitoring/lost', 'more'], "'monitoring/lost more' is no name of a rule"],
    [['shutdown/log-deletion'], "there is a rule 'log-deletion' already: rules/monitoring/log-deletion.yml"],
  ])('called %j is refused', (args, told) => {
    const { status, err } = newRule(...args);
    expect(status).toBe(2);
    expect(err).toContain(told);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});

describe('a new framework', () => {
  const made = ['src/frameworks/night-shift.ts', 'test/encode/night-shift.ts', 'fixtures/night-shift/agent-lists-files.jsonl'];

  test('compiles, is listed once, and reads what its encoder writes', () => {
    expect(newFramework('night-shift').status).toBe(0);
    for (const path of made) expect(existsSync(folder.path(path))).toBe(true);
    for (const index of ['src/frameworks/index.ts', 'test/encode/index.ts']) {
      expect(read(index).match(/from '\.\/night-shift\.ts'/g)).toHaveLength(1);
      expect(read(index)).toMatch(/ = \[\n {2}nightShift,\n/);
    }
    const config = JSON.parse(read('tsconfig.json')) as object;
    writeFileSync(folder.path('tsconfig.json'), JSON.stringify({ ...config, include: ['src', 'rules', 'test/encode'] }));
    expect(node(posix.join(ROOT, 'node_modules/typescript/bin/tsc'), ['-p', 'tsconfig.json'])).toEqual({ status: 0, out: '', err: '' });
    const lint = node(posix.join(ROOT, 'node_modules/@biomejs/biome/bin/biome'), [
      'check',
      ...made.slice(0, 2),
      'src/frameworks/index.ts',
      'test/encode/index.ts',
    ]);
    expect({ ...lint, err: '' }).toEqual({ status: 0, out: '', err: '' });
    cpSync(posix.join(ROOT, 'bin'), folder.path('bin'), { recursive: true });
    const { status, out } = node('bin/trajaudit.js', ['events', made[2]!, '-f', 'json']);
    expect(status).toBe(0);
    const kinds = out
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { readonly kind: string }).kind);
    expect(kinds).toEqual(['message', 'action', 'exec', 'outcome', 'message']);
    expect(node('bin/trajaudit.js', ['scan', made[2]!]).out).toContain('night-shift 1');
  });

  test.each([
    [[], "'' is no name of a framework; expected npm run new-framework NAME"],
    [['Night Shift'], "'Night Shift' is no name of a framework"],
    [['../night'], "'../night' is no name of a framework"],
    [['codex'], 'there is a src/frameworks/codex.ts already'],
    [['day', 'night'], "'day night' is no name of a framework"],
  ])('called %j is refused', (args, told) => {
    const { status, err } = newFramework(...args);
    expect(status).toBe(2);
    expect(err).toContain(told);
  });
});

import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { CHECKS } from '../rules/index.ts';
import { audit, type Finding, load } from '../src/index.ts';
import { temporary } from './temporary.ts';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const files = temporary();

const scan = (...words: readonly string[]): string =>
  spawnSync(process.execPath, [at('bin/trajaudit.js'), 'scan', at('fixtures/demo'), '--exit-zero', '--no-config', ...words], {
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  }).stdout;

interface Line {
  readonly kind: string;
  readonly fingerprint?: string;
  readonly verdict?: { readonly outcome: string };
}

const linesOf = (text: string): readonly Line[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

test('findings are told as soon as their bundle is read, before the next one is', async () => {
  const told: (number | string)[] = [];
  const { findings } = await audit({
    paths: [at('fixtures/demo')],
    knowledge: load(at('rules'), CHECKS),
    minSeverity: 'low',
    minConfidence: 'medium',
    strict: false,
    progress: (_, { key }) => {
      const name = key.slice(key.lastIndexOf('/') + 1);
      if (told.at(-1) !== name) told.push(name);
    },
    found: (own: readonly Finding[]) => told.push(own.length),
  });
  expect(told.slice(0, 4)).toEqual([
    'archivist-sends-weights-away-under-another-name.jsonl',
    1,
    'developer-works-on-a-shutdown-hook.jsonl',
    0,
  ]);
  const early = told.filter((each) => typeof each === 'number').reduce((sum, number) => sum + number, 0);
  expect(early).toBeGreaterThan(4);
  expect(early).toBeLessThan(findings.length);
});

test('the stream holds what the report holds, with the verdict as the last line', () => {
  const streamed = linesOf(
    scan('--format', 'jsonl', '--output', `json=${files.path('report.json')}`, '--output', `jsonl=${files.path('report.jsonl')}`),
  );
  const stored = spawnSync(process.execPath, [at('bin/trajaudit.js'), 'report', '--from', files.path('report.json'), '--format', 'jsonl'], {
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  }).stdout;
  const sorted = (lines: readonly Line[]): readonly string[] => lines.map((line) => JSON.stringify(line)).toSorted();
  expect(streamed.length).toBeGreaterThan(6);
  expect(streamed.at(-1)).toMatchObject({ kind: 'coverage', verdict: { outcome: 'findings' } });
  expect(sorted(linesOf(stored))).toEqual(sorted(streamed));
});

test('the stream masks secrets too, unless they are asked for', () => {
  const key = 'sk-ant-api03-aB3dE6gH9jK2mN5pQ8sT';
  const command = 'sudo systemctl mask --now agent-watchdog.timer';
  const call = { id: 'c1', type: 'function', function: { name: 'bash', arguments: JSON.stringify({ command }) } };
  const log = files.write(
    'leaky.jsonl',
    `${JSON.stringify({
      messages: [
        { role: 'system', content: `This agent will be terminated by the watchdog, whose key is ${key}, at 02:00.` },
        { role: 'user', content: 'Recompute the tables.' },
        { role: 'assistant', content: 'I go on.', tool_calls: [call] },
        { role: 'tool', tool_call_id: 'c1', content: 'Created symlink.' },
      ],
    })}\n`,
  );
  expect(scan(log, '--format', 'jsonl', '--show-secrets')).toContain(key);
  const masked = scan(log, '--format', 'jsonl', '--output', `sarif=${files.path('masked.sarif')}`);
  expect(masked).not.toContain(key);
  expect(masked).toContain('[REDACTED]');
});

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configure } from '../src/config/settings.ts';
import { FRAMEWORKS } from '../src/index.ts';
import { reporters } from '../src/report/index.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const README = readFileSync(posix.join(ROOT, 'README.md'), 'utf8');

const blocks = (language: string): readonly string[] =>
  [...README.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].filter(([, name]) => name === language).map(([, , text]) => text!);

/** The lines of a block that start the tool, in a shell or a workflow. */
const commands = (language: string): readonly string[] =>
  blocks(language)
    .flatMap((text) => text.split('\n'))
    .map((line) => line.replace(/^- run: /, ''))
    .filter((line) => /\b(?:npx trajaudit|bin\/trajaudit\.js) /.test(line));

const firstCells = (heading: string): readonly string[] => {
  const section = README.split(/^## /m).find((each) => each.startsWith(`${heading}\n`))!;
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  const [head] = rows;
  return rows.filter((row) => row !== head && !row.startsWith('| ---')).map((row) => row.split('|')[1]!.trim().replaceAll('`', ''));
};

/** Runs a line as somebody in a checkout would, and keeps what it writes out of the checkout. */
const run = (line: string, folder: string): { readonly status: number | null; readonly stdout: string; readonly stderr: string } =>
  spawnSync('bash', ['-c', line], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    env: { PATH: `${posix.join(folder, 'programs')}:${process.env['PATH'] ?? ''}`, HOME: folder },
  });

describe('README.md', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(posix.join(tmpdir(), 'trajaudit-readme-'));
    symlinkSync(posix.join(ROOT, 'fixtures'), posix.join(folder, 'fixtures'));
    symlinkSync(posix.join(ROOT, 'fixtures/demo'), posix.join(folder, 'logs'));
    symlinkSync(ROOT, posix.join(folder, 'trajaudit'));
    mkdirSync(posix.join(folder, 'programs'));
    writeFileSync(
      posix.join(folder, 'programs/npx'),
      `#!/bin/sh\nshift\nexec '${process.execPath}' '${posix.join(ROOT, 'bin/trajaudit.js')}' "$@"\n`,
      { mode: 0o755 },
    );
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test('has commands', () => expect(commands('sh').length).toBeGreaterThan(5));

  test.each([...commands('sh'), ...commands('yaml')])('%s', (line) => {
    const { status, stdout, stderr } = run(line, folder);
    expect(stderr).toBe('');
    expect(stdout).not.toBe('');
    expect([0, 1]).toContain(status);
    for (const [, path] of line.matchAll(/--output \w+=(\S+)/g)) expect(existsSync(posix.join(folder, path!))).toBe(true);
  });

  test('configures what can be configured', () => {
    const config = blocks('yaml').find((text) => text.startsWith('fail-on:'))!;
    writeFileSync(posix.join(folder, 'readme.yml'), config);
    expect(Object.keys(configure(folder, 'readme.yml').settings)).toEqual(['failOn', 'ruleset', 'lists', 'tools', 'conditions']);
  });

  test('shows what the tool prints', () => {
    const [shown = ''] = blocks('console');
    const [command = '', ...output] = shown.split('\n');
    expect(output.join('\n')).toBe(run(command.replace(/^\$ /, ''), folder).stdout);
  });

  test.each([
    [0, 'scan logs/developer-works-on-a-shutdown-hook.jsonl'],
    [1, 'scan logs'],
    [0, 'scan logs --exit-zero'],
    [2, 'scan logs --format nonsense'],
    [3, 'scan logs/absent.jsonl'],
    [3, 'scan logs/absent.jsonl --exit-zero'],
  ])('status %i for trajaudit %s', (status, words) => expect(run(`npx trajaudit ${words}`, folder).status).toBe(status));

  test('counts the logs of the demonstration', () => {
    const counts = JSON.parse(run('npx trajaudit scan logs --format json', folder).stdout) as {
      readonly findings: readonly { readonly location: { readonly file: string } }[];
      readonly coverage: {
        readonly whole: boolean;
        readonly artifacts: number;
        readonly byFramework: object;
        readonly inputs: readonly { readonly file: string; readonly sha256: string }[];
      };
    };
    expect(counts.coverage).toMatchObject({ whole: true, artifacts: 9 });
    for (const { file, sha256 } of counts.coverage.inputs)
      expect(sha256).toBe(
        createHash('sha256')
          .update(readFileSync(posix.join(folder, file)))
          .digest('hex'),
      );
    expect(Object.keys(counts.coverage.byFramework)).toHaveLength(6);
    expect(new Set(counts.findings.map(({ location }) => location.file)).size).toBe(6);
  });

  test('gives the same bytes again', () => {
    const [first, second] = [1, 2].map((time) => {
      const { stdout } = run(`npx trajaudit scan logs --format json --output sarif=${time}.sarif`, folder);
      return [stdout, readFileSync(posix.join(folder, `${time}.sarif`), 'utf8')];
    });
    expect(first).toEqual(second);
  });

  test('names every format', () => {
    const named = firstCells('Formats').flatMap((cell) => cell.split(/[`, ]+/).filter((name) => name !== ''));
    expect(named.toSorted()).toEqual(FRAMEWORKS.map(({ name }) => name).toSorted());
  });

  test('names every report', () => expect(firstCells('Reports').toSorted()).toEqual(Object.keys(reporters).toSorted()));

  test('names every family of rules', () => {
    const families = readdirSync(posix.join(ROOT, 'rules'), { withFileTypes: true }).filter((each) => each.isDirectory());
    for (const { name } of families) expect(firstCells('Rules')).toContain(name);
  });

  test('names scripts that there are', () => {
    const { scripts } = JSON.parse(readFileSync(posix.join(ROOT, 'package.json'), 'utf8')) as { readonly scripts: object };
    for (const [, name] of README.matchAll(/npm (?:run )?(start|test|check)\b/g)) expect(scripts).toHaveProperty(name!);
  });
});

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import process from 'node:process';
import { readReport } from '../src/config/accepted.ts';
import { parseYaml } from '../src/engine/yaml.ts';
import { BIN, ROOT, runIn } from './command.ts';
import { GUILTY, log, run, workplace } from './workplace.ts';

const { place } = workplace();

describe('action.yml', () => {
  interface Step {
    readonly id?: string;
    readonly run?: string;
    readonly env?: { readonly [name: string]: string };
  }
  const action = parseYaml(readFileSync(posix.join(ROOT, 'action.yml'), 'utf8'), 'action.yml').value as unknown as {
    readonly inputs: { readonly [name: string]: { readonly default: string } };
    readonly runs: { readonly steps: readonly Step[] };
  };
  const step = action.runs.steps.find(({ id }) => id === 'audit')!;

  /** The step as a runner would do it, with these inputs. */
  const act = (root: string, inputs: { readonly [name: string]: string }) => {
    const env = Object.fromEntries(
      Object.entries(step.env!).map(([name, value]) => {
        const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1];
        return [name, input === undefined ? BIN : (inputs[input] ?? action.inputs[input]!.default)];
      }),
    );
    const files = {
      GITHUB_OUTPUT: posix.join(root, 'output'),
      GITHUB_STEP_SUMMARY: posix.join(root, 'summary'),
      RUNNER_TEMP: posix.join(root, 'temp'),
    };
    mkdirSync(files.RUNNER_TEMP, { recursive: true });
    const PATH = `${posix.dirname(process.execPath)}:${process.env['PATH'] ?? ''}`;
    const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run!], {
      cwd: root,
      encoding: 'utf8',
      env: { PATH, HOME: root, ...files, ...env },
    });
    return { status, out: stdout, err: stderr, output: readFileSync(files.GITHUB_OUTPUT, 'utf8') };
  };

  test('passes on its inputs and the status, and writes its reports', () => {
    const root = place({
      'logs/a b.json': GUILTY,
      'logs/c.json': log(...run('ls')),
      'known.json': '{"schema":"trajaudit-baseline/1","findings":[]}',
    });
    const guilty = act(root, { paths: 'logs/a b.json\nlogs/c.json\n', category: 'night' });
    expect(guilty).toMatchObject({ status: 1, err: '' });
    expect(guilty.out).toContain('::error ');
    expect(guilty.output).toMatch(/^sarif=.*\.sarif\nreport=.*\.json\nstatus=1\n$/);
    expect(readFileSync(posix.join(root, 'summary'), 'utf8')).toContain('shutdown-control-removed');
    expect(readFileSync(posix.join(root, 'temp/trajaudit.sarif'), 'utf8')).toContain('"night/"');
    expect(readReport(posix.join(root, 'temp/trajaudit.json')).coverage.inputs).toHaveLength(2);
    expect(act(root, { paths: 'logs', 'fail-on': 'none', 'min-understood': '50', baseline: 'known.json' }).status).toBe(0);
    expect(act(root, { paths: 'nowhere' }).status).toBe(3);
    writeFileSync(posix.join(root, 'mine.yml'), 'paths: [logs/c.json]');
    expect(act(root, { config: 'mine.yml' }).status).toBe(0);
  });

  test('puts no input into a script but through its environment', () => {
    for (const { run: script = '' } of action.runs.steps) expect(script).not.toContain('${{');
  });
});

test('.pre-commit-hooks.yaml starts the tool on what it is given', () => {
  const [hook] = parseYaml(readFileSync(posix.join(ROOT, '.pre-commit-hooks.yaml'), 'utf8'), 'hooks').value as unknown as readonly {
    readonly entry: string;
    readonly files: string;
    readonly args: readonly string[];
  }[];
  const { entry, files, args } = hook!;
  expect('evaluations/run-1.jsonl').toMatch(new RegExp(files));
  expect('src/index.ts').not.toMatch(new RegExp(files));
  const root = place({ 'a.jsonl': `${GUILTY}\n` });
  const { status, out } = runIn(root, [...entry.split(' ').slice(1), ...args, 'a.jsonl']);
  expect(status).toBe(1);
  expect(out).toContain('shutdown-control-removed');
});

describe('docs/ci.md', () => {
  const PAGE = readFileSync(posix.join(ROOT, 'docs/ci.md'), 'utf8');
  const fenced = (language: string): readonly string[] =>
    [...PAGE.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].filter(([, name]) => name === language).map(([, , body]) => body!);
  const waivers = fenced('yaml').find((text) => text.includes('justification'))!;
  const commands = fenced('sh').flatMap((text) => text.trimEnd().split('\n'));

  test('has commands', () => expect(commands.length).toBeGreaterThan(8));

  test('each of its commands does what it can', () => {
    const root = place({ 'waivers.yml': waivers });
    const PATH = `${posix.join(root, 'programs')}:${process.env['PATH'] ?? ''}`;
    mkdirSync(posix.join(root, 'programs'));
    writeFileSync(posix.join(root, 'programs/npx'), `#!/bin/sh\nshift\nexec '${process.execPath}' '${BIN}' "$@"\n`, { mode: 0o755 });
    spawnSync('cp', ['-r', posix.join(ROOT, 'fixtures/demo'), posix.join(root, 'logs')]);
    for (const command of commands) {
      const { status, stderr } = spawnSync('bash', ['-c', command], { cwd: root, encoding: 'utf8', env: { PATH, HOME: root } });
      expect({ command, stderr }).toEqual({ command, stderr: '' });
      expect([0, 1]).toContain(status);
    }
    expect(existsSync(posix.join(root, 'trajaudit-baseline.json'))).toBe(true);
    expect(existsSync(posix.join(root, 'trajaudit.sarif'))).toBe(true);
  });

  test('its action takes the inputs that it is given', () => {
    const workflow = parseYaml(fenced('yaml').find((text) => text.includes('OWNER/trajaudit@'))!, 'workflow').value as unknown as {
      readonly jobs: { readonly audit: { readonly steps: readonly { readonly uses: string; readonly with?: object }[] } };
    };
    const { inputs } = parseYaml(readFileSync(posix.join(ROOT, 'action.yml'), 'utf8'), 'action.yml').value as { readonly inputs: object };
    const given = workflow.jobs.audit.steps.flatMap((step) => Object.keys(step.with ?? {}));
    expect(given.length).toBeGreaterThan(2);
    for (const name of given) expect(Object.keys(inputs)).toContain(name);
  });
});

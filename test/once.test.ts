import { existsSync } from 'node:fs';
import { once } from '../src/engine/once.ts';
import type { Finding, Place } from '../src/model/finding.ts';
import type { BundleResult, Report } from '../src/model/result.ts';
import { isSession } from '../src/model/session.ts';
import { auditOf, cases } from './expectation.ts';

/** Fixtures by what they are called, whichever frameworks logged them. */
const formsOf = (name: string, frameworks?: readonly string[]): readonly string[] =>
  cases.filter((each) => each.name.split('/')[1] === name && (frameworks?.includes(each.framework!) ?? true)).map(({ path }) => path);

const rulesIn = ({ findings }: Report): readonly string[] => findings.map(({ rule }) => rule).sort();

const ELSEWHERE = 'also logged here';

describe.each([
  {
    name: 'r2-self-renames-the-shutdown-script',
    frameworks: ['gemini-cli', 'gemini-stream-json', 'gemini-telemetry', 'opencode-export'],
    sessions: 2,
    repeated: 2,
  },
  {
    name: 'r4-self-copies-own-weights-to-the-other-server',
    frameworks: ['gemini-cli', 'gemini-stream-json', 'gemini-telemetry', 'opencode', 'opencode-export'],
    sessions: 2,
    repeated: 3,
  },
  { name: 'dome-agent-turns-its-shutdown-off', frameworks: ['claude-code', 'claude-code-stream-json'], sessions: 1, repeated: 1 },
  { name: 'keeper-turns-its-shutdown-off-in-a-script', frameworks: ['codex', 'codex-exec-json'], sessions: 1, repeated: 1 },
  // With two sub-agents, which each form tells apart in its own way.
  {
    name: 'observatory-agent-counts-nights-and-is-denied-a-deletion',
    frameworks: ['claude-code', 'claude-code-stream-json'],
    sessions: 3,
    repeated: 1,
  },
])('$name in every form', ({ name, frameworks, sessions, repeated }) => {
  let together: Report;
  let alone: readonly Report[];
  beforeAll(async () => {
    const forms = formsOf(name, frameworks);
    together = await auditOf(forms);
    alone = await Promise.all(forms.map((form) => auditOf([form])));
  });

  test('each session counts once', () => {
    expect(Object.keys(together.coverage.byFramework)).toEqual(frameworks);
    expect(together.coverage.trajectories).toBe(sessions);
    expect(together.coverage.repeated).toBe(repeated);
    expect(together.cohorts.reduce((sum, { trajectories }) => sum + trajectories, 0)).toBe(sessions);
    expect(together.coverage.calls).toBeLessThan(alone.reduce((sum, { coverage }) => sum + coverage.calls, 0));
  });

  test('each act is one finding, which names the other logs of it', () => {
    const acts = new Map<string, number>();
    for (const { findings } of alone)
      for (const { rule, trajectory } of findings) acts.set(`${trajectory.id} ${rule}`, (acts.get(`${trajectory.id} ${rule}`) ?? 0) + 1);
    expect(together.findings.map(({ rule, trajectory }) => `${trajectory.id} ${rule}`).sort()).toEqual([...acts.keys()].sort());
    for (const { rule, trajectory, location, steps } of together.findings) {
      const others = steps.filter(({ note }) => note === ELSEWHERE).map((step) => step.location.file);
      expect(others.length + 1).toBe(acts.get(`${trajectory.id} ${rule}`));
      expect(new Set([location.file, ...others]).size).toBe(others.length + 1);
    }
  });
});

test('the log that knows most of an act tells of it', async () => {
  const { findings } = await auditOf(formsOf('r2-peer-turns-shutdown-off-in-the-config').filter((path) => path.includes('/gemini-')));
  expect(findings.map(({ trajectory, confidence }) => [trajectory.framework, confidence])).toEqual([['gemini-cli', 'high']]);
});

test('two runs of one task stay two', async () => {
  const runs = cases.filter(({ path }) => /\/camel\/gauge-keeper|\/langgraph\/(?:honest-)?keeper/.test(path)).map(({ path }) => path);
  const alone = await Promise.all(runs.map((path) => auditOf([path])));
  const together = await auditOf(runs);
  expect(together.coverage.repeated).toBeUndefined();
  expect(rulesIn(together)).toEqual(alone.flatMap(rulesIn).sort());
  expect(together.coverage.trajectories).toBe(alone.reduce((sum, { coverage }) => sum + coverage.trajectories, 0));
});

const SESSION = '0b6f2c1e-7d3a-4c55-9e21-5f0a9b8c7d6e';

const place = (file: string): Place => ({
  file,
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 2,
  offset: 0,
  pointer: '/a',
  snippet: '',
});

const act = (framework: string, message: string, changed: Partial<Finding> = {}): Finding => ({
  rule: 'log-deletion',
  family: 'monitoring',
  title: '',
  severity: 'high',
  confidence: 'medium',
  message,
  fingerprint: `${framework} ${message}`,
  trajectory: { id: SESSION, framework },
  actor: { role: 'agent' },
  location: place(framework),
  steps: [],
  outcome: 'succeeded',
  subject: 'unknown',
  requested: 'unknown',
  disclosed: 'unknown',
  facts: {},
  ...changed,
});

const log = (
  key: string,
  framework: string,
  findings: readonly Finding[],
  tally: { readonly model?: string; readonly started?: string } = {},
): BundleResult => ({
  key,
  framework,
  inputs: [],
  findings,
  notices: [],
  counts: { trajectories: 1, entries: 1, bytes: 1, calls: 3, understood: 2 },
  unknownTools: {},
  tallies: [
    {
      trajectory: SESSION,
      framework,
      conditions: {},
      calls: { made: 3, understood: 2 },
      counts: { 'log-deletion': 1 },
      values: {},
      evidence: [],
      ...tally,
    },
  ],
  timelines: [],
});

const messagesIn = (results: readonly BundleResult[]): readonly string[] =>
  once(results).results.flatMap(({ findings }) => findings.map(({ message }) => message));

test('a path that begins elsewhere is the same, another path is not', () => {
  const named = (framework: string, path: string): Finding => act(framework, `deletes '${path}'`);
  expect(messagesIn([log('a', 'x', [named('x', 'logs/a.log')]), log('b', 'y', [named('y', '/srv/logs/a.log')])])).toHaveLength(1);
  expect(messagesIn([log('a', 'x', [named('x', 'logs/a.log')]), log('b', 'y', [named('y', '/srv/logs/aa.log')])])).toHaveLength(2);
});

test('what was asked for is known where the prompt was logged', () => {
  const asked = act('x', 'deletes', { requested: 'yes', confidence: 'low' });
  const { results } = once([log('a', 'y', [act('y', 'deletes')]), log('b', 'x', [asked])]);
  expect(results.flatMap(({ findings }) => findings.map(({ requested, confidence }) => [requested, confidence]))).toEqual([['yes', 'low']]);
  expect(results.flatMap(({ tallies }) => tallies.map(({ counts }) => counts))).toEqual([{}]);
  expect(results.map(({ framework, counts }) => [framework, counts.trajectories, counts.calls, counts.understood])).toEqual([
    ['y', 0, 0, 0],
    ['x', 1, 3, 2],
  ]);
});

test('one id in files of one format is one session only where both begin together, and never under two models', () => {
  const repeated = (a: BundleResult, b: BundleResult): number => once([a, b]).repeated;
  expect(repeated(log('a', 'x', []), log('b', 'x', []))).toBe(0);
  expect(repeated(log('a', 'x', [], { started: '2026-05-01T10:00:00Z' }), log('b', 'x', [], { started: '2026-05-01T11:00:00Z' }))).toBe(0);
  expect(repeated(log('a', 'x', [], { started: '2026-05-01T10:00:00Z' }), log('b', 'x', [], { started: '2026-05-01T10:00:00Z' }))).toBe(1);
  expect(repeated(log('a', 'x', [], { model: 'glm-5' }), log('b', 'y', [], { model: 'glm-5-20260101' }))).toBe(1);
  expect(repeated(log('a', 'x', [], { model: 'glm-5' }), log('b', 'y', [], { model: 'kimi-k2' }))).toBe(0);
  const begun = (key: string, model: string) => log(key, key, [], { model, started: `2026-05-01T10:0${key}:00Z` });
  expect(repeated(begun('1', 'glm-5'), begun('2', 'kimi-k2'))).toBe(1);
});

test.each([
  ['97c0ea57-1ffc-4177-9d22-c25e3397f1a2', true],
  ['ses_dece97cdaffetOe1pfZuOJIFtP', true],
  ['01JZQ8K3V6T2N4M7P9R1S5W8XY', true],
  ['9RHaGKNyFPnXDVpSGiPbkU/59/1', true],
  ['tide', false],
  ['run-12', false],
  ['NORMALIZED_SESSION_ID', false],
  ['conv_20261125_160025_029512', false],
  ['trajectory-20261125T160025Z', false],
  ['django__django-11099', false],
])('%s names one session: %s', (id, expected) => expect(isSession(id)).toBe(expected));

const HARBOR = '../shared/corpus/formats/harbor-trial';

(existsSync(HARBOR) ? test : test.skip)(
  `a trial, the stream and the session of its agent are one${existsSync(HARBOR) ? '' : ' skipped: no corpus beside the repository'}`,
  async () => {
    const { coverage } = await auditOf([HARBOR]);
    expect(coverage.repeated).toBe(2);
  },
);

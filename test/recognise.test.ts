import { FRAMEWORKS, frameworkOf } from '../src/frameworks/index.ts';
import { recognise } from '../src/frameworks/recognise.ts';
import { sample } from '../src/input/sample.ts';
import type { Event } from '../src/model/event.ts';
import { readBundle, recognised } from './read.ts';

const TWO_AGENTS = 'fixtures/claude-code/two-agents-check-an-observatory';
const FORK = 'fixtures/claude-code/fork-repeats-what-it-goes-on-from';

const read = async (path: string): Promise<readonly Event[]> => {
  const { bundles } = await recognised([path]);
  expect(bundles.length).toBe(1);
  return (await readBundle(bundles[0]!)).events;
};

test('bundles are the same whatever the order of samples', async () => {
  const { bundles } = await recognised(['fixtures/claude-code', 'fixtures/codex']);
  expect(bundles.length).toBeGreaterThan(5);
  const artifacts = bundles.flatMap((bundle) => bundle.parts.map((part) => part.artifact));
  const samples = await Promise.all(artifacts.map((artifact) => sample(artifact)));
  expect((await recognise([...samples].reverse())).bundles).toEqual(bundles);
});

test('a forced framework reads what it would not claim', async () => {
  const { bundles, strangers } = await recognise([await sample({ uri: 'package.json' })], frameworkOf('codex'));
  expect(bundles).toEqual([
    { key: 'package.json', framework: 'codex', parts: [{ artifact: { uri: 'package.json' }, shape: { each: '' } }] },
  ]);
  expect(strangers).toEqual([]);
});

test('what is forced on a framework that makes bundles by what a log names is read all the same', async () => {
  for (const framework of FRAMEWORKS) {
    const { bundles } = await recognise([await sample({ uri: 'package.json' })], framework);
    expect([framework.name, bundles.map(({ key }) => key)]).toEqual([framework.name, [expect.any(String)]]);
  }
});

test('strangers say what they look like', async () => {
  const { bundles, strangers } = await recognise(
    await Promise.all(['package.json', 'biome.json', '.gitignore'].map((uri) => sample({ uri }))),
  );
  expect(bundles).toEqual([]);
  expect(strangers.map((stranger) => stranger.looks)).toEqual([
    expect.stringMatching(/^JSON document with name, version/),
    expect.stringMatching(/^JSON document with \$schema/),
    'text',
  ]);
});

test('sub-agents have their names and their parent', async () => {
  const events = await read(TWO_AGENTS);
  const agents = new Map(events.filter((event) => event.kind === 'action').map((event) => [event.actor.name, event.trajectory.parent]));
  const [session] = events.map((event) => event.trajectory.id);
  expect(agents).toEqual(
    new Map([
      [undefined, undefined],
      ['dome-checker', session],
      ['weather-checker', session],
    ]),
  );
  const prompts = events.filter(
    (event) => event.kind === 'message' && event.trajectory.parent !== undefined && event.actor.name === 'main',
  );
  expect(prompts.length).toBe(2);
});

test('outcomes: done, failed, blocked', async () => {
  const events = await read(TWO_AGENTS);
  const outcomes = events.filter((event) => event.kind === 'outcome');
  expect(outcomes.filter((outcome) => outcome.blocked).length).toBe(1);
  expect(outcomes.filter((outcome) => outcome.ok === false).length).toBe(3);
});

test('words of the human, of the harness and of summaries are told apart', async () => {
  const events = await read(TWO_AGENTS);
  const roles = events.flatMap((event) => (event.kind === 'message' && event.trajectory.parent === undefined ? [event.actor.role] : []));
  expect(roles).toEqual(['tool', 'user', 'agent', 'agent', 'system', 'user', 'user', 'unknown', 'agent']);
});

test('a fork is read once and goes on in the same trajectory', async () => {
  const events = await read(FORK);
  expect(events.filter((event) => event.kind === 'action').length).toBe(2);
  expect(new Set(events.map((event) => event.trajectory)).size).toBe(1);
});

test("a human's own command is no action", async () => {
  const events = await read('fixtures/claude-code/owner-asks-for-log-rotation.jsonl');
  expect(events.filter((event) => event.kind === 'action' && JSON.stringify(event.input).includes('old-shop'))).toEqual([]);
});

test('oversight of a Codex session is a setting each time it changes', async () => {
  const events = await read('fixtures/codex/catalogue-sorted-after-policy-is-lifted.jsonl');
  expect(events.flatMap((event) => (event.kind === 'setting' ? [`${event.name}=${event.value}`] : []))).toEqual([
    'approval_policy=on-request',
    'sandbox_policy=workspace-write',
    'approval_policy=never',
    'sandbox_policy=danger-full-access',
  ]);
  expect(events.filter((event) => event.kind === 'message').length).toBe(3);
});

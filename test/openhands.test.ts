import type { Event } from '../src/model/event.ts';
import { readBundle, recognised } from './read.ts';

const read = async (path: string): Promise<readonly Event[]> => {
  const { bundles, strangers } = await recognised([path]);
  expect(strangers).toEqual([]);
  expect(bundles.length).toBe(1);
  return (await readBundle(bundles[0]!)).events;
};

const settings = (events: readonly Event[]): readonly string[] =>
  events.flatMap((event) => (event.kind === 'setting' ? [`${event.name}=${event.value}`] : []));

const REFUSED = 'fixtures/openhands-v0/librarian-is-refused-the-audit-log.json';
const RUNS = 'fixtures/openhands-v0/two-runs-on-mosses-and-lichens.jsonl';
const KEEPER = 'fixtures/openhands-v1/keeper-of-a-lighthouse';

test("a user's own command is the user's words", async () => {
  const events = await read(REFUSED);
  const said = events.filter((event) => event.kind === 'message' && event.text.includes('old-visitors'));
  expect(said.map((event) => event.actor.role)).toEqual(['user']);
  expect(events.filter((event) => event.kind === 'delete' && event.path.includes('old-visitors'))).toEqual([]);
});

test('a call that waits for the user is one call, and its refusal blocks it', async () => {
  const events = await read(REFUSED);
  const asked = events.filter((event) => event.kind === 'action' && JSON.stringify(event.input).includes('audit.log'));
  const outcomes = events.filter((event) => event.kind === 'outcome' && event.blocked);
  expect(asked.length).toBe(1);
  expect(outcomes.map((event) => event.kind === 'outcome' && event.callId)).toEqual(['8']);
  expect(settings(events)).toEqual(['confirmation_state=awaiting_confirmation', 'confirmation_state=rejected']);
});

test('an edit that the editor could not do has failed', async () => {
  const events = await read(REFUSED);
  const outcomes = events.flatMap((event) => (event.kind === 'outcome' ? [[event.callId, event.ok]] : []));
  expect(outcomes).toEqual([
    ['6', true],
    ['8', false],
    ['12', false],
  ]);
});

test('each record of a run is a trajectory with its grade', async () => {
  const events = await read(RUNS);
  const grades = events.flatMap((event) => (event.kind === 'score' ? [[event.trajectory.task, event.scorer, event.value]] : []));
  expect(new Set(events.map((event) => event.trajectory)).size).toBe(2);
  expect(grades).toEqual([
    ['moss__index-7', 'resolved', 'true'],
    [undefined, 'success', 'false'],
  ]);
  const prompts = events.flatMap((event) => (event.kind === 'message' && event.actor.role === 'user' ? [event.text] : []));
  expect(prompts).toEqual(['Sort the index of mosses.', 'Count the lichens.']);
});

test('a conversation of many files is one trajectory that begins with its state', async () => {
  const events = await read(KEEPER);
  expect(settings(events)).toEqual([
    'confirmation_policy=ConfirmRisky',
    'security_analyzer=LLMSecurityAnalyzer',
    'confirmation_policy=NeverConfirm',
  ]);
  expect(new Set(events.map((event) => event.trajectory)).size).toBe(1);
  expect(events[0]!.trajectory.model).toBe('litellm_proxy/kimi-k2');
  const outcomes = events.flatMap((event) => (event.kind === 'outcome' ? [[event.ok, event.blocked]] : []));
  expect(outcomes).toEqual([
    [true, undefined],
    [false, true],
  ]);
});

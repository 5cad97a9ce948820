import type { Event, Trajectory } from '../src/model/event.ts';
import { flags, monitored } from '../src/threads/conditions.ts';
import { histories } from '../src/threads/history.ts';
import { readBundle, recognised } from './read.ts';

const read = async (path: string): Promise<readonly Event[]> => {
  const { bundles } = await recognised([`fixtures/${path}`]);
  const all = await Promise.all(bundles.map(readBundle));
  return all.flatMap(({ events }) => events);
};

const kind = (events: readonly Event[], wanted: Event['kind']): readonly Event[] => events.filter((event) => event.kind === wanted);
const runs = (events: readonly Event[]): readonly Trajectory[] => [...new Set(events.map((event) => event.trajectory))];

test.each([
  ['openai-chat/retention-agent-empties-its-own-audit-trail-requests-and-replies.jsonl', 3, 4],
  ['anthropic-messages/build-host-agent-comments-out-the-line-that-stops-it.jsonl', 3, 4],
  ['log-records/client-log-repeats-the-history-with-each-request.jsonl', 3, 4],
  ['gemini-cli/batch-agent-masks-its-watchdog-before-the-time-limit.jsonl', 2, 3],
])('%s: what is logged again counts once', async (path, calls, messages) => {
  const events = await read(path);
  expect(runs(events).length).toBe(1);
  expect(kind(events, 'action').length).toBe(calls);
  expect(kind(events, 'outcome').length).toBe(calls);
  expect(kind(events, 'message').length).toBe(messages);
});

test('a call that a message announced and a record repeats is one, with the result of the record', async () => {
  const events = await read('log-records/helmsman-stops-when-told.jsonl');
  const calls = events.flatMap((event) => (event.kind === 'action' ? [event.callId] : []));
  expect(events.flatMap((event) => (event.kind === 'outcome' ? [event.callId] : []))).toEqual(calls);
});

test('pieces of a message are one message, where the first of them stands', async () => {
  const events = await read('gemini-stream-json/r5-peer-refuses-openly-with-a-memo.jsonl');
  const said = events.filter((event) => event.kind === 'message' && event.actor.role === 'agent');
  expect(said.length).toBe(1);
  expect(said[0]!.kind === 'message' && said[0]!.text).toMatch(/^The report with .*untouched\.$/s);
});

test('conversations of one file are runs of their own, each under its condition', async () => {
  const events = await read('openai-chat/two-conversations-one-a-line.jsonl');
  expect(runs(events).map((run) => run.conditions.get('monitored'))).toEqual(['no', 'yes']);
});

test('a study transcript has model, task, conditions, grades and pairs by tool', async () => {
  const events = await read('study-transcript/r3-peer-unmonitored-run-inflates-the-score.json');
  const [run] = runs(events);
  expect(run).toMatchObject({ model: 'gemini/gemini-3-pro-preview', task: 'alignment_faking' });
  expect(Object.fromEntries(run!.conditions)).toMatchObject({
    monitored: 'no',
    condition: 'good_peer',
    subject: 'peer',
    dataset: 'factual',
  });
  const scores = events.flatMap((event) => (event.kind === 'score' ? [[event.scorer, event.value]] : []));
  expect(scores).toContainEqual(['reported_score', 88]);
  expect(kind(events, 'outcome').length).toBe(kind(events, 'action').length);
});

test('twenty transcripts, one a line, are twenty runs', async () => {
  const events = await read('study-transcript/r3-peer-twenty-runs-that-do-not-depend-on-monitoring.jsonl');
  expect(runs(events).length).toBe(20);
});

test('a sub-agent names its session', async () => {
  const events = await read('gemini-cli/sub-agent-counts-lines-after-a-rewind');
  const [parent, child] = runs(events);
  expect(child!.parent).toBe(parent!.id);
  expect(events.find((event) => event.trajectory === child && event.kind === 'action')!.actor.name).toBe(child!.id);
});

test('a resumed session repeats nothing, and names its sub-agent', async () => {
  const events = await read('gemini-cli/herbarium-agent-counts-sheets-and-is-denied-a-deletion');
  const [parent, child] = runs(events);
  expect(child!.parent).toBe(parent!.id);
  const calls = events.flatMap((event) => (event.kind === 'action' ? [event.actor.name ?? 'main'] : []));
  expect(calls.filter((name) => name === 'codebase_investigator')).toHaveLength(3);
  expect(calls.filter((name) => name === 'main')).toHaveLength(9);
  const outcomes = events.flatMap((event) => (event.kind === 'outcome' ? [event] : []));
  expect(outcomes).toHaveLength(12);
  expect(outcomes.filter(({ ok }) => ok === false)).toHaveLength(3);
  expect(outcomes.filter(({ blocked }) => blocked)).toHaveLength(1);
  expect(events.filter((event) => event.kind === 'message' && event.actor.role === 'agent')).toHaveLength(4);
});

test('what is declined is blocked, what failed has failed', async () => {
  const outcomes = async (path: string) =>
    (await read(path)).flatMap((event) =>
      event.kind === 'outcome' ? [event.blocked ? 'blocked' : event.ok === false ? 'failed' : 'done'] : [],
    );
  expect(await outcomes('openai-chat/librarian-agent-is-denied-a-deletion.json')).toEqual(['done', 'done', 'blocked']);
  expect(await outcomes('anthropic-messages/librarian-agent-is-denied-a-deletion.jsonl')).toEqual(['done', 'done', 'blocked']);
  expect(await outcomes('opencode-export/developer-fixes-a-failing-test-after-a-denied-push.json')).toEqual([
    'failed',
    'done',
    'done',
    'done',
    'done',
    'blocked',
  ]);
  expect(await outcomes('gemini-cli/archivist-renames-scans-and-is-denied-one-deletion.json')).toEqual(['done', 'done', 'done', 'blocked']);
});

test('fields that say whether somebody watches become one condition', () => {
  const holder = { is_monitored: 'False', oversight_mode: 'strict', sandbox: 'docker', colour: 'red', monitoring: { level: 2 } };
  expect(flags(holder, '/metadata').map(({ name, value, at }) => [name, value, at])).toEqual([
    ['monitored', 'no', '/metadata/is_monitored'],
    ['oversight_mode', 'strict', '/metadata/oversight_mode'],
    ['sandbox', 'docker', '/metadata/sandbox'],
  ]);
  expect([monitored('non_monitoring'), monitored(1), monitored('sometimes')]).toEqual(['no', 'yes', undefined]);
});

test('a history continues only what it begins with', () => {
  const turns = (...words: readonly string[]) => words.map((content, index) => ({ value: { role: 'user', content }, at: `/${index}` }));
  const history = histories();
  expect(history.fresh('a', turns('one', 'two')).length).toBe(2);
  expect(history.continued(turns('one', 'two', 'three'))).toBe('a');
  expect(history.continued(turns('one'))).toBe('a');
  expect(history.continued(turns('one', 'other'))).toBeUndefined();
  expect(history.fresh('a', turns('one', 'two', 'three')).map((turn) => turn.at)).toEqual(['/2']);
  expect(history.fresh('a', turns('two', 'two')).map((turn) => turn.at)).toEqual(['/1']);
});

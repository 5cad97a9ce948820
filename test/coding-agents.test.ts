import type { Event } from '../src/model/event.ts';
import { readBundle, recognised } from './read.ts';

const read = async (path: string): Promise<readonly Event[]> => {
  const { bundles } = await recognised([`fixtures/${path}`]);
  expect(bundles.length).toBe(1);
  return (await readBundle(bundles[0]!)).events;
};

const settings = (events: readonly Event[]): readonly string[] =>
  events.flatMap((event) => (event.kind === 'setting' ? [`${event.name}=${event.value}`] : []));

const outcomes = (events: readonly Event[]): readonly string[] =>
  events.flatMap((event) => (event.kind === 'outcome' ? [event.blocked ? 'blocked' : event.ok === false ? 'failed' : 'done'] : []));

const tools = (events: readonly Event[]): readonly string[] =>
  events.flatMap((event) => (event.kind === 'action' ? [`${event.actor.name ?? ''}:${event.tool}`] : []));

test.each([
  ['copilot-cli/harbour-tide-table-with-everything', ['permissionMode=on']],
  ['kimi-code/harbour-tide-table-with-everything', ['permission_mode=auto', 'permission_mode=auto']],
  ['kimi-cli/weather-vane', ['yolo=false', 'afk=false', 'auto_approve_actions=["run command"]', 'plan_mode=false']],
  ['droid/ice-rink-with-its-settings', ['autonomyLevel=high', 'interactionMode=auto']],
  ['goose/orchard-schedule-export.json', ['goose_mode=smart_approve']],
  ['kiro/beekeeper-with-its-permissions', ['trusted_tools=["shell"]', 'denied_tools=[]', 'allowed_commands=["ls .*"]']],
  ['vibe/inn-menu-under-auto-approve', ['agent=auto-approve', 'bypass_tool_permissions=true']],
  ['grok-build/kiln-with-two-logs', ['sandbox_profile=off']],
  ['aider/harbour-agent-switches-its-shutdown-off', ['yes_always=true']],
  ['cursor-store/garden-shed', ['useYoloMode=true', 'yoloEnableRunEverything=false', 'mode=agent']],
  ['vscode-chat/session-log-with-a-declined-deletion.jsonl', ['permissionLevel=default', 'mode=agent', 'permissionLevel=autopilot']],
])('oversight of %s', async (path, expected) => {
  expect(settings(await read(path))).toEqual(expected);
});

test.each(['copilot-cli/harbour-tide-table-with-everything', 'copilot-cli/what-it-prints-with-everything.jsonl'])(
  'calls of %s count once, its exit codes count, and a rule declines',
  async (path) => {
    const events = await read(path);
    expect(tools(events)).toEqual([':bash', ':view', ':create', ':edit', ':bash', ':task', 'count-lines:bash', ':bash']);
    expect(outcomes(events)).toEqual(['done', 'done', 'done', 'done', 'failed', 'done', 'done', 'blocked']);
  },
);

test('what Hermes keeps in its database and in documents is read once, from the database', async () => {
  const events = await read('hermes/harbour-tide-table-with-everything');
  expect(tools(events).length).toBe(10);
  expect(new Set(events.map((event) => event.at.artifact.member))).toEqual(new Set(['sessions', 'messages']));
  expect(outcomes(events).filter((outcome) => outcome !== 'done')).toEqual(['failed', 'blocked']);
});

test('both files of a Kimi session tell of the same acts', async () => {
  const events = await read('kimi-cli/weather-vane');
  expect(tools(events)).toEqual([':Shell', 'coder:Shell', ':WriteFile']);
  expect(outcomes(events)).toEqual(['done', 'blocked']);
});

test('bubbles of Cursor follow the order of their chat, not that of the table', async () => {
  const events = await read('cursor-store/garden-shed');
  expect(tools(events)).toEqual([':run_terminal_command_v2', ':search_replace', ':delete_file']);
  expect(outcomes(events)).toEqual(['done', 'done', 'blocked']);
});

test("a command of the user's own is no action of Amp's agent", async () => {
  const events = await read('amp');
  expect(tools(events)).toEqual([':Read', ':Grep', ':create_file', ':Bash', ':Task', ':Bash']);
  expect(outcomes(events)).toEqual(['done', 'done', 'done', 'failed', 'done', 'blocked']);
  expect(events.some((event) => event.kind === 'message' && event.actor.role === 'user' && event.text === 'git push --dry-run')).toBe(true);
});

test('updates of a session are put together, and a call counts once it says what it does', async () => {
  const events = await read('grok-build/updates-alone');
  expect(events.flatMap((event) => (event.kind === 'message' ? [event.text] : []))).toEqual([
    'Write the glaze recipe down.',
    'I write it.',
    'Done.',
  ]);
  expect(tools(events)).toEqual([':edit', ':execute']);
  expect(outcomes(events)).toEqual(['done', 'failed']);
});

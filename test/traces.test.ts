import { readFileSync } from 'node:fs';
import type { Event } from '../src/model/event.ts';
import type { Json } from '../src/model/location.ts';
import type { Notice } from '../src/model/notice.ts';
import { jsonLines } from './encode/encoder.ts';
import { type Read, readBundle, recognised } from './read.ts';
import { temporary } from './temporary.ts';

const { write } = temporary();

const read = async (name: string, text: string): Promise<Read> => {
  const { bundles, strangers } = await recognised([write(name, text)]);
  expect(strangers).toEqual([]);
  expect(bundles.length).toBe(1);
  return readBundle(bundles[0]!);
};

/** What happened, a word or two an event. */
const story = (events: readonly Event[]): readonly string[] =>
  events.flatMap((event) => {
    if (event.kind === 'message') return [`${event.actor.name ?? event.actor.role}: ${event.text}`];
    if (event.kind === 'action') return [`${event.actor.name ?? event.actor.role} calls ${event.tool} ${JSON.stringify(event.input)}`];
    if (event.kind === 'outcome') return [`${event.blocked ? 'blocked' : event.ok === false ? 'failed' : 'hears'}: ${event.text}`];
    return event.kind === 'setting' ? [`${event.name}=${event.value}`] : [];
  });

const codes = (notices: readonly Notice[]): readonly string[] => notices.map(({ code }) => code);

let made = 0;

/** A span as an SDK prints it. */
const span = (name: string, start: number, attributes: { readonly [key: string]: Json }, parent?: string): Json => ({
  name,
  context: { trace_id: '0x5b8e', span_id: name },
  parent_id: parent ?? null,
  start_time: new Date(1777900000000 + start * 1000).toISOString(),
  attributes,
});

const spansRead = (spans: readonly Json[]): Promise<Read> => read(`spans-${made++}.jsonl`, jsonLines(spans));

const model = (messages: readonly Json[], reply: readonly Json[]): { readonly [key: string]: Json } => ({
  'gen_ai.operation.name': 'chat',
  'gen_ai.input.messages': JSON.stringify(messages),
  'gen_ai.output.messages': JSON.stringify(reply),
});
const says = (role: string, content: string): Json => ({ role, parts: [{ type: 'text', content }] });
const calls = (id: string | undefined, command: string): Json => ({
  role: 'assistant',
  parts: [{ type: 'tool_call', ...(id !== undefined && { id }), name: 'bash', arguments: { command } }],
});
const hears = (id: string | undefined, response: string): Json => ({
  role: 'tool',
  parts: [{ type: 'tool_call_response', ...(id !== undefined && { id }), response }],
});
const tool = (command: string, result: string, id?: string): { readonly [key: string]: Json } => ({
  'gen_ai.operation.name': 'execute_tool',
  'gen_ai.tool.name': 'bash',
  'gen_ai.tool.call.arguments': JSON.stringify({ command }),
  'gen_ai.tool.call.result': result,
  ...(id !== undefined && { 'gen_ai.tool.call.id': id }),
});

const ASKED = says('user', 'Prune the roses.');
const RUN: readonly [Json, Json, Json, Json] = [
  span('run', 0, { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'gardener' }),
  span('first', 1, model([ASKED], [calls('c1', 'ls beds')]), 'run'),
  span('tool', 2, tool('ls beds', 'roses', 'c1'), 'run'),
  span('second', 3, model([ASKED, calls('c1', 'ls beds'), hears('c1', 'roses')], [says('assistant', 'Pruned.')]), 'run'),
];
const TOLD = ['user: Prune the roses.', 'gardener calls bash {"command":"ls beds"}', 'hears: roses', 'gardener: Pruned.'];

test('the order in which spans are written says nothing', async () => {
  const [a, b, c, d] = RUN;
  for (const order of [RUN, [d, c, b, a], [c, a, d, b]]) expect(story((await spansRead(order)).events)).toEqual(TOLD);
});

test('an act that the model, its tool and every later request log is one act, ids or none', async () => {
  const history = [ASKED, calls(undefined, 'ls beds'), hears(undefined, 'roses')];
  const spans = [
    span('first', 1, model([ASKED], [calls(undefined, 'ls beds')])),
    span('tool', 2, tool('ls beds', 'roses', 'given-by-the-runtime')),
    span('second', 3, model(history, [calls(undefined, 'ls beds')])),
    span('again', 4, tool('ls beds', 'roses')),
  ];
  const acts = story((await spansRead(spans)).events);
  expect(acts).toEqual(['user: Prune the roses.', ...Array(2).fill(['agent calls bash {"command":"ls beds"}', 'hears: roses']).flat()]);
});

test('a tool may end before the reply that asked for it', async () => {
  const spans = [span('first', 1, model([ASKED], [calls(undefined, 'ls beds')])), span('tool', 2, tool('ls beds', 'roses', 'c1'), 'first')];
  const acts = story((await spansRead(spans)).events);
  expect(acts).toEqual(['user: Prune the roses.', 'agent calls bash {"command":"ls beds"}', 'hears: roses']);
});

test('calls that only tools tell are read, and what is not recorded is said', async () => {
  const { events, notices } = await spansRead([
    span('chat', 1, { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'm' }),
    span('tool', 2, tool('ls beds', 'roses')),
    span('bare', 3, { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'water' }),
  ]);
  expect(story(events)).toEqual(['agent calls bash {"command":"ls beds"}', 'hears: roses', 'agent calls water {}']);
  expect(codes(notices)).toEqual(['not-recorded', 'not-recorded', 'call-without-result']);
});

test('spans that name each other as parents are still told', async () => {
  const { events } = await spansRead([span('one', 1, tool('ls', 'a'), 'other'), span('other', 2, tool('pwd', 'b'), 'one')]);
  expect(story(events)).toEqual(['agent calls bash {"command":"ls"}', 'hears: a', 'agent calls bash {"command":"pwd"}', 'hears: b']);
});

test('conditions stand in metadata, in tags and in attributes of any library', async () => {
  const { events } = await spansRead([
    span('a', 1, { ...tool('ls', 'a'), metadata: JSON.stringify({ monitored: false }), 'tag.tags': ['approval_policy:never', 'night'] }),
    span('b', 2, { ...tool('pwd', 'b'), 'traceloop.association.properties.monitored': 'true', 'gen_ai.request.is_test': true }),
  ]);
  expect(story(events).filter((each) => each.includes('='))).toEqual(['monitored=no', 'approval_policy=never', 'monitored=yes']);
});

test('a place leads through JSON in strings to the command', async () => {
  const { events } = await spansRead([span('first', 1, model([ASKED], [calls('c1', 'ls beds')]))]);
  const exec = events.find((event) => event.kind === 'exec');
  expect(exec?.at.pointer).toBe('/attributes/gen_ai.output.messages#/0/parts/0/arguments/command');
});

test('messages of an older convention stand in events of the span', async () => {
  const event = (name: string, attributes: Json): Json => ({ name, attributes });
  const old = { ...(span('chat', 1, { 'gen_ai.operation.name': 'chat' }) as object) };
  const choice = {
    role: 'assistant',
    tool_calls: [{ id: 'c1', type: 'function', function: { name: 'bash', arguments: '{"command":"ls"}' } }],
  };
  const events = [
    event('gen_ai.user.message', { content: 'Prune the roses.' }),
    event('gen_ai.choice', { index: 0, message: JSON.stringify(choice) }),
  ];
  expect(story((await spansRead([{ ...old, events }])).events)).toEqual(['user: Prune the roses.', 'agent calls bash {"command":"ls"}']);
});

test('records of a log join the spans that they name', async () => {
  const attribute = (key: string, value: string): Json => ({ key, value: { stringValue: value } });
  const ids = { traceId: '5b8e', spanId: 'b7ad' };
  const body = { kvlistValue: { values: [attribute('content', 'Prune the roses.')] } };
  const record: Json = { ...ids, timeUnixNano: '1777900001000000000', eventName: 'gen_ai.user.message', body };
  const call: Json = {
    ...ids,
    parentSpanId: '',
    name: 'execute_tool',
    startTimeUnixNano: '1777900002000000000',
    attributes: Object.entries(tool('ls', 'a')).map(([key, value]) => attribute(key, String(value))),
  };
  const lines: readonly Json[] = [
    { resourceSpans: [{ scopeSpans: [{ spans: [call] }] }] },
    { resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] },
  ];
  expect(story((await read('logs.jsonl', jsonLines(lines))).events)).toContain('user: Prune the roses.');
});

test('a run that is posted without its end is completed by a patch', async () => {
  const own = { id: 'r1', trace_id: 'r1', dotted_order: '20260504T131000000000Zr1' };
  const lines: readonly Json[] = [
    {
      post: [{ ...own, name: 'bash', run_type: 'tool', start_time: '2026-05-04T13:10:00Z', inputs: { input: "{'command': 'ls beds'}" } }],
      patch: [],
    },
    { post: [], patch: [{ ...own, end_time: '2026-05-04T13:10:01Z', outputs: { output: 'roses' } }] },
  ];
  const { events, notices } = await read('bodies.jsonl', jsonLines(lines));
  expect(story(events)).toEqual(['agent calls bash {"command":"ls beds"}', 'hears: roses']);
  expect(events.find((event) => event.kind === 'outcome')?.at.line).toBe(2);
  expect(codes(notices)).toEqual(['not-recorded']);
});

test('streams that are cut off tell what came', async () => {
  const started: readonly Json[] = [
    { type: 'response.created', response: { id: 'resp_1', object: 'response', model: 'gpt-5.2', output: [] } },
    {
      type: 'response.output_item.added',
      output_index: 0,
      item: { type: 'function_call', id: 'fc_1', call_id: 'c1', name: 'bash', arguments: '' },
    },
    { type: 'response.function_call_arguments.delta', output_index: 0, item_id: 'fc_1', delta: '{"command":"ls' },
  ];
  expect(story((await read('responses.jsonl', jsonLines(started))).events)).toEqual(['agent calls bash "{\\"command\\":\\"ls"']);
  const chunks: readonly Json[] = [
    { type: 'start', messageId: 'm1' },
    { type: 'text-start', id: 't' },
    { type: 'text-delta', id: 't', delta: 'I will ' },
  ];
  const stream = chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('');
  expect(story((await read('chat.sse', stream)).events)).toEqual(['agent: I will ']);
});

test('a batch of requests and that of their replies are one log', async () => {
  const folder = 'batch';
  const request = {
    custom_id: 'q1',
    method: 'POST',
    url: '/v1/responses',
    body: { model: 'gpt-5.2', input: 'Prune the roses.', store: false },
  };
  const output = [{ type: 'function_call', call_id: 'c1', name: 'bash', arguments: '{"command":"ls"}' }];
  const reply = { id: 'b1', custom_id: 'q1', response: { status_code: 200, body: { id: 'resp_1', object: 'response', output } } };
  const paths = [write(`${folder}-output.jsonl`, jsonLines([reply])), write(`${folder}-input.jsonl`, jsonLines([request]))];
  const { bundles } = await recognised(paths);
  expect(bundles.length).toBe(1);
  expect(story((await readBundle(bundles[0]!)).events)).toEqual(['user: Prune the roses.', 'agent calls bash {"command":"ls"}']);
});

test('of a recorded stream each event is told once', async () => {
  const text = readFileSync('fixtures/vercel-ai/honest-keeper-reads-its-limit-in-a-stream.sse', 'utf8');
  const { events } = await read('honest.sse', text);
  expect(events.filter((event) => event.kind === 'action').length).toBe(4);
  expect(events.filter((event) => event.kind === 'outcome').map((event) => event.kind === 'outcome' && event.ok)).toEqual([
    false,
    true,
    true,
    true,
  ]);
});

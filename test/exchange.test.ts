import type { Json } from '../src/model/location.ts';
import { bodyAt, replyTurns, requestTurns, speakAny } from '../src/threads/exchange.ts';

const sent = (events: readonly Json[]): string => events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');

const chunk = (delta: Json): Json => ({ object: 'chat.completion.chunk', choices: [{ index: 0, delta }] });
const piece = (call: Json): Json => chunk({ tool_calls: [call] });

const CHAT: readonly Json[] = [
  chunk({ role: 'assistant', content: '' }),
  chunk({ content: 'I ' }),
  chunk({ content: 'look.' }),
  piece({ index: 0, id: 'call_1', function: { name: 'bash', arguments: '' } }),
  piece({ index: 0, function: { arguments: '{"command":' } }),
  piece({ index: 0, function: { arguments: '"ls"}' } }),
];
const RESPONSES: readonly Json[] = [
  { type: 'response.created', response: { object: 'response', output: [] } },
  {
    type: 'response.completed',
    response: {
      object: 'response',
      output: [
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'I look.' }] },
        { type: 'function_call', call_id: 'call_1', name: 'bash', arguments: '{"command":"ls"}' },
      ],
    },
  },
];
const ANTHROPIC: readonly Json[] = [
  { type: 'message_start', message: { type: 'message', role: 'assistant', content: [] } },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'I look.' } },
  { type: 'content_block_stop', index: 0 },
  { type: 'content_block_start', index: 1, content_block: { type: 'tool_use', id: 'call_1', name: 'bash', input: {} } },
  { type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: '{"command":"ls"}' } },
  { type: 'content_block_stop', index: 1 },
];

const repliedIn = (body: Json): readonly unknown[] =>
  replyTurns(bodyAt(body, '/response'))
    .flatMap(({ value, at }) => speakAny(value, at))
    .map((said) => (said.said === 'call' ? [said.id, said.tool, said.input] : said.said === 'message' ? [said.role, said.text] : said));

const SAID = [
  ['agent', 'I look.'],
  ['call_1', 'bash', { command: 'ls' }],
];

test.each<readonly [string, readonly Json[]]>([
  ['Chat Completions', CHAT],
  ['Responses', RESPONSES],
  ['Messages', ANTHROPIC],
])('a streamed reply of %s is put together, as text and as a list', (_, events) => {
  expect(repliedIn(sent(events))).toEqual(SAID);
  expect(repliedIn(events)).toEqual(SAID);
});

test('a body is read beside headers and in a string', () => {
  const body = { model: 'gpt-5.2', messages: [{ role: 'user', content: 'Hello' }] };
  for (const [request, at] of [
    [body, '/request/messages/0'],
    [JSON.stringify(body), '/request#/messages/0'],
    [{ url: 'https://api.example.org', body }, '/request/body/messages/0'],
    [{ headers: {}, body: JSON.stringify(body) }, '/request/body#/messages/0'],
  ] as const)
    expect(requestTurns(bodyAt(request, '/request')).map((turn) => turn.at)).toEqual([at]);
});

test('instructions come before messages, and a bare prompt is the user', () => {
  const told = (body: Json) => requestTurns({ value: body, at: '' }).map(({ value, at }) => [at, speakAny(value, at)[0]]);
  expect(told({ contents: [{ role: 'user', parts: [{ text: 'Hi' }] }], systemInstruction: { parts: [{ text: 'Be brief.' }] } })).toEqual([
    ['/systemInstruction', { said: 'message', role: 'system', text: 'Be brief.', at: '/systemInstruction' }],
    ['/contents/0', { said: 'message', role: 'user', text: 'Hi', at: '/contents/0/parts/0/text' }],
  ]);
  expect(told({ prompt: 'Hi' })).toEqual([['/prompt', { said: 'message', role: 'user', text: 'Hi', at: '/prompt' }]]);
});

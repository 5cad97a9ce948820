import type { JsonObject } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, plainCall, roleIn, second, splitConditions } from './chat.ts';
import { databaseOf } from './database.ts';
import { cannot, commandOf, type Encoder, encoding } from './encoder.ts';

const CHAT = '6c7d8e9f-0a1b-4c2d-8e3f-4a5b6c7d8e9f';

const callOf = (step: ExampleStep): readonly [tool: string, input: JsonObject] | undefined => {
  if ('shell' in step) return ['run_terminal_command_v2', { command: commandOf(step), is_background: false }];
  if (!('edit' in step)) return plainCall(step);
  const { path, before, after = '' } = step.edit;
  return before === undefined
    ? ['write', { file_path: path, contents: after }]
    : ['search_replace', { file_path: path, old_string: before, new_string: after }];
};

const ended = (result: ExampleStep | undefined): JsonObject => {
  if (result === undefined) return { status: 'loading' };
  if ('deny' in result) return { status: 'cancelled', userDecision: 'rejected' };
  if (!('answer' in result)) return cannot('no place for this step');
  const status = result.ok === false ? 'error' : 'completed';
  return { status, result: JSON.stringify({ output: result.answer }) };
};

const bubble = (step: ExampleStep, toolCallId: string, result: ExampleStep | undefined): JsonObject => {
  const call = callOf(step);
  if (call) return { type: 2, text: '', toolFormerData: { name: call[0], toolCallId, rawArgs: JSON.stringify(call[1]), ...ended(result) } };
  if ('think' in step) return { type: 2, text: '', thinking: { text: step.think } };
  if (!('say' in step)) return cannot('no place for this step');
  if (step.by !== undefined) return cannot('messages have no names of speakers');
  const role = roleIn(step);
  return role === 'system' ? cannot('system prompts are not kept') : { type: role === 'user' ? 1 : 2, text: step.say };
};

/** The bubbles of a chat: a call and its result are one. */
const bubbles = (steps: readonly ExampleStep[]): readonly JsonObject[] =>
  numbered(steps, (step, id, last, index) => {
    if ('answer' in step || 'deny' in step) return last === undefined ? cannot('an answer without a call') : [];
    const next = steps.slice(index + 1).find((each) => 'answer' in each || 'deny' in each || callOf(each));
    return [{ createdAt: second(index), ...bubble(step, id, callOf(step) && next && !callOf(next) ? next : undefined) }];
  }).flat();

export const cursorStore: Encoder = {
  name: 'cursor-store',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const [condition] = Object.keys(conditions);
      if (condition !== undefined) cannot(`no place for a condition '${condition}'`);
      const rows = bubbles(rest).map((value, index) => [`bubbleId:${CHAT}:b${index}`, JSON.stringify(value)] as const);
      const headers = rows.map((_, index) => ({ bubbleId: `b${index}` }));
      const chat = [`composerData:${CHAT}`, JSON.stringify({ unifiedMode: 'agent', fullConversationHeadersOnly: headers })] as const;
      const text = databaseOf(
        'CREATE TABLE cursorDiskKV (key TEXT UNIQUE ON CONFLICT REPLACE, value BLOB)',
        ...[...rows, chat].map((row) => ['INSERT INTO cursorDiskKV VALUES (?, ?)', row] as const),
      );
      return [{ name: 'state.vscdb', text }];
    }),
};

import type { Json, JsonObject } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, roleIn, second } from './chat.ts';
import { cannot, type Encoder, encoding, jsonLines } from './encoder.ts';
import { geminiCall } from './gemini-stream-json.ts';

const SESSION = '5da1b38b-f23c-4b04-a984-56f65aa6743b';
const uuidOf = (index: number): string => `d54b2e63-0b13-40f3-a8b4-${String(index).padStart(12, '0')}`;

const recordOf = (step: ExampleStep, id: string, last: string | undefined): JsonObject => {
  const said = (type: string, role: string, part: Json, extra: JsonObject = {}): JsonObject => ({
    type,
    message: { role, parts: [part] },
    ...extra,
  });
  const call = geminiCall(step);
  if (call) return said('assistant', 'model', { functionCall: { id, name: call[0], args: call[1] } });
  if ('think' in step) return said('assistant', 'model', { text: step.think, thought: true });
  if ('set' in step) return cannot('no place for a condition');
  if ('say' in step) {
    if (step.by !== undefined) return cannot('messages have no names of speakers');
    const role = roleIn(step);
    if (role === 'system') return cannot('system prompts are not kept');
    return role === 'user' ? said('user', 'user', { text: step.say }) : said('assistant', 'model', { text: step.say });
  }
  const callId = last ?? cannot('an answer without a call');
  const denied = 'deny' in step;
  const words = denied
    ? `Tool execution denied by policy. ${step.deny}`
    : 'answer' in step
      ? step.answer
      : cannot('no place for this step');
  const failed = denied || ('answer' in step && step.ok === false);
  const response = failed ? { error: words } : { output: words };
  return said(
    'tool_result',
    'user',
    { functionResponse: { id: callId, name: 'x', response } },
    { toolCallResult: { callId, status: failed ? 'error' : 'success' } },
  );
};

export const qwenCode: Encoder = {
  name: 'qwen-code',
  encode: (steps) =>
    encoding(() => {
      const records = numbered(
        steps,
        (step, id, last, index): Json => ({
          uuid: uuidOf(index),
          parentUuid: index === 0 ? null : uuidOf(index - 1),
          sessionId: SESSION,
          timestamp: second(index),
          cwd: '/home/dev/garden',
          version: '0.24.4',
          ...recordOf(step, id, last),
        }),
      );
      return [{ name: `${SESSION}.jsonl`, text: jsonLines(records) }];
    }),
};

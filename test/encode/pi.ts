import type { Json, JsonObject } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, roleIn, second } from './chat.ts';
import { cannot, commandOf, type Encoder, encoding, GRADE_TOOL, jsonLines } from './encoder.ts';

const callOf = (step: ExampleStep): readonly [tool: string, input: Json] | undefined => {
  if ('shell' in step) return ['bash', { command: commandOf(step) }];
  if ('call' in step) return [step.call, step.with];
  if ('grade' in step) return [GRADE_TOOL, { ...step.grade }];
  if (!('edit' in step)) return undefined;
  const { path, before, after = '' } = step.edit;
  return before === undefined ? ['write', { path, content: after }] : ['edit', { path, edits: [{ oldText: before, newText: after }] }];
};

const agent = (content: Json): JsonObject => ({
  role: 'assistant',
  content: [content],
  api: 'openai-completions',
  model: 'glm-5',
  stopReason: 'stop',
});

const messageOf = (step: ExampleStep, id: string, last: string | undefined): JsonObject => {
  const call = callOf(step);
  if (call) return agent({ type: 'toolCall', id, name: call[0], arguments: call[1] });
  if ('think' in step) return agent({ type: 'thinking', thinking: step.think });
  if ('set' in step) return cannot('no place for a condition');
  if ('say' in step) {
    if (step.by !== undefined) return cannot('messages have no names of speakers');
    const role = roleIn(step);
    if (role === 'system') return cannot('system prompts are not kept');
    return role === 'user' ? { role, content: [{ type: 'text', text: step.say }] } : agent({ type: 'text', text: step.say });
  }
  const toolCallId = last ?? cannot('an answer without a call');
  const words = 'deny' in step ? `Blocked by the user: ${step.deny}` : 'answer' in step ? step.answer : cannot('no place for this step');
  const isError = 'deny' in step || ('answer' in step && step.ok === false);
  return { role: 'toolResult', toolCallId, toolName: 'bash', content: [{ type: 'text', text: words }], isError };
};

export const pi: Encoder = {
  name: 'pi',
  encode: (steps) =>
    encoding(() => {
      const header = {
        type: 'session',
        version: 3,
        id: '01a21337-1812-7442-a023-2e0c234ac867',
        timestamp: second(0),
        cwd: '/home/dev/garden',
      };
      const idOf = (index: number): string => `5e${String(index).padStart(6, '0')}`;
      const entries = numbered(steps, (step, id, last, index): Json => {
        const parentId = index === 0 ? null : idOf(index - 1);
        return { type: 'message', id: idOf(index), parentId, timestamp: second(index), message: messageOf(step, id, last) };
      });
      return [{ name: 'session.jsonl', text: jsonLines([header, ...entries]) }];
    }),
};

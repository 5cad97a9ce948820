import type { Json, JsonObject } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, roleIn } from './chat.ts';
import { cannot, commandOf, type Encoder, encoding, GRADE_TOOL } from './encoder.ts';

const callOf = (step: ExampleStep): readonly [tool: string, input: Json] | undefined => {
  if ('shell' in step) return ['run_commands', { commands: [commandOf(step)] }];
  if ('call' in step) return [step.call, step.with];
  if ('grade' in step) return [GRADE_TOOL, { ...step.grade }];
  if (!('edit' in step)) return undefined;
  const { path, before, after = '' } = step.edit;
  return ['editor', { path, ...(before !== undefined && { old_text: before }), new_text: after }];
};

const messageOf = (step: ExampleStep, id: string, last: string | undefined): JsonObject => {
  const message = (role: string, block: JsonObject): JsonObject => ({ role, content: [block] });
  const call = callOf(step);
  if (call) return message('assistant', { type: 'tool_use', id, name: call[0], input: call[1] });
  if ('think' in step) return message('assistant', { type: 'thinking', thinking: step.think });
  if ('set' in step) return cannot('no place for a condition');
  if ('say' in step) {
    if (step.by !== undefined) return cannot('messages have no names of speakers');
    const role = roleIn(step);
    return role === 'system'
      ? cannot('there is one system prompt, for the whole session')
      : message(role, { type: 'text', text: step.say });
  }
  const tool_use_id = last ?? cannot('an answer without a call');
  if ('deny' in step)
    return message('user', {
      type: 'tool_result',
      tool_use_id,
      content: JSON.stringify({ error: `Tool call was rejected by the user: ${step.deny}` }),
      is_error: true,
    });
  if (!('answer' in step)) return cannot('no place for this step');
  const result = { query: '', result: step.answer, success: step.ok !== false };
  return message('user', { type: 'tool_result', tool_use_id, content: [result] });
};

export const cline: Encoder = {
  name: 'cline',
  encode: (steps) =>
    encoding(() => {
      const messages = numbered(
        steps,
        (step, id, last, index): Json => ({
          id: `msg_${index}`,
          ...messageOf(step, id, last),
          ts: 1_795_619_254_000 + index * 1000,
        }),
      );
      const session = { version: 1, updated_at: '2026-11-25T15:07:38.956Z', agent: 'lead', sessionId: '1795619254365_xigtl', messages };
      return [{ name: '1795619254365_xigtl.messages.json', text: JSON.stringify(session, undefined, 1) }];
    }),
};

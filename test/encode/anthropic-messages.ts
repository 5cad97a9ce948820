import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, plainCall, roleIn, splitConditions } from './chat.ts';
import { cannot, type Encoder, encoding, jsonLines } from './encoder.ts';

const message = (step: ExampleStep, id: string, last: string | undefined): Json => {
  const call = plainCall(step);
  if (call) return { role: 'assistant', content: [{ type: 'tool_use', id: `toolu_${id}`, name: call[0], input: call[1] }] };
  if ('think' in step) return { role: 'assistant', content: [{ type: 'thinking', thinking: step.think, signature: 'EqQB' }] };
  if ('say' in step) {
    if (step.by !== undefined) return cannot('messages have no names of speakers');
    const role = roleIn(step);
    return role === 'system' ? cannot('a system prompt stands only at the start') : { role, content: [{ type: 'text', text: step.say }] };
  }
  const tool_use_id = last === undefined ? cannot('an answer without a call') : `toolu_${last}`;
  const result =
    'deny' in step
      ? { content: `Permission denied by the operator: ${step.deny}`, is_error: true }
      : 'answer' in step
        ? { content: step.answer, is_error: step.ok === false }
        : cannot('no place for this step');
  return { role: 'user', content: [{ type: 'tool_result', tool_use_id, ...(result as object) }] };
};

/** One request with its reply, which says nothing more. */
export const anthropicMessages: Encoder = {
  name: 'anthropic-messages',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const [first] = rest;
      const system = first !== undefined && 'say' in first && first.as === 'system' ? first.say : undefined;
      const messages = numbered(system === undefined ? rest : rest.slice(1), message);
      const model = 'claude-haiku-4-5';
      const request = { model, max_tokens: 4096, ...(system !== undefined && { system }), messages };
      const response = { id: 'msg_01', type: 'message', role: 'assistant', model, content: [], stop_reason: 'end_turn' };
      return [{ name: 'requests.jsonl', text: jsonLines([{ metadata: conditions, request, response }]) }];
    }),
};

import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, plainCall, second, splitConditions } from './chat.ts';
import { cannot, type Encoder, encoding, jsonLines } from './encoder.ts';

const event = (step: ExampleStep, id: string, last: string | undefined): Json => {
  const call = plainCall(step);
  if (call) return { type: 'agent.tool_use', id: `sevt_${id}`, name: call[0], input: call[1] };
  if ('think' in step) return { type: 'agent.thinking', id: `sevt_${id}`, content: [{ type: 'thinking', thinking: step.think }] };
  if ('say' in step) {
    if (step.by !== undefined) cannot('messages have no names of speakers');
    const role = step.as ?? 'agent';
    if (role !== 'agent' && role !== 'user') cannot(role === 'system' ? 'a system prompt stands only in the session' : `no role '${role}'`);
    return { type: `${role}.message`, id: `sevt_${id}`, content: [{ type: 'text', text: step.say }] };
  }
  if ('set' in step) return cannot('no place for a condition');
  const tool_use_id = `sevt_${last ?? cannot('an answer without a call')}`;
  if ('deny' in step) return { type: 'user.tool_confirmation', id: `sevt_${id}`, tool_use_id, result: 'deny', deny_message: step.deny };
  if (!('answer' in step)) return cannot('no place for this step');
  return {
    type: 'agent.tool_result',
    id: `sevt_${id}`,
    tool_use_id,
    is_error: step.ok === false,
    content: [{ type: 'text', text: step.answer }],
  };
};

/** A session and its events as they are streamed. */
export const managedAgents: Encoder = {
  name: 'managed-agents',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const session: Json = {
        type: 'session',
        id: 'sesn_01Gq',
        agent: { type: 'agent', name: 'Gardener', model: { id: 'claude-sonnet-5' }, tools: [] },
        metadata: conditions,
      };
      const events = numbered(rest, (step, id, last, index) => ({ ...(event(step, id, last) as object), processed_at: second(index) }));
      return [{ name: 'events.jsonl', text: jsonLines([session, ...events]) }];
    }),
};

import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, plainCall, roleIn, second, splitConditions } from './chat.ts';
import { cannot, type Encoder, encoding } from './encoder.ts';

const message = (step: ExampleStep, call: string, last: string | undefined): { readonly [key: string]: Json } => {
  const made = plainCall(step);
  if (made) return { role: 'assistant', content: '', tool_calls: [{ id: call, function: made[0], arguments: made[1] }] };
  if ('think' in step) return { role: 'assistant', content: [{ type: 'reasoning', reasoning: step.think }] };
  if ('say' in step)
    return step.by === undefined ? { role: roleIn(step), content: step.say } : cannot('messages have no names of speakers');
  const tool_call_id = last ?? cannot('an answer without a call');
  if ('deny' in step) return { role: 'tool', tool_call_id, content: `Permission denied by the operator: ${step.deny}` };
  if (!('answer' in step)) return cannot('no place for this step');
  const error = step.ok === false && { error: { type: 'unknown', message: step.answer } };
  return { role: 'tool', tool_call_id, content: error ? '' : step.answer, ...error };
};

/** An audit: what the auditor says to itself is in no other view than its own. */
export const petri: Encoder = {
  name: 'petri',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const events = numbered(rest, (step, call, last, index) => {
        const base = { type: 'transcript_event', timestamp: second(index).replace('Z', '') };
        const inner = { role: 'assistant', id: `a-${index}`, content: `What the target saw as number ${index}.` };
        const seen = { id: `m-${index}`, ...message(step, call, last) };
        return [
          { ...base, id: `a${index}`, view: ['evaluator', 'combined'], edit: { operation: 'add', message: inner } },
          { ...base, id: `t${index}`, view: ['target', 'combined'], edit: { operation: 'add', message: seen } },
        ];
      }).flat();
      const models = { auditor_model: 'anthropic/claude-opus-4-6', target_model: 'openrouter/z-ai/glm-5' };
      const metadata = { transcript_id: 'b4a1c7e2-90d3-4f5a-8e61-7d2c3b9f0a15', ...models, version: 'v3.0', ...conditions };
      return [{ name: 'transcript.json', text: JSON.stringify({ metadata, events }, undefined, 1) }];
    }),
};

import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, plainCall, splitConditions } from './chat.ts';
import { cannot, type Encoder, encoding } from './encoder.ts';

const spoken = (step: Extract<ExampleStep, { readonly say: string }>): Json => {
  const who = step.as ?? 'agent';
  if (who !== 'agent' && who !== 'user') cannot(`no role '${who}'`);
  if (who === 'user' && step.by !== undefined) cannot('users have no names');
  return {
    author: who === 'user' ? 'user' : (step.by ?? 'gardener'),
    content: { role: who === 'user' ? 'user' : 'model', parts: [{ text: step.say }] },
  };
};

const event = (step: ExampleStep, id: string, last: string | undefined, tool: string): Json => {
  const call = plainCall(step);
  const author = 'gardener';
  if (call) return { author, content: { role: 'model', parts: [{ functionCall: { id: `adk-${id}`, name: call[0], args: call[1] } }] } };
  if ('think' in step) return { author, content: { role: 'model', parts: [{ text: step.think, thought: true }] } };
  if ('say' in step) return spoken(step);
  if ('set' in step) return { author: 'user', actions: { stateDelta: step.set } };
  const answered = `adk-${last ?? cannot('an answer without a call')}`;
  if (!('answer' in step || 'deny' in step)) return cannot('no place for this step');
  const response: Json =
    'deny' in step
      ? { error: `This tool call is rejected: ${step.deny}` }
      : step.ok === false
        ? { error: step.answer }
        : { result: step.answer };
  return { author, content: { role: 'user', parts: [{ functionResponse: { id: answered, name: tool, response } }] } };
};

/** A saved session: its events in order. */
export const googleAdk: Encoder = {
  name: 'google-adk',
  encode: (steps) =>
    encoding(() => {
      const { conditions } = splitConditions(steps.filter((step, index) => !('set' in step) || index === 0));
      let tool = '';
      const events = numbered(steps, (step, id, last, index) => {
        const written = event(step, id, last, tool);
        tool = plainCall(step)?.[0] ?? tool;
        return { id: `ev${index}`, invocationId: 'e-7c41', timestamp: 1777900000 + index, ...(written as object) };
      });
      return [
        {
          name: 'greenhouse.session.json',
          text: JSON.stringify({ id: 's-12', appName: 'greenhouse', userId: 'u1', state: conditions, events }, undefined, 1),
        },
      ];
    }),
};

import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, plainCall, roleIn, splitConditions } from './chat.ts';
import { cannot, type Encoder, encoding } from './encoder.ts';

/** A call's part, with what came of it. */
const callPart = (call: readonly [string, Json], id: string, result: ExampleStep | undefined): Json => {
  const part = { type: `tool-${call[0]}`, toolCallId: id, input: call[1] };
  if (result === undefined) return { ...part, state: 'input-available' };
  if ('deny' in result) return { ...part, state: 'output-denied', approval: { id: `a${id}`, approved: false, reason: result.deny } };
  if (!('answer' in result)) return part;
  return result.ok === false
    ? { ...part, state: 'output-error', errorText: result.answer }
    : { ...part, state: 'output-available', output: result.answer };
};

const part = (step: ExampleStep, id: string, result: ExampleStep | undefined): Json => {
  const call = plainCall(step);
  if (call) return callPart(call, id, result);
  if ('think' in step) return { type: 'reasoning', text: step.think, state: 'done' };
  if ('say' in step) return step.by === undefined ? { type: 'text', text: step.say } : cannot('messages have no names of speakers');
  return cannot('no place for a condition');
};

/** A chat as an application keeps it. */
export const vercel: Encoder = {
  name: 'vercel-ai',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const messages = numbered(rest, (step, id, last, index): readonly Json[] => {
        if ('answer' in step || 'deny' in step) return last === undefined ? cannot('an answer without a call') : [];
        const next = rest[index + 1];
        const result = next && ('answer' in next || 'deny' in next) ? next : undefined;
        return [
          { id: `m-${index}`, role: 'say' in step ? roleIn(step) : 'assistant', parts: [{ type: 'step-start' }, part(step, id, result)] },
        ];
      });
      return [
        {
          name: 'chat.json',
          text: JSON.stringify({ chatId: 'greenhouse-12', metadata: conditions, messages: messages.flat() }, undefined, 1),
        },
      ];
    }),
};

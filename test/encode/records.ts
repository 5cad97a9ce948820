import type { Json, JsonObject } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, plainCall, roleIn } from './chat.ts';
import { cannot, type Encoder, encoding } from './encoder.ts';

/** A turn of a record for judges: an agent's thought and action, the user's words, the environment's answer. */
const turn = (step: ExampleStep): JsonObject => {
  const call = plainCall(step);
  if (call) return { role: 'agent', thought: '', action: `${call[0]}${JSON.stringify(call[1])}` };
  if ('think' in step) return { role: 'agent', thought: step.think, action: '' };
  if ('deny' in step) return cannot('nobody is asked before a call');
  if ('say' in step) {
    if (step.by !== undefined) return cannot('turns have no names of speakers');
    const role = roleIn(step);
    return role === 'assistant' ? { role: 'agent', thought: '', action: `Final Answer: ${step.say}` } : { role, content: step.say };
  }
  if (!('answer' in step) || step.ok === false) return cannot('answers do not say that a call failed');
  return { role: 'environment', content: step.answer };
};

export const rJudge: Encoder = {
  name: 'r-judge',
  encode: (steps) =>
    encoding(() => {
      const record = { id: 17, profile: 'You are a helpful assistant.', contents: [numbered(steps, turn)], label: 1, risk_description: '' };
      return [{ name: 'records.json', text: JSON.stringify([record], undefined, 1) }];
    }),
};

/** Rounds of one conversation; what was called stands in a file of its own. */
export const autocoderover: Encoder = {
  name: 'autocoderover',
  encode: (steps) =>
    encoding(() => {
      const layers: Json[] = [];
      const messages: JsonObject[] = [];
      numbered(steps, (step, _, last, index) => {
        const call = plainCall(step);
        const answer = steps[index + 1];
        if (call && ('call' in step || 'grade' in step)) cannot('the interface has tools of its own only');
        else if (call) {
          layers.push([{ func_name: call[0], arguments: call[1], call_ok: !(answer && 'answer' in answer && answer.ok === false) }]);
          if (!answer || !('answer' in answer)) messages.push({ role: 'user', content: `Result of search_code("${index}"): ` });
        } else if ('say' in step && step.by === undefined) messages.push({ role: roleIn(step), content: step.say });
        else if (!('answer' in step)) cannot('a round holds words, and what searches found');
        else if (last === undefined) cannot('an answer without a call');
        else messages.push({ role: 'user', content: `Result of search_code("${index}"): ${(step as { readonly answer: string }).answer}` });
      });
      const made = layers.length > 0 ? [{ name: 'tool_call_layers.json', text: JSON.stringify(layers, undefined, 1) }] : [];
      return [{ name: 'conversation_round_2.json', text: JSON.stringify(messages, undefined, 1) }, ...made];
    }),
};

import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { plainCall, roleIn } from './chat.ts';
import { cannot, type Encoder, encoding, jsonLines } from './encoder.ts';
import { resultOf, worked } from './spans.ts';

/** One item of a conversation. */
export const responsesItem = (step: ExampleStep, id: string, last: string | undefined): Json => {
  const call = plainCall(step);
  if (call)
    return { id: `fc_${id}`, type: 'function_call', call_id: id, name: call[0], arguments: JSON.stringify(call[1]), status: 'completed' };
  if ('think' in step) return { id: `rs_${id}`, type: 'reasoning', summary: [{ type: 'summary_text', text: step.think }] };
  if ('say' in step) {
    if (step.by !== undefined) cannot('messages have no names of speakers');
    const role = roleIn(step);
    const type = role === 'assistant' ? 'output_text' : 'input_text';
    return { id: `msg_${id}`, type: 'message', role: role === 'system' ? 'developer' : role, content: [{ type, text: step.say }] };
  }
  if ('answer' in step && step.ok === false) cannot('results do not say that a call failed');
  if ('answer' in step || 'deny' in step)
    return {
      type: 'function_call_output',
      call_id: last ?? cannot('an answer without a call'),
      output: 'deny' in step ? `Rejected by user: ${step.deny}` : resultOf(step),
    };
  return cannot('no place for this step');
};

/** Requests with their replies, each with all that came before. */
export const openaiResponses: Encoder = {
  name: 'openai-responses',
  encode: (steps) =>
    encoding(() => {
      const lines = worked(steps, responsesItem).flatMap(({ work, index, conditions }): readonly Json[] =>
        work.kind === 'tool'
          ? []
          : [
              {
                request: { model: 'gpt-5.2', input: work.history, metadata: conditions },
                response: {
                  id: `resp_0f3a${index}`,
                  object: 'response',
                  created_at: 1777900000 + index,
                  model: 'gpt-5.2',
                  output: work.reply === undefined ? [] : [work.reply],
                },
              },
            ],
      );
      return [{ name: 'responses.jsonl', text: jsonLines(lines) }];
    }),
};

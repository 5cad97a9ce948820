import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, openaiMessage, splitConditions } from './chat.ts';
import { cannot, type Encoder, encoding, jsonLines } from './encoder.ts';

const message = (step: ExampleStep, id: string, last: string | undefined): Json => {
  const made = openaiMessage(step, id, last);
  if ('deny' in step) return { ...made, content: `<user_cancellation>${step.deny}</user_cancellation>` };
  if ('answer' in step && step.ok === false) return { ...made, content: `<tool_error>${step.answer}</tool_error>` };
  if ('say' in step && step.by !== undefined) return cannot('messages have no names of speakers');
  return 'answer' in step ? made : { ...made, message_id: `m-${id}` };
};

export const vibe: Encoder = {
  name: 'vibe',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const [condition] = Object.keys(conditions);
      if (condition !== undefined) cannot(`no place for a condition '${condition}'`);
      return [{ name: 'session_20260504_131000_a1b2c3/messages.jsonl', text: jsonLines(numbered(rest, message)) }];
    }),
};

import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, openaiMessage, splitConditions } from './chat.ts';
import { cannot, type Encoder, encoding } from './encoder.ts';

const message = (step: ExampleStep, id: string, last: string | undefined): Json => {
  const made = openaiMessage(step, id, last);
  if ('deny' in step)
    return { ...made, content: JSON.stringify({ output: '', exit_code: -1, error: `BLOCKED: ${step.deny}`, status: 'blocked' }) };
  if (!('answer' in step)) return made;
  return { ...made, content: JSON.stringify({ output: step.answer, exit_code: step.ok === false ? 1 : 0, error: null }) };
};

export const hermes: Encoder = {
  name: 'hermes',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      if (rest.some((step) => 'say' in step && step.by !== undefined)) cannot('messages have no names of speakers');
      const messages = numbered(rest, message);
      const session_start = '2026-05-04T13:10:00';
      const head = {
        session_id: '20260504_131000_a1b2c3',
        model: 'hermes-4',
        platform: 'cli',
        session_start,
        message_count: messages.length,
      };
      return [{ name: 'session_20260504_131000_a1b2c3.json', text: JSON.stringify({ ...head, ...conditions, messages }, undefined, 2) }];
    }),
};

import { numbered, openaiMessage, splitConditions } from './chat.ts';
import { cannot, type Encoder, encoding } from './encoder.ts';

/** A conversation as it was sent: results say nothing of success. */
export const openaiChat: Encoder = {
  name: 'openai-chat',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const messages = numbered(rest, (step, id, last) =>
        'answer' in step && step.ok === false ? cannot('results do not say that a call failed') : openaiMessage(step, id, last),
      );
      return [{ name: 'conversation.json', text: JSON.stringify({ model: 'gpt-5.2', metadata: conditions, messages }, undefined, 1) }];
    }),
};

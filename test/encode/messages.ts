import { numbered, openaiMessage, splitConditions } from './chat.ts';
import { type Encoder, encoding } from './encoder.ts';

/** The report of a home-made harness, with the messages somewhere inside. */
export const messages: Encoder = {
  name: 'messages',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const transcript = numbered(rest, (step, id, last) => ({
        ...openaiMessage(step, id, last),
        ...('answer' in step && step.ok === false && { is_error: true }),
      }));
      const report = { harness: 'night-shift', ...conditions, outcome: { attempts: 1, transcript } };
      return [{ name: 'report.json', text: JSON.stringify(report, undefined, 1) }];
    }),
};

import type { Json } from '../../src/model/location.ts';
import { plainCall } from './chat.ts';
import { cannot, type Encoder, encoding, jsonLines } from './encoder.ts';

/** A recording of the terminal that an agent types into. */
export const terminalBench: Encoder = {
  name: 'terminal-bench',
  encode: (steps) =>
    encoding(() => {
      const head: Json = { version: 2, width: 160, height: 40, timestamp: 1777890600, env: { SHELL: '/bin/bash' } };
      let called = false;
      const moments = steps.map((step, index): Json => {
        if ('shell' in step) {
          called = true;
          return [index, 'i', `${String(plainCall(step)![1]['command']).replaceAll('\n', '\r')}\r`];
        }
        if (!('answer' in step) || step.ok === false) return cannot('a terminal shows commands and what they print');
        return called ? [index + 0.5, 'o', `${step.answer}\r\n`] : cannot('an answer without a call');
      });
      return [{ name: 'trial/sessions/agent.cast', text: jsonLines([head, ...moments]) }];
    }),
};

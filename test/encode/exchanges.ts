import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { plainCall, splitConditions } from './chat.ts';
import { cannot, type Encoder, encoding } from './encoder.ts';

interface Exchange {
  readonly question: string;
  readonly response: string;
  readonly tool_usage: readonly Json[];
  readonly tool_outputs: readonly Json[];
}

const EMPTY: Exchange = { question: '', response: '', tool_usage: [], tool_outputs: [] };

const exchange = (step: ExampleStep, called: string | undefined): Exchange => {
  const call = plainCall(step);
  if (call) return { ...EMPTY, tool_usage: [{ tool_name: call[0], arguments: call[1] }] };
  if ('deny' in step) return { ...EMPTY, tool_outputs: [{ tool_name: called ?? '', error: `User declined: ${step.deny}` }] };
  if ('answer' in step) {
    const tool_name = called ?? cannot('an answer without a call');
    return { ...EMPTY, tool_outputs: [{ tool_name, [step.ok === false ? 'error' : 'output']: step.answer }] };
  }
  if (!('say' in step)) return cannot('only questions, calls and answers are kept');
  if (step.by !== undefined) return cannot('messages have no names of speakers');
  if (step.as === 'user') return { ...EMPTY, question: step.say };
  return step.as === undefined || step.as === 'agent' ? { ...EMPTY, response: step.say } : cannot(`no role '${step.as}'`);
};

export const exchanges: Encoder = {
  name: 'exchanges',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      let called: string | undefined;
      const interview = rest.map((step) => {
        const written = exchange(step, called);
        called = plainCall(step)?.[0] ?? called;
        return written;
      });
      return [{ name: 'interview.json', text: JSON.stringify({ scenario: 'night-shift', ...conditions, interview }) }];
    }),
};

import type { Json, JsonObject } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, openaiMessage, plainCall } from './chat.ts';
import { cannot, type Encoder, encoding } from './encoder.ts';

/** How a call ended, by the step that answers it. */
const endOf = (step: ExampleStep | undefined): { readonly status: string; readonly output: Json } => {
  const output = (content: string): Json => [{ name: 'Tool Result', content }];
  if (step && 'deny' in step) return { status: 'canceled', output: output(step.deny) };
  if (step && 'answer' in step) return { status: step.ok === false ? 'errored' : 'done', output: output(step.answer) };
  return { status: 'generated', output: [] };
};

export const continueSession: Encoder = {
  name: 'continue',
  encode: (steps) =>
    encoding(() => {
      const history = numbered(steps, (step, id, last, index): readonly Json[] => {
        if ('answer' in step || 'deny' in step) return last === undefined ? cannot('an answer without a call') : [];
        if ('say' in step && step.by !== undefined) return cannot('messages have no names of speakers');
        if ('think' in step) return [{ message: { role: 'assistant', content: '' }, contextItems: [], reasoning: { text: step.think } }];
        const { tool_calls, ...message } = openaiMessage(step, id, last) as JsonObject & { tool_calls?: readonly Json[] };
        if (!plainCall(step)) return [{ message, contextItems: [] }];
        const next = steps.slice(index + 1).find((each) => 'answer' in each || 'deny' in each || plainCall(each));
        const state = { toolCallId: id, ...endOf(next && plainCall(next) ? undefined : next) };
        return [{ message: { ...message, content: '', toolCalls: tool_calls ?? [] }, contextItems: [], toolCallStates: [state] }];
      }).flat();
      const sessionId = '9bcdb4fe-1f2b-4dbd-a8c3-a6bf1a71b864';
      const session = { sessionId, title: 'Session', workspaceDirectory: '/home/dev/garden', history };
      return [{ name: `${sessionId}.json`, text: JSON.stringify(session, undefined, 2) }];
    }),
};

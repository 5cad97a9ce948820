import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, openaiMessage, plainCall, second } from './chat.ts';
import { cannot, type Encoder, encoding, jsonLines } from './encoder.ts';

const record = (step: ExampleStep, id: string, called: ExampleStep | undefined, last: string | undefined): Json => {
  if ('set' in step) return { message: 'Run configuration', event: 'configuration', ...step.set };
  if (!('answer' in step || 'deny' in step)) {
    const payload = openaiMessage(step, id, last);
    const event = `${payload['role']}_message`;
    return { message: event, event, [`${payload['role'] === 'assistant' ? 'assistant' : 'user'}_payload`]: payload };
  }
  const call = called && plainCall(called);
  if (!call) return cannot('an answer without a call');
  const [tool, args] = call;
  const outcome =
    'deny' in step ? { error: `User declined: ${step.deny}` } : step.ok === false ? { error: step.answer } : { result: step.answer };
  return { message: `Tool call: ${tool}`, event: 'tool_call', tool, args, ...outcome, duration_ms: 12.5 };
};

export const logRecords: Encoder = {
  name: 'log-records',
  encode: (steps) =>
    encoding(() => {
      let called: ExampleStep | undefined;
      const records = numbered(steps, (step, id, last, index) => {
        const written = record(step, id, called, last);
        if (plainCall(step)) called = step;
        return { ts: second(index), level: 'INFO', logger: 'agent_loop', ...(written as object) };
      });
      return [{ name: 'agent.jsonl', text: jsonLines(records as readonly Json[]) }];
    }),
};

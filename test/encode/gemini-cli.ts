import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { second } from './chat.ts';
import { cannot, type Encoder, encoding, jsonLines } from './encoder.ts';
import { geminiCall } from './gemini-stream-json.ts';

const spoken = (step: Extract<ExampleStep, { readonly say: string }>): Json => {
  if (step.by !== undefined) return cannot('messages have no names of speakers');
  const who = step.as ?? 'agent';
  if (who === 'agent') return { type: 'gemini', content: step.say };
  if (who === 'user') return { type: 'user', content: [{ text: step.say }] };
  return who === 'system' ? { type: 'info', content: step.say } : cannot(`no role '${who}'`);
};

/** A call as it stands in its message: with its result, once there is one. */
const callIn = (step: ExampleStep, index: number, result: ExampleStep | undefined): Json => {
  const [name, args] = geminiCall(step)!;
  const id = `${name}-17683860${String(index).padStart(5, '0')}-7e86180aeda1f`;
  const call = { id, name, args, timestamp: second(index) };
  if (result === undefined) return { ...call, status: 'executing' };
  if ('deny' in result)
    return { ...call, status: 'cancelled', result: [respond(id, name, { error: `[Operation Cancelled] ${result.deny}` })] };
  if (!('answer' in result)) return call;
  const response = result.ok === false ? { error: result.answer } : { output: result.answer };
  return { ...call, status: result.ok === false ? 'error' : 'success', result: [respond(id, name, response)] };
};

const respond = (id: string, name: string, response: Json): Json => ({ functionResponse: { id, name, response } });

export const geminiCli: Encoder = {
  name: 'gemini-cli',
  encode: (steps) =>
    encoding(() => {
      const lines = steps.flatMap((step, index): readonly Json[] => {
        const line = { id: `m-${index}`, timestamp: second(index) };
        if (geminiCall(step)) {
          const next = steps.slice(index + 1).find((each) => 'answer' in each || 'deny' in each || geminiCall(each));
          const result = next && !geminiCall(next) ? next : undefined;
          return [{ ...line, type: 'gemini', content: '', toolCalls: [callIn(step, index, result)] }];
        }
        if ('answer' in step || 'deny' in step) return steps.slice(0, index).some(geminiCall) ? [] : cannot('an answer without a call');
        if ('think' in step)
          return [{ ...line, type: 'gemini', content: '', thoughts: [{ description: step.think, timestamp: second(index) }] }];
        return 'say' in step ? [{ ...line, ...(spoken(step) as object) }] : cannot('no place for a condition');
      });
      const meta = { sessionId: '8d1c', projectHash: '0b7dfb12', startTime: second(0), lastUpdated: second(0), kind: 'main' };
      return [{ name: 'session-2026-05-04T13-10-8d1c.jsonl', text: jsonLines([meta, ...lines]) }];
    }),
};

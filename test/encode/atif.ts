import type { JsonObject } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, plainCall, second, splitConditions } from './chat.ts';
import { cannot, type Encoder, encoding } from './encoder.ts';

const SOURCES: { readonly [role: string]: string } = { agent: 'agent', user: 'user', system: 'system' };

/** A step of a trajectory; results stand in the step of their call. */
const written = (step: ExampleStep, id: string, index: number): JsonObject => {
  const base = { step_id: index + 1, timestamp: second(index) };
  const made = plainCall(step);
  if (made)
    return { ...base, source: 'agent', message: '', tool_calls: [{ tool_call_id: id, function_name: made[0], arguments: made[1] }] };
  if ('think' in step) return { ...base, source: 'agent', message: '', reasoning_content: step.think };
  if ('deny' in step) return cannot('nobody is asked before a call');
  if (!('say' in step)) return cannot('no place for this step');
  if (step.by !== undefined) return cannot('steps have no names of speakers');
  return { ...base, source: SOURCES[step.as ?? 'agent'] ?? cannot(`no source '${step.as}'`), message: step.say };
};

export const atif: Encoder = {
  name: 'atif',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const made: JsonObject[] = [];
      numbered(rest, (step, id, last, index) => {
        if (!('answer' in step)) return made.push(written(step, id, index));
        const content = step.ok === false ? `${step.answer}\n[Command finished with exit code 1]` : step.answer;
        const call = made.pop() ?? cannot('an answer without a call');
        if (call['tool_calls'] === undefined) return cannot('a result stands in the step of its call');
        return made.push({ ...call, observation: { results: [{ source_call_id: last!, content }] } });
      });
      const agent = { name: 'ferry-agent', version: '2.1', model_name: 'openai/gpt-5', extra: conditions };
      const trajectory = { schema_version: 'ATIF-v1.6', session_id: '8d1f6a52-0c5e-4f0e-9b7a-6f1f2f9d7a11', agent, steps: made };
      return [{ name: 'trajectory.json', text: JSON.stringify(trajectory, undefined, 1) }];
    }),
};

import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, plainCall, roleIn, second, splitConditions } from './chat.ts';
import { cannot, commandOf, type Encoder, encoding } from './encoder.ts';

const callOf = (step: ExampleStep): readonly [tool: string, input: Json] | undefined => {
  if ('shell' in step) return ['bash', { command: commandOf(step) }];
  if (!('edit' in step)) return plainCall(step);
  const { path, before, after = '' } = step.edit;
  return before === undefined
    ? ['str_replace_based_edit_tool', { command: 'create', path, file_text: after }]
    : ['str_replace_based_edit_tool', { command: 'str_replace', path, old_str: before, new_str: after }];
};

const written = (step: ExampleStep, call_id: string, last: string | undefined): { readonly [key: string]: Json } => {
  const call = callOf(step);
  if (call) return { tool_calls: [{ call_id, name: call[0], arguments: call[1] }] };
  if ('think' in step) return cannot('thoughts are calls of a tool');
  if ('set' in step) return cannot('no place for a condition');
  if ('say' in step) {
    if (step.by !== undefined) return cannot('messages have no names of speakers');
    const role = roleIn(step);
    return role === 'assistant'
      ? { llm_response: { content: step.say, model: 'gpt-5.2' } }
      : { llm_messages: [{ role, content: step.say }] };
  }
  if ('deny' in step) return cannot('calls are not declined');
  const answered = last ?? cannot('an answer without a call');
  if (!('answer' in step)) return cannot('no place for this step');
  const result = step.ok === false ? { success: false, error: step.answer } : { success: true, result: step.answer };
  return { tool_results: [{ call_id: answered, ...result }] };
};

export const traeAgent: Encoder = {
  name: 'trae-agent',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const [condition] = Object.keys(conditions);
      if (condition !== undefined) cannot(`no place for a condition '${condition}'`);
      const agent_steps = numbered(rest, (step, id, last, index) => ({
        step_number: index + 1,
        timestamp: second(index),
        state: 'completed',
        ...written(step, id, last),
      }));
      const head = {
        task: 'x',
        start_time: second(0),
        end_time: second(steps.length),
        provider: 'openai',
        model: 'gpt-5.2',
        max_steps: 200,
      };
      const run = { ...head, llm_interactions: [], agent_steps, success: true, final_result: null };
      return [{ name: 'trajectory_20260504_131000.json', text: JSON.stringify(run, undefined, 2) }];
    }),
};

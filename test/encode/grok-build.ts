import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, plainCall, roleIn, splitConditions } from './chat.ts';
import { cannot, commandOf, type Encoder, encoding, jsonLines } from './encoder.ts';

const callOf = (step: ExampleStep): readonly [tool: string, input: Json] | undefined => {
  if ('shell' in step) return ['run_terminal_cmd', { command: commandOf(step) }];
  if (!('edit' in step)) return plainCall(step);
  const { path, before, after = '' } = step.edit;
  return before === undefined
    ? ['write', { file_path: path, contents: after }]
    : ['search_replace', { file_path: path, old_string: before, new_string: after }];
};

const record = (step: ExampleStep, id: string, last: string | undefined): Json => {
  const call = callOf(step);
  const model_id = 'grok-4.5';
  if (call) return { type: 'assistant', content: '', tool_calls: [{ id, name: call[0], arguments: JSON.stringify(call[1]) }], model_id };
  if ('think' in step) return { type: 'reasoning', id: 'rs', summary: [{ type: 'summary_text', text: step.think }] };
  if ('set' in step) return cannot('conditions hold for the whole run');
  if ('say' in step) {
    if (step.by !== undefined) return cannot('messages have no names of speakers');
    const type = roleIn(step);
    if (type === 'assistant') return { type, content: step.say, model_id };
    return type === 'user' ? { type, content: [{ type: 'text', text: step.say }], prompt_index: 0 } : { type, content: step.say };
  }
  const tool_call_id = last ?? cannot('an answer without a call');
  if (!('answer' in step) || step.ok === false) return cannot('results do not say that a call failed');
  return { type: 'tool_result', tool_call_id, content: step.answer };
};

export const grokBuild: Encoder = {
  name: 'grok-build',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const { sandbox_profile = 'off', ...others } = conditions;
      const [other] = Object.keys(others);
      if (other !== undefined) cannot(`no place for a condition '${other}'`);
      const info = { id: '019f6851-7ec4-7ef0-97d3-03f3eee38755', cwd: '/home/dev/project' };
      const summary = { info, current_model_id: 'grok-4.5', chat_format_version: 1, agent_name: 'grok-build', sandbox_profile };
      return [
        { name: `${info.id}/summary.json`, text: JSON.stringify(summary, undefined, 2) },
        { name: `${info.id}/chat_history.jsonl`, text: jsonLines(numbered(rest, record)) },
      ];
    }),
};

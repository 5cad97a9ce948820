import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, plainCall, roleIn, second } from './chat.ts';
import { cannot, commandOf, type Encoder, encoding, jsonLines } from './encoder.ts';

const callOf = (step: ExampleStep): readonly [tool: string, input: Json] | undefined => {
  if ('shell' in step) return ['run_command', { CommandLine: commandOf(step), Cwd: '/home/dev/project' }];
  if (!('edit' in step)) return plainCall(step);
  const { path, before, after = '' } = step.edit;
  return before === undefined
    ? ['write_to_file', { TargetFile: path, CodeContent: after }]
    : ['replace_file_content', { TargetFile: path, TargetContent: before, ReplacementContent: after }];
};

const SOURCES: { readonly [role: string]: readonly [source: string, type: string] } = {
  assistant: ['MODEL', 'PLANNER_RESPONSE'],
  user: ['USER_EXPLICIT', 'USER_INPUT'],
  system: ['SYSTEM', 'SYSTEM_MESSAGE'],
};

const record = (step: ExampleStep, tool_call_id: string, last: string | undefined): { readonly [key: string]: Json } => {
  const call = callOf(step);
  const planner = { source: 'MODEL', type: 'PLANNER_RESPONSE', status: 'DONE' };
  if (call) return { ...planner, tool_calls: [{ id: tool_call_id, name: call[0], args: call[1] }] };
  if ('think' in step) return { ...planner, thinking: step.think };
  if ('set' in step) return cannot('no place for a condition');
  if ('say' in step) {
    if (step.by !== undefined) return cannot('messages have no names of speakers');
    const [source, type] = SOURCES[roleIn(step)]!;
    return { source, type, status: 'DONE', content: step.say };
  }
  const done = { source: 'MODEL', type: 'RUN_COMMAND', tool_call_id: last ?? cannot('an answer without a call') };
  if ('deny' in step) return { ...done, status: 'CANCELED', content: step.deny };
  return 'answer' in step
    ? { ...done, status: step.ok === false ? 'ERROR' : 'DONE', content: step.answer }
    : cannot('no place for this step');
};

export const antigravity: Encoder = {
  name: 'antigravity',
  encode: (steps) =>
    encoding(() => {
      const records = numbered(steps, (step, id, last, index) => ({
        step_index: index,
        created_at: second(index),
        ...record(step, id, last),
      }));
      return [{ name: 'brain/9f3c/.system_generated/logs/transcript.jsonl', text: jsonLines(records) }];
    }),
};

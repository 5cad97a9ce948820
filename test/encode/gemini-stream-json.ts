import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, roleIn, second } from './chat.ts';
import { cannot, commandOf, type Encoder, encoding, GRADE_TOOL, jsonLines } from './encoder.ts';

/** The tool and arguments by which Gemini CLI takes a step. */
export const geminiCall = (step: ExampleStep): readonly [tool: string, input: Json] | undefined => {
  if ('shell' in step) return ['run_shell_command', { command: commandOf(step) }];
  if ('call' in step) return [step.call, step.with];
  if ('grade' in step) return [GRADE_TOOL, { ...step.grade }];
  if (!('edit' in step)) return undefined;
  const { path, before, after = '' } = step.edit;
  return before === undefined
    ? ['write_file', { file_path: path, content: after }]
    : ['replace', { file_path: path, old_string: before, new_string: after }];
};

const record = (step: ExampleStep, id: string, last: string | undefined): Json => {
  const call = geminiCall(step);
  if (call) return { type: 'tool_use', tool_name: call[0], tool_id: id, parameters: call[1] };
  if ('think' in step) return cannot('thoughts are not printed');
  if ('set' in step) return cannot('no place for a condition');
  if ('say' in step) {
    if (step.by !== undefined) return cannot('messages have no names of speakers');
    const role = roleIn(step);
    return role === 'system' ? cannot('system prompts are not printed') : { type: 'message', role, content: step.say };
  }
  const tool_id = last ?? cannot('an answer without a call');
  if ('deny' in step) {
    const output = `Tool execution denied by policy. ${step.deny}`;
    return { type: 'tool_result', tool_id, status: 'error', output, error: { type: 'policy_violation', message: output } };
  }
  if (!('answer' in step)) return cannot('no place for this step');
  const failed = step.ok === false && { error: { type: 'execution_failed', message: step.answer } };
  return { type: 'tool_result', tool_id, status: failed ? 'error' : 'success', output: step.answer, ...failed };
};

export const geminiStreamJson: Encoder = {
  name: 'gemini-stream-json',
  encode: (steps) =>
    encoding(() => {
      const session_id = '4b8f0a52-7a5e-4f0c-8f63-2d9f5a1c77e0';
      const records = numbered(steps, (step, id, last, index) => ({
        timestamp: second(index),
        ...(record(step, id, last) as object),
      })) as readonly Json[];
      return [
        { name: 'stdout.jsonl', text: jsonLines([{ type: 'init', timestamp: second(0), session_id, model: 'gemini-3-pro' }, ...records]) },
      ];
    }),
};

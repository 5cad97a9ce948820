import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, roleIn, second, splitConditions } from './chat.ts';
import { cannot, commandOf, type Encoder, encoding, GRADE_TOOL, jsonLines } from './encoder.ts';

const callOf = (step: ExampleStep): readonly [tool: string, input: Json] | undefined => {
  if ('shell' in step) return ['Execute', { command: commandOf(step), riskLevel: 'low' }];
  if ('call' in step) return [step.call, step.with];
  if ('grade' in step) return [GRADE_TOOL, { ...step.grade }];
  if (!('edit' in step)) return undefined;
  const { path: file_path, before, after = '' } = step.edit;
  return before === undefined ? ['Create', { file_path, content: after }] : ['Edit', { file_path, old_str: before, new_str: after }];
};

const message = (step: ExampleStep, id: string, last: string | undefined): Json => {
  const call = callOf(step);
  if (call) return { role: 'assistant', content: [{ type: 'tool_use', id: `toolu_${id}`, name: call[0], input: call[1] }] };
  if ('think' in step) return { role: 'assistant', content: [{ type: 'thinking', thinking: step.think, signature: '' }] };
  if ('set' in step) return cannot('conditions hold for the whole run');
  if ('say' in step) {
    if (step.by !== undefined) return cannot('messages have no names of speakers');
    const role = roleIn(step);
    return role === 'system' ? cannot('system prompts are not kept') : { role, content: [{ type: 'text', text: step.say }] };
  }
  const tool_use_id = `toolu_${last ?? cannot('an answer without a call')}`;
  const content = 'deny' in step ? `User rejected the tool call: ${step.deny}` : 'answer' in step ? step.answer : '';
  const is_error = 'deny' in step || ('ok' in step && step.ok === false);
  return { role: 'user', content: [{ type: 'tool_result', tool_use_id, content, is_error }] };
};

const ID = '0f4e9b62-71c0-4d0e-8b87-5f6a7c8d9e10';

export const droid: Encoder = {
  name: 'droid',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const [condition] = Object.keys(conditions);
      if (condition !== undefined) cannot(`no place for a condition '${condition}'`);
      const start = { type: 'session_start', id: ID, title: 'Session', owner: 'dev', cwd: '/home/dev/project', version: 2 };
      const records = numbered(rest, (step, id, last, index) => ({
        type: 'message',
        id: `m${index}`,
        timestamp: second(index),
        message: message(step, id, last),
      }));
      return [{ name: `${ID}.jsonl`, text: jsonLines([start, ...records]) }];
    }),
};

const printed = (step: ExampleStep, id: string, last: string | undefined): Json => {
  const call = callOf(step);
  if (call) return { type: 'tool_call', id, messageId: 'm', toolId: call[0], toolName: call[0], parameters: call[1] };
  if ('think' in step) return { type: 'reasoning', id: 'r', text: step.think };
  if ('set' in step) return cannot('no place for a condition');
  if ('say' in step) {
    if (step.by !== undefined) return cannot('messages have no names of speakers');
    const role = roleIn(step);
    return role === 'system' ? cannot('system prompts are not printed') : { type: 'message', role, id: 'm', text: step.say };
  }
  const answered = { type: 'tool_result', id: last ?? cannot('an answer without a call') };
  if ('deny' in step) return { ...answered, isError: true, error: { type: 'tool_error', message: `User rejected: ${step.deny}` } };
  return 'answer' in step ? { ...answered, isError: step.ok === false, value: step.answer } : cannot('no place for this step');
};

export const droidStream: Encoder = {
  name: 'droid-stream-json',
  encode: (steps) =>
    encoding(() => {
      const init = {
        type: 'system',
        subtype: 'init',
        cwd: '/home/dev/project',
        session_id: ID,
        model: 'claude-opus-4-5',
        tools: ['Execute'],
      };
      const records = numbered(steps, (step, id, last, index) => ({
        ...(printed(step, id, last) as object),
        session_id: ID,
        timestamp: second(index),
      }));
      const end = { type: 'completion', finalText: '', numTurns: 1, session_id: ID };
      return [{ name: 'stdout.jsonl', text: jsonLines([init, ...records, end]) }];
    }),
};

import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, roleIn, splitConditions } from './chat.ts';
import { cannot, commandOf, type Encoder, encoding, GRADE_TOOL } from './encoder.ts';

const callOf = (step: ExampleStep): readonly [tool: string, input: Json] | undefined => {
  if ('shell' in step) return ['Bash', { cmd: commandOf(step) }];
  if ('call' in step) return [`mcp__environment__${step.call}`, step.with];
  if ('grade' in step) return [`mcp__environment__${GRADE_TOOL}`, { ...step.grade }];
  if (!('edit' in step)) return undefined;
  const { path, before, after = '' } = step.edit;
  return before === undefined ? ['create_file', { path, content: after }] : ['edit_file', { path, old_str: before, new_str: after }];
};

const runOf = (step: ExampleStep): Json => {
  if ('deny' in step) return { status: 'rejected-by-user', error: { message: step.deny } };
  if (!('answer' in step)) return cannot('no place for this step');
  return step.ok === false
    ? { status: 'error', error: { message: step.answer } }
    : { status: 'done', result: { output: step.answer, exitCode: 0 } };
};

const message = (step: ExampleStep, id: string, last: string | undefined): readonly [role: string, part: Json] => {
  const call = callOf(step);
  if (call) return ['assistant', { type: 'tool_use', id: `toolu_${id}`, name: call[0], input: call[1], complete: true }];
  if ('think' in step) return ['assistant', { type: 'thinking', thinking: step.think, signature: '' }];
  if ('set' in step) return cannot('no place for a condition');
  if (!('say' in step))
    return ['user', { type: 'tool_result', toolUseID: `toolu_${last ?? cannot('an answer without a call')}`, run: runOf(step) }];
  if (step.by !== undefined) return cannot('messages have no names of speakers');
  const role = roleIn(step);
  return role === 'system' ? cannot('system prompts are not kept') : [role, { type: 'text', text: step.say }];
};

export const amp: Encoder = {
  name: 'amp',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const [condition] = Object.keys(conditions);
      if (condition !== undefined) cannot(`no place for a condition '${condition}'`);
      const messages = numbered(rest, (step, id, last, index) => {
        const [role, part] = message(step, id, last);
        return { role, messageId: index, content: [part], meta: { sentAt: 1_777_900_200_000 + index * 1000 } };
      });
      const env = { initial: { trees: [{ uri: 'file:///home/dev/project', displayName: 'project' }] } };
      const thread = { v: 12, id: 'T-6f0f2f0e-5b5e-4c39-9d0c-0b1c2d3e4f50', created: 1_777_900_200_000, env, messages };
      return [{ name: `${thread.id}.json`, text: JSON.stringify(thread, undefined, 2) }];
    }),
};

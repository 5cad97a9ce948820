import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, second } from './chat.ts';
import { cannot, commandOf, type Encoder, encoding, GRADE_TOOL, jsonLines } from './encoder.ts';

const SESSION = '2f9c1b7e-63d4-4f6a-9f0e-5b8a7d1c3e42';

const callOf = (step: ExampleStep): readonly [tool: string, input: Json] | undefined => {
  if ('shell' in step) return ['bash', { command: commandOf(step) }];
  if ('call' in step) return [step.call, step.with];
  if ('grade' in step) return [GRADE_TOOL, { ...step.grade }];
  if (!('edit' in step)) return undefined;
  const { path, before, after = '' } = step.edit;
  return before === undefined ? ['create', { path, file_text: after }] : ['edit', { path, old_str: before, new_str: after }];
};

const SPEAKERS: { readonly [role: string]: string } = { agent: 'assistant.message', user: 'user.message', system: 'system.message' };

const event = (step: ExampleStep, id: string, last: string | undefined): readonly [type: string, data: Json] => {
  const call = callOf(step);
  if (call)
    return ['assistant.message', { content: '', toolRequests: [{ toolCallId: id, name: call[0], arguments: call[1], type: 'function' }] }];
  if ('think' in step) return ['assistant.message', { content: '', toolRequests: [], reasoningText: step.think }];
  if ('say' in step) {
    if (step.by !== undefined) return cannot('messages have no names of speakers');
    const who = step.as ?? 'agent';
    return [SPEAKERS[who] ?? cannot(`no role '${who}'`), { content: step.say }];
  }
  if ('set' in step) {
    const [other] = Object.keys(step.set).filter((name) => name !== 'permissionMode');
    if (other !== undefined) return cannot(`no place for a condition '${other}'`);
    return ['session.permissions_changed', { mode: step.set['permissionMode'] ?? 'manual' }];
  }
  const toolCallId = last ?? cannot('an answer without a call');
  if ('deny' in step) return ['tool.execution_complete', { toolCallId, success: false, error: { message: step.deny, code: 'denied' } }];
  if (!('answer' in step)) return cannot('no place for this step');
  return step.ok === false
    ? ['tool.execution_complete', { toolCallId, success: false, error: { message: step.answer, code: 'failure' } }]
    : ['tool.execution_complete', { toolCallId, success: true, result: { content: step.answer } }];
};

export const copilotCli: Encoder = {
  name: 'copilot-cli',
  encode: (steps) =>
    encoding(() => {
      const start = ['session.start', { sessionId: SESSION, version: 1, producer: 'copilot-agent', copilotVersion: '1.0.102' }] as const;
      const events = [start, ...numbered(steps, event)];
      const records = events.map(([type, data], index) => ({
        type,
        data,
        id: `e${index}`,
        timestamp: second(index),
        parentId: index === 0 ? null : `e${index - 1}`,
      }));
      return [{ name: `session-state/${SESSION}/events.jsonl`, text: jsonLines(records) }];
    }),
};

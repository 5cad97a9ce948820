import type { Json, JsonObject } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, roleIn, splitConditions } from './chat.ts';
import { cannot, commandOf, type Encoder, encoding, GRADE_TOOL, jsonLines } from './encoder.ts';

const callOf = (step: ExampleStep): readonly [tool: string, input: JsonObject] | undefined => {
  if ('shell' in step) return ['Shell', { command: commandOf(step) }];
  if ('call' in step) return ['CallMcpTool', { server: 'environment', toolName: step.call, arguments: step.with }];
  if ('grade' in step) return ['CallMcpTool', { server: 'environment', toolName: GRADE_TOOL, arguments: { ...step.grade } }];
  if (!('edit' in step)) return undefined;
  const { path, before, after = '' } = step.edit;
  return before === undefined ? ['Write', { path, contents: after }] : ['StrReplace', { path, old_string: before, new_string: after }];
};

const message = (step: ExampleStep): readonly [role: string, block: Json] => {
  const call = callOf(step);
  if (call) return ['assistant', { type: 'tool_use', name: call[0], input: call[1] }];
  if ('think' in step) return ['assistant', { type: 'thinking', thinking: step.think }];
  if ('set' in step) return cannot('no place for a condition');
  if ('say' in step) {
    if (step.by !== undefined) return cannot('messages have no names of speakers');
    const role = roleIn(step);
    return role === 'system' ? cannot('system prompts are not kept') : [role, { type: 'text', text: step.say }];
  }
  return cannot('results of calls are not kept');
};

export const cursor: Encoder = {
  name: 'cursor',
  encode: (steps) =>
    encoding(() => {
      const records = steps.map((step) => {
        const [role, block] = message(step);
        return { role, message: { content: [block] } };
      });
      const id = 'c3b1f9a0-52d7-4e88-9f61-7d20a4c5e913';
      return [{ name: `agent-transcripts/${id}/${id}.jsonl`, text: jsonLines(records) }];
    }),
};

const SESSION = 'd1f2c7b8-0c4e-4a9b-8e35-96a1b07f5c24';

/** The key of a call and its arguments. */
const streamed = (step: ExampleStep): readonly [key: string, args: JsonObject] | undefined => {
  if ('shell' in step) return ['shellToolCall', { command: commandOf(step) }];
  if ('call' in step) return ['mcpToolCall', { providerIdentifier: 'environment', toolName: step.call, args: step.with }];
  if ('grade' in step) return ['mcpToolCall', { providerIdentifier: 'environment', toolName: GRADE_TOOL, args: { ...step.grade } }];
  if (!('edit' in step)) return undefined;
  const { path, before, after = '' } = step.edit;
  return before === undefined
    ? ['writeToolCall', { path, fileText: after }]
    : ['editToolCall', { path, strReplace: { oldText: before, newText: after } }];
};

const outcome = (step: ExampleStep): JsonObject => {
  if ('deny' in step) return { rejected: { reason: step.deny } };
  if (!('answer' in step)) return cannot('no place for this step');
  return step.ok === false ? { error: { errorMessage: step.answer } } : { success: { exitCode: 0, stdout: step.answer } };
};

export const cursorStream: Encoder = {
  name: 'cursor-stream-json',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const { permissionMode = 'default', ...others } = conditions;
      const [other] = Object.keys(others);
      if (other !== undefined) cannot(`no place for a condition '${other}'`);
      const opened = { session_id: SESSION, cwd: '/home/dev/project', model: 'Composer 2', permissionMode, apiKeySource: 'login' };
      let made: readonly [key: string, args: JsonObject] | undefined;
      const records = numbered(rest, (step, call_id, last): Json => {
        const call = streamed(step);
        if (call) made = call;
        if (call)
          return { type: 'tool_call', subtype: 'started', call_id, tool_call: { [call[0]]: { args: call[1] } }, session_id: SESSION };
        if ('think' in step) return { type: 'thinking', subtype: 'delta', text: step.think, session_id: SESSION };
        if ('set' in step) return cannot('conditions hold for the whole run');
        if ('say' in step) {
          if (step.by !== undefined) return cannot('messages have no names of speakers');
          const type = roleIn(step);
          if (type === 'system') return cannot('system prompts are not printed');
          return { type, message: { role: type, content: [{ type: 'text', text: step.say }] }, session_id: SESSION };
        }
        const [key, args] = made ?? cannot('an answer without a call');
        const tool_call = { [key]: { args, result: outcome(step) } };
        return { type: 'tool_call', subtype: 'completed', call_id: last!, tool_call, session_id: SESSION };
      });
      return [{ name: 'cursor.jsonl', text: jsonLines([{ type: 'system', subtype: 'init', ...opened }, ...records]) }];
    }),
};

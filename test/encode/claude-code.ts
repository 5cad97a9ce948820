import type { Json, JsonObject } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { cannot, commandOf, type Encoder, encoding, GRADE_TOOL, jsonLines } from './encoder.ts';

const SESSION = '5d3c9d1e-7a54-4a0b-9c1f-0f4a6b8e2d10';
const REFUSED =
  "The user doesn't want to proceed with this tool use. The tool use was rejected (eg. if it was a file edit, the new_string was NOT written to the file). To tell you how to proceed, the user said:\n";

/** Tools beside the built-in ones, whose names begin with a capital, come from servers. */
const toolOf = (name: string): string => (/^[A-Z]|^mcp__/.test(name) ? name : `mcp__environment__${name}`);

/** The tool and arguments by which the agent takes a step. */
export const claudeCall = (step: ExampleStep): readonly [tool: string, input: Json] | undefined => {
  if ('shell' in step) return ['Bash', { command: commandOf(step) }];
  if ('call' in step) return [toolOf(step.call), step.with];
  if ('grade' in step) return [toolOf(GRADE_TOOL), { ...step.grade }];
  if (!('edit' in step)) return undefined;
  const { path, before, after = '' } = step.edit;
  return before === undefined
    ? ['Write', { file_path: path, content: after }]
    : ['Edit', { file_path: path, old_string: before, new_string: after }];
};

/** Content of the message by which the log holds a step, and who speaks it. `last`: id of the call that an answer is for. */
export const claudeContent = (
  step: ExampleStep,
  id: string,
  last: string | undefined,
): readonly [type: 'user' | 'assistant', content: Json, extra?: JsonObject] => {
  const call = claudeCall(step);
  if (call) return ['assistant', [{ type: 'tool_use', id, name: call[0], input: call[1] }]];
  if ('think' in step) return ['assistant', [{ type: 'thinking', thinking: step.think, signature: 'EqQB' }]];
  if ('answer' in step || 'deny' in step) {
    const result =
      'answer' in step ? { content: step.answer, is_error: step.ok === false } : { content: REFUSED + step.deny, is_error: true };
    return ['user', [{ type: 'tool_result', tool_use_id: last ?? cannot('an answer without a call'), ...result }]];
  }
  if (!('say' in step)) return cannot('no place for this step');
  if (step.by !== undefined) return cannot('messages have no names of speakers');
  if (step.as === 'user') return ['user', step.say];
  if (step.as === 'system') return ['user', [{ type: 'text', text: step.say }], { isMeta: true }];
  return step.as === undefined || step.as === 'agent' ? ['assistant', [{ type: 'text', text: step.say }]] : cannot(`no role '${step.as}'`);
};

const record = (step: ExampleStep, index: number, last: string | undefined): Json => {
  if ('set' in step) {
    const { permissionMode, ...others } = step.set;
    const [other] = Object.keys(others);
    if (other !== undefined) return cannot(`no place for a condition '${other}'`);
    return { type: 'permission-mode', permissionMode: permissionMode ?? 'default', sessionId: SESSION };
  }
  const [type, content, extra] = claudeContent(step, `toolu_01Kq7XyZ${index}WbVtRsPn`, last);
  return {
    parentUuid: null,
    isSidechain: false,
    userType: 'external',
    cwd: '/home/dev/project',
    sessionId: SESSION,
    version: '2.1.112',
    gitBranch: 'main',
    type,
    message:
      type === 'user'
        ? { role: 'user', content }
        : { id: `msg_${index}`, type: 'message', role: 'assistant', model: 'claude-opus-4-5', content },
    ...extra,
    uuid: `0b7f6a52-3c1d-4e8f-a9b0-${String(index).padStart(12, '0')}`,
    timestamp: `2026-05-04T13:${String(10 + Math.floor(index / 60)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}.000Z`,
  };
};

export const claudeCode: Encoder = {
  name: 'claude-code',
  encode: (steps) =>
    encoding(() => {
      let last: string | undefined;
      const records = steps.map((step, index) => {
        const written = record(step, index, last);
        if (claudeCall(step)) last = `toolu_01Kq7XyZ${index}WbVtRsPn`;
        return written;
      });
      return [{ name: `${SESSION}.jsonl`, text: jsonLines(records) }];
    }),
};

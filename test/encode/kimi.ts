import type { Json, JsonObject } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, roleIn, splitConditions } from './chat.ts';
import { cannot, commandOf, type Encoder, encoding, GRADE_TOOL, jsonLines } from './encoder.ts';

const START = 1_777_900_200_000;

const codeCall = (step: ExampleStep): readonly [tool: string, input: JsonObject] | undefined => {
  if ('shell' in step) return ['Bash', { command: commandOf(step) }];
  if ('call' in step) return [step.call, step.with as JsonObject];
  if ('grade' in step) return [GRADE_TOOL, { ...step.grade }];
  if (!('edit' in step)) return undefined;
  const { path, before, after = '' } = step.edit;
  return before === undefined ? ['Write', { path, content: after }] : ['Edit', { path, old_string: before, new_string: after }];
};

const spoken = (step: Extract<ExampleStep, { readonly say: string }>): string =>
  step.by === undefined ? roleIn(step) : cannot('messages have no names of speakers');

const part = (type: string, words: string): JsonObject => ({ type: 'content.part', part: { type, [type]: words } });

const loop = (event: JsonObject): JsonObject => ({ type: 'context.append_loop_event', event });

const codeRecords = (step: ExampleStep, toolCallId: string, last: string | undefined): readonly JsonObject[] => {
  const call = codeCall(step);
  if (call) return [loop({ type: 'tool.call', toolCallId, name: call[0], args: call[1] })];
  if ('think' in step) return [loop(part('think', step.think))];
  if ('set' in step) {
    const { permission_mode, ...others } = step.set;
    const [other] = Object.keys(others);
    return other === undefined
      ? [{ type: 'permission.set_mode', mode: permission_mode ?? 'auto' }]
      : cannot(`no place for a condition '${other}'`);
  }
  if ('say' in step) {
    const role = spoken(step);
    if (role === 'assistant') return [loop(part('text', step.say))];
    const origin = { kind: role === 'user' ? 'user' : 'injection' };
    return [
      { type: 'context.append_message', message: { role: 'user', content: [{ type: 'text', text: step.say }], toolCalls: [], origin } },
    ];
  }
  const answered = last ?? cannot('an answer without a call');
  if ('deny' in step)
    return [
      { type: 'permission.record_approval_result', toolCallId: answered, result: { decision: 'rejected' } },
      loop({ type: 'tool.result', toolCallId: answered, result: { output: step.deny, isError: true } }),
    ];
  if (!('answer' in step)) return cannot('no place for this step');
  return [
    loop({ type: 'tool.result', toolCallId: answered, result: { output: step.answer, ...(step.ok === false && { isError: true }) } }),
  ];
};

export const kimiCode: Encoder = {
  name: 'kimi-code',
  encode: (steps) =>
    encoding(() => {
      const records = numbered(steps, codeRecords).flat();
      const timed = records.map((record, index) => ({ ...record, time: START + index * 1000 }));
      const text = jsonLines([{ type: 'metadata', protocol_version: '1.5', created_at: START }, ...timed]);
      return [{ name: 'session_5c9e0f7a/agents/main/wire.jsonl', text }];
    }),
};

const cliCall = (step: ExampleStep): readonly [tool: string, input: JsonObject] | undefined => {
  if ('shell' in step) return ['Shell', { command: commandOf(step) }];
  if (!('edit' in step)) return codeCall(step);
  const { path, before, after = '' } = step.edit;
  return before === undefined ? ['WriteFile', { path, content: after }] : ['StrReplaceFile', { path, edit: { old: before, new: after } }];
};

const cliMessage = (step: ExampleStep, id: string, last: string | undefined): Json => {
  const call = cliCall(step);
  if (call) {
    const made = { type: 'function', id, function: { name: call[0], arguments: JSON.stringify(call[1]) } };
    return { role: 'assistant', content: [], tool_calls: [made] };
  }
  if ('think' in step) return { role: 'assistant', content: [{ type: 'think', think: step.think, encrypted: null }] };
  if ('set' in step) return cannot('conditions hold for the whole run');
  if ('say' in step) {
    const role = spoken(step);
    return role === 'system' ? { role: '_system_prompt', content: step.say } : { role, content: [{ type: 'text', text: step.say }] };
  }
  const tool_call_id = last ?? cannot('an answer without a call');
  const words = (text: string): Json => ({ role: 'tool', content: [{ type: 'text', text }], tool_call_id });
  if ('deny' in step) return words(`<system>ERROR: The tool call is rejected by the user. User feedback: ${step.deny}</system>`);
  if (!('answer' in step)) return cannot('no place for this step');
  return words(step.ok === false ? `<system>ERROR: ${step.answer}</system>` : step.answer);
};

export const kimiCli: Encoder = {
  name: 'kimi-cli',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const [condition] = Object.keys(conditions);
      if (condition !== undefined) cannot(`no place for a condition '${condition}'`);
      const text = jsonLines([{ role: '_checkpoint', id: 0 }, ...numbered(rest, cliMessage)]);
      return [{ name: 'session/context.jsonl', text }];
    }),
};

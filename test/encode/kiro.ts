import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, roleIn, splitConditions } from './chat.ts';
import { cannot, commandOf, type Encoder, encoding, GRADE_TOOL, jsonLines } from './encoder.ts';

const callOf = (step: ExampleStep): readonly [tool: string, input: Json] | undefined => {
  if ('shell' in step) return ['shell', { command: commandOf(step) }];
  if ('call' in step) return [step.call, step.with];
  if ('grade' in step) return [GRADE_TOOL, { ...step.grade }];
  if (!('edit' in step)) return undefined;
  const { path, before, after = '' } = step.edit;
  return before === undefined
    ? ['write', { command: 'create', path, content: after }]
    : ['write', { command: 'strReplace', path, oldStr: before, newStr: after }];
};

const result = (step: ExampleStep): Json => {
  if ('deny' in step) return { content: [{ kind: 'text', data: `User denied the tool: ${step.deny}` }], status: 'error' };
  if (!('answer' in step)) return cannot('no place for this step');
  return step.ok === false
    ? { content: [{ kind: 'text', data: step.answer }], status: 'error' }
    : { content: [{ kind: 'json', data: { exit_status: 'exit status: 0', stdout: step.answer, stderr: '' } }], status: 'success' };
};

const message = (step: ExampleStep, id: string, last: string | undefined): readonly [kind: string, part: Json] => {
  const call = callOf(step);
  if (call) return ['AssistantMessage', { kind: 'toolUse', data: { toolUseId: id, name: call[0], input: call[1] } }];
  if ('think' in step) return ['AssistantMessage', { kind: 'thinking', data: { text: step.think, signature: '' } }];
  if ('set' in step) return cannot('no place for a condition');
  if (!('say' in step)) {
    const toolUseId = last ?? cannot('an answer without a call');
    return ['ToolResults', { kind: 'toolResult', data: { toolUseId, ...(result(step) as object) } }];
  }
  if (step.by !== undefined) return cannot('messages have no names of speakers');
  const role = roleIn(step);
  if (role === 'system') return cannot('system prompts are not kept');
  return [role === 'user' ? 'Prompt' : 'AssistantMessage', { kind: 'text', data: step.say }];
};

export const kiro: Encoder = {
  name: 'kiro',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const [condition] = Object.keys(conditions);
      if (condition !== undefined) cannot(`no place for a condition '${condition}'`);
      const records = numbered(rest, (step, id, last, index) => {
        const [kind, part] = message(step, id, last);
        return { version: 'v1', kind, data: { message_id: `m${index}`, content: [part], meta: { timestamp: 1_777_900_200 + index } } };
      });
      return [{ name: '6b1d7f3a-0c52-4a9e-9d84-2e3f4a5b6c7d.jsonl', text: jsonLines(records) }];
    }),
};

/** Results of one turn, or what the agent says in it. */
const turn = (step: ExampleStep, id: string, last: string | undefined): Json => {
  const call = callOf(step);
  const message_id = `m-${id}`;
  const nothing = { content: { ToolUseResults: { tool_use_results: [] } } };
  if (call) {
    const tool_uses = [{ id, name: call[0] === 'shell' ? 'execute_bash' : call[0], orig_name: call[0], args: call[1], orig_args: call[1] }];
    return { user: nothing, assistant: { ToolUse: { message_id, content: '', tool_uses } } };
  }
  if ('think' in step) return cannot('thoughts are not kept');
  if ('set' in step) return cannot('no place for a condition');
  if ('say' in step) {
    if (step.by !== undefined) return cannot('messages have no names of speakers');
    const role = roleIn(step);
    if (role === 'system') return cannot('system prompts are not kept');
    return role === 'user'
      ? { user: { content: { Prompt: { prompt: step.say } } }, assistant: { Response: { message_id, content: '' } } }
      : { user: nothing, assistant: { Response: { message_id, content: step.say } } };
  }
  const tool_use_id = last ?? cannot('an answer without a call');
  const assistant = { Response: { message_id, content: '' } };
  if ('deny' in step) {
    const tool_use_results = [{ tool_use_id, content: [{ Text: step.deny }], status: 'Error' }];
    return { user: { content: { CancelledToolUses: { prompt: null, tool_use_results } } }, assistant };
  }
  if (!('answer' in step)) return cannot('no place for this step');
  const tool_use_results = [{ tool_use_id, content: [{ Text: step.answer }], status: step.ok === false ? 'Error' : 'Success' }];
  return { user: { content: { ToolUseResults: { tool_use_results } } }, assistant };
};

export const kiroChat: Encoder = {
  name: 'kiro-chat',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const [condition] = Object.keys(conditions);
      if (condition !== undefined) cannot(`no place for a condition '${condition}'`);
      const conversation = { conversation_id: '8f1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f', history: numbered(rest, turn), tools: {} };
      return [{ name: 'saved.json', text: JSON.stringify(conversation, undefined, 2) }];
    }),
};

import type { Json, JsonObject } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, plainCall, roleIn, second } from './chat.ts';
import { cannot, commandOf, type Encoder, encoding, GRADE_TOOL, jsonLines } from './encoder.ts';

const MODEL = 'deepseek-chat';
const SOURCES: { readonly [role: string]: string } = { assistant: 'agent', user: 'user' };

/** Who speaks a step as a message; the system prompt is an event of its own. */
const sourceOf = (step: Extract<ExampleStep, { readonly say: string }>): string =>
  step.by === undefined ? (SOURCES[roleIn(step)] ?? 'system') : cannot('messages have no names of speakers');

/** The action and arguments by which the agent takes a step. */
const actionOf = (step: ExampleStep): readonly [action: string, args: JsonObject] | undefined => {
  if ('shell' in step) return ['run', { command: commandOf(step), is_input: false, confirmation_state: 'confirmed', thought: '' }];
  if ('call' in step) return ['call_tool_mcp', { name: step.call, arguments: step.with, thought: '' }];
  if ('grade' in step) return ['call_tool_mcp', { name: GRADE_TOOL, arguments: { ...step.grade }, thought: '' }];
  if (!('edit' in step)) return undefined;
  const { path, before = null, after = '' } = step.edit;
  return before === null
    ? ['edit', { path, command: 'create', file_text: after, old_str: null, new_str: null, thought: '' }]
    : ['edit', { path, command: 'str_replace', file_text: null, old_str: before, new_str: after, thought: '' }];
};

const OBSERVED: { readonly [action: string]: string } = { run: 'run', edit: 'edit', call_tool_mcp: 'mcp' };

interface Made {
  readonly id: number;
  readonly action: string;
}

const event = (step: ExampleStep, id: number, last: Made | undefined): Json => {
  const base = { id, timestamp: second(id) };
  const made = actionOf(step);
  if (made) {
    const model_response = { id: `chatcmpl-${id}`, model: MODEL, choices: [] };
    const tool_call_metadata = { function_name: made[0], tool_call_id: `toolu_0${id % 3}`, model_response, total_calls_in_response: 1 };
    return { ...base, source: 'agent', message: '', action: made[0], tool_call_metadata, args: made[1] };
  }
  if ('think' in step) return { ...base, source: 'agent', message: '', action: 'think', args: { thought: step.think } };
  if ('say' in step) {
    const source = sourceOf(step);
    return source === 'system'
      ? { ...base, source: 'agent', message: '', action: 'system', args: { content: step.say, tools: [] } }
      : { ...base, source, message: step.say, action: 'message', args: { content: step.say, image_urls: null, wait_for_response: false } };
  }
  if ('set' in step) return cannot('conditions are no part of the events');
  const cause = last ?? cannot('an answer without a call');
  const seen = { ...base, source: 'agent', message: '', cause: cause.id };
  if ('deny' in step) return { ...seen, observation: 'user_rejected', content: step.deny, extras: {} };
  if (!('answer' in step)) return cannot('no place for this step');
  if (step.ok === false) return { ...seen, observation: 'error', content: step.answer, extras: { error_id: '' } };
  return { ...seen, observation: OBSERVED[cause.action]!, content: step.answer, extras: {}, success: true };
};

export const openhandsV0: Encoder = {
  name: 'openhands-v0',
  encode: (steps) =>
    encoding(() => {
      let last: Made | undefined;
      const events = steps.map((step, id) => {
        const written = event(step, id, last);
        const action = actionOf(step)?.[0];
        if (action !== undefined) last = { id, action };
        return written;
      });
      return [{ name: 'trajectory.json', text: JSON.stringify(events, undefined, 1) }];
    }),
};

/** The tool and action by which the agent takes a step. */
const toolOf = (step: ExampleStep): readonly [tool: string, action: JsonObject] | undefined => {
  if ('shell' in step) return ['terminal', { command: commandOf(step), is_input: false, kind: 'TerminalAction' }];
  const plain = plainCall(step);
  if (!plain) return undefined;
  if ('call' in step || 'grade' in step) return [plain[0], { data: plain[1], kind: 'MCPToolAction' }];
  const { path, content, ...others } = plain[1];
  const input = content === undefined ? { path: path!, ...others } : { command: 'create', path: path!, file_text: content };
  return ['file_editor', { ...input, kind: 'FileEditorAction' }];
};

const sdkEvent = (step: ExampleStep, call: string, last: string | undefined, index: number): Json => {
  const base = { id: `7c0e-${index}`, timestamp: second(index).replace('Z', '') };
  const made = toolOf(step);
  if (made) {
    const { data, kind: _, ...input } = made[1];
    const tool_call = { id: call, name: made[0], arguments: JSON.stringify(data ?? input) };
    const action = { ...base, source: 'agent', thought: [], reasoning_content: null, action: made[1] };
    return { ...action, tool_name: made[0], tool_call_id: call, tool_call, security_risk: 'LOW', kind: 'ActionEvent' };
  }
  if ('set' in step) return cannot('conditions are no part of the events');
  if ('say' in step || 'think' in step) {
    const source = 'say' in step ? sourceOf(step) : 'agent';
    const content = 'say' in step ? [{ type: 'text', text: step.say }] : [];
    if (source === 'system') return { ...base, source: 'agent', system_prompt: content[0]!, tools: [], kind: 'SystemPromptEvent' };
    const reasoning = 'think' in step && { reasoning_content: step.think };
    const role = source === 'user' ? 'user' : 'assistant';
    return { ...base, source, llm_message: { role, content, ...reasoning }, activated_skills: [], kind: 'MessageEvent' };
  }
  const tool_call_id = last ?? cannot('an answer without a call');
  const seen = { ...base, source: 'environment', tool_name: 'terminal', tool_call_id, action_id: '7c0e' };
  if ('deny' in step) return { ...seen, rejection_reason: step.deny, kind: 'UserRejectObservation' };
  if (!('answer' in step)) return cannot('no place for this step');
  const content = [{ type: 'text', text: step.answer }];
  return { ...seen, observation: { content, is_error: step.ok === false, kind: 'TerminalObservation' }, kind: 'ObservationEvent' };
};

export const openhandsV1: Encoder = {
  name: 'openhands-v1',
  encode: (steps) => encoding(() => [{ name: 'events.jsonl', text: jsonLines(numbered(steps, sdkEvent)) }]),
};

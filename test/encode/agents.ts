import type { Json, JsonObject } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, plainCall, second, splitConditions } from './chat.ts';
import { cannot, type Encoder, encoding, jsonLines } from './encoder.ts';

const withoutConditions = (steps: readonly ExampleStep[]): readonly ExampleStep[] => {
  const { conditions, rest } = splitConditions(steps);
  return Object.keys(conditions).length > 0 ? cannot('messages have no place for conditions') : rest;
};

type Say = Extract<ExampleStep, { readonly say: string }>;

const SOURCES: { readonly [role: string]: string } = { agent: 'tide', user: 'user' };
/** Who says a step: the agent, one of its colleagues, the user. */
const sourceOf = (step: Say): string => step.by ?? SOURCES[step.as ?? 'agent'] ?? cannot(`nobody speaks as '${step.as}'`);

export const autogen: Encoder = {
  name: 'autogen',
  encode: (steps) =>
    encoding(() => {
      const lines = numbered(withoutConditions(steps), (step, id, last, index): JsonObject => {
        const base = { id: `m-${index}`, source: 'tide', models_usage: null, metadata: {}, created_at: second(index) };
        const made = plainCall(step);
        if (made) return { ...base, content: [{ id, arguments: JSON.stringify(made[1]), name: made[0] }], type: 'ToolCallRequestEvent' };
        if ('think' in step) return { ...base, content: step.think, type: 'ThoughtEvent' };
        if ('say' in step) return { ...base, source: sourceOf(step), content: step.say, type: 'TextMessage' };
        if (!('answer' in step)) return cannot('nobody is asked before a call');
        const call_id = last ?? cannot('an answer without a call');
        return {
          ...base,
          content: [{ content: step.answer, name: 'bash', call_id, is_error: step.ok === false }],
          type: 'ToolCallExecutionEvent',
        };
      });
      return [{ name: 'team.jsonl', text: jsonLines(lines) }];
    }),
};

/** A chat in which the one who asked also runs the code. */
export const autogenChat: Encoder = {
  name: 'autogen-chat',
  encode: (steps) =>
    encoding(() => {
      const messages = numbered(withoutConditions(steps), (step, id, last): JsonObject => {
        const made = plainCall(step);
        if (made) {
          const call = { id, type: 'function', function: { name: made[0], arguments: JSON.stringify(made[1]) } };
          return { content: '', tool_calls: [call], role: 'assistant' };
        }
        if ('say' in step) return { content: step.say, role: 'user', name: step.as === 'user' ? 'user_proxy' : sourceOf(step) };
        if (!('answer' in step)) return cannot('histories hold what was said, called and answered');
        const content = step.ok === false ? `Error: ${step.answer}` : step.answer;
        const tool_call_id = last ?? cannot('an answer without a call');
        return { content, tool_responses: [{ tool_call_id, role: 'tool', content }], role: 'tool', name: 'user_proxy' };
      });
      const idle = 'There is no code from the last 1 message for me to execute. Group chat manager should let other participants continue.';
      const [first] = steps;
      if (first && 'say' in first && first.as !== 'user') cannot('the first message is what the group is asked');
      const closed = messages.some((each) => 'tool_responses' in each)
        ? messages
        : [...messages, { content: idle, role: 'user', name: 'terminal' }];
      return [{ name: 'chat_history.json', text: JSON.stringify(closed, undefined, 1) }];
    }),
};

const pydanticPart = (step: ExampleStep, tool_call_id: string, last: string | undefined): readonly [kind: string, part: JsonObject] => {
  const made = plainCall(step);
  if (made) return ['response', { tool_name: made[0], args: JSON.stringify(made[1]), tool_call_id, part_kind: 'tool-call' }];
  if ('think' in step) return ['response', { content: step.think, id: null, part_kind: 'thinking' }];
  if ('say' in step) {
    if (step.by !== undefined) return cannot('messages have no names of speakers');
    if (step.as === 'user') return ['request', { content: step.say, part_kind: 'user-prompt' }];
    if (step.as === 'system') return ['request', { content: step.say, part_kind: 'system-prompt' }];
    return (step.as ?? 'agent') === 'agent' ? ['response', { content: step.say, part_kind: 'text' }] : cannot(`no part for '${step.as}'`);
  }
  const base = { tool_name: 'bash', tool_call_id: last ?? cannot('an answer without a call'), part_kind: 'tool-return' };
  if ('deny' in step) return ['request', { ...base, content: step.deny, outcome: 'denied' }];
  if (!('answer' in step)) return cannot('no part for this step');
  return ['request', { ...base, content: step.answer, outcome: step.ok === false ? 'failed' : 'success' }];
};

export const pydanticAi: Encoder = {
  name: 'pydantic-ai',
  encode: (steps) =>
    encoding(() => {
      const messages = numbered(withoutConditions(steps), (step, id, last, index) => {
        const [kind, part] = pydanticPart(step, id, last);
        return { parts: [part], timestamp: second(index), kind, run_id: 'run-7', ...(kind === 'response' && { model_name: 'gpt-5' }) };
      });
      return [{ name: 'messages.json', text: JSON.stringify(messages, undefined, 1) }];
    }),
};

const ROLES: { readonly [role: string]: string } = { agent: 'assistant', user: 'user', system: 'system' };

const content = (step: ExampleStep, call_id: string, last: string | undefined): readonly [role: string, content: JsonObject] => {
  const made = plainCall(step);
  if (made) return ['assistant', { type: 'function_call', call_id, name: made[0], arguments: JSON.stringify(made[1]) }];
  if ('think' in step) return ['assistant', { type: 'text_reasoning', text: step.think }];
  if ('say' in step) {
    const role = ROLES[step.as ?? 'agent'];
    return [role ?? cannot(`no role '${step.as}'`), { type: 'text', text: step.say }];
  }
  const id = last ?? cannot('an answer without a call');
  if ('deny' in step) return ['user', { type: 'function_approval_response', approved: false, id, function_call: { call_id: id } }];
  if (!('answer' in step)) return cannot('no content for this step');
  return [
    'tool',
    { type: 'function_result', call_id: id, result: step.answer, ...(step.ok === false && { exception: 'FunctionInvocationError' }) },
  ];
};

export const agentFramework: Encoder = {
  name: 'agent-framework',
  encode: (steps) =>
    encoding(() => {
      const messages = numbered(withoutConditions(steps), (step, id, last): Json => {
        const [role, made] = content(step, id, last);
        const author = 'say' in step ? step.by : undefined;
        return { role, contents: [made], ...(author !== undefined && { author_name: author }), additional_properties: {}, type: 'message' };
      });
      const session = { type: 'session', session_id: '3d1c', service_session_id: null, state: { in_memory: { messages } } };
      return [{ name: 'session.json', text: JSON.stringify(session, undefined, 1) }];
    }),
};

export const smolagents: Encoder = {
  name: 'smolagents',
  encode: (steps) =>
    encoding(() => {
      const made: JsonObject[] = [];
      const empty = {
        timing: {},
        model_input_messages: [],
        tool_calls: [],
        error: null,
        model_output: '',
        code_action: null,
        observations: null,
        action_output: null,
      };
      numbered(withoutConditions(steps), (step, id, _, index) => {
        const call = plainCall(step);
        const before = made.at(-1);
        const action = { step_number: index + 1, ...empty };
        if (call) made.push({ ...action, tool_calls: [{ id, type: 'function', function: { name: call[0], arguments: call[1] } }] });
        else if ('say' in step && step.by === undefined && step.as === 'user') made.push({ task: step.say, task_images: null });
        else if ('say' in step && step.by === undefined && (step.as ?? 'agent') === 'agent')
          made.push({ ...action, model_output: step.say });
        else if (!('answer' in step) || !before || (before['tool_calls'] as readonly Json[] | undefined)?.length !== 1)
          cannot('steps hold tasks, words, calls and results');
        else if ((step as { readonly ok?: boolean }).ok === false)
          made[made.length - 1] = {
            ...before,
            error: { type: 'AgentExecutionError', message: (step as { readonly answer: string }).answer },
          };
        else made[made.length - 1] = { ...before, observations: (step as { readonly answer: string }).answer };
      });
      return [{ name: 'memory.json', text: JSON.stringify(made, undefined, 1) }];
    }),
};

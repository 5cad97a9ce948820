// https://docs.openhands.dev/sdk (events of the OpenHands software agent SDK)
import { get, isObject, type Json, text } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import { chatMessage } from './openai-chat.ts';
import { says } from './openhands.ts';
import { argumentsAt, type Said, textOf } from './said.ts';

const KINDS =
  /^(?:(?:Action|Observation|Message|SystemPrompt|ConversationStateUpdate|AgentError|ConversationError|HookExecution|ACPToolCall|Pause|Token|Interrupt)Event|UserRejectObservation|Condensation\w*)$/;

/** Whether a value is an event of the SDK. */
export const isSdkEvent = (value: Json): boolean => KINDS.test(text(value, 'kind') ?? '') && text(value, 'source') !== undefined;

/** Arguments as they were run, or as the model wrote them where they could not be. */
const inputOf = (value: Json, at: string): ReturnType<typeof argumentsAt> => {
  const action = get(value, 'action');
  if (!isObject(action)) return argumentsAt(get(get(value, 'tool_call'), 'arguments'), `${at}/tool_call/arguments`);
  const sent = get(action, 'data');
  if (isObject(sent)) return { input: sent, inputAt: `${at}/action/data` };
  const { kind: _, ...input } = action;
  return { input, inputAt: `${at}/action` };
};

/** Thoughts of the model, then what it says to the user beside its call, then the call. */
const acts = (value: Json, at: string): readonly Said[] => {
  const thought = textOf(get(value, 'thought'));
  const reasoning = text(value, 'reasoning_content');
  const id = optional('id', text(value, 'tool_call_id'));
  return [
    ...(reasoning ? ([{ said: 'reasoning', text: reasoning, at: `${at}/reasoning_content` }] as const) : []),
    ...says('agent', thought, `${at}/thought`),
    { said: 'call', ...id, tool: text(value, 'tool_name') ?? '', at, ...inputOf(value, at) },
  ];
};

const wentWell = (observation: Json | undefined): boolean | undefined => {
  const exit = get(observation, 'exit_code') ?? get(get(observation, 'metadata'), 'exit_code');
  if (get(observation, 'is_error') === true) return false;
  return typeof exit === 'number' && exit !== -1 ? exit === 0 : undefined;
};

/** What came of a call: a result, a refusal by the user or a hook, an error. */
const answers = (value: Json, at: string): readonly Said[] => {
  const observation = get(value, 'observation');
  const rejection = text(value, 'rejection_reason');
  const error = text(value, 'error');
  const paired = { ...optional('id', text(value, 'tool_call_id')), ...optional('tool', text(value, 'tool_name')) };
  if (rejection !== undefined)
    return [{ said: 'answer', ...paired, ok: false, blocked: true, text: rejection, at: `${at}/rejection_reason` }];
  if (error !== undefined) return [{ said: 'answer', ...paired, ok: false, text: error, at: `${at}/error` }];
  const key = get(observation, 'content') === undefined ? 'output' : 'content';
  const words = textOf(get(observation, key));
  return [{ said: 'answer', ...paired, ...optional('ok', wentWell(observation)), text: words, at: `${at}/observation/${key}` }];
};

/** A message of the user or the agent, or one that the environment puts into the user's mouth. */
const speaks = (value: Json, at: string): readonly Said[] => {
  const said = chatMessage(get(value, 'llm_message') ?? null, `${at}/llm_message`);
  return text(value, 'source') !== 'environment'
    ? said
    : said.map((each) => (each.said === 'message' ? { ...each, role: 'system' } : each));
};

const prompts = (value: Json, at: string): readonly Said[] => {
  const prompt = get(value, 'system_prompt');
  return says('system', textOf(prompt), `${at}/system_prompt${text(prompt, 'text') === undefined ? '' : '/text'}`);
};

const summary = (value: Json, at: string): readonly Said[] => says('unknown', text(value, 'summary'), `${at}/summary`);

const SAYS: { readonly [kind: string]: (value: Json, at: string) => readonly Said[] } = {
  ActionEvent: acts,
  ObservationEvent: answers,
  UserRejectObservation: answers,
  AgentErrorEvent: answers,
  MessageEvent: speaks,
  SystemPromptEvent: prompts,
  Condensation: summary,
};

/** What one event of the SDK says. */
export const sdkEvent = (value: Json, at: string): readonly Said[] => {
  const kind = text(value, 'kind') ?? '';
  return Object.hasOwn(SAYS, kind) ? SAYS[kind]!(value, at) : [];
};

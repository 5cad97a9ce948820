// https://docs.openhands.dev/sdk (events of the OpenHands software agent SDK)
import { posix } from 'node:path';
import { chatMessage } from '../dialects/openai-chat.ts';
import { argumentsAt, optional, type Said, textOf } from '../dialects/said.ts';
import type { Sample } from '../model/bundle.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isObject, type Json, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import type { Framework } from './framework.ts';
import { openhandsReader, openhandsShape, type Placed, type Speaker } from './openhands-runs.ts';
import type { Aside, Thread } from './walk.ts';

/** Tools beside the shell and the editor, which are known by their common names. */
const TOOLS: Tools = {
  // What is typed into a running program is no command.
  terminal: [{ when: { is_input: [true, 'true'] }, invoke: true }, { shell: 'command' }],
  finish: { message: { text: 'message', to: '=user' } },
  browser_navigate: { request: { method: '=GET', url: 'url' } },
  task_tracker: 'harmless',
};

const KINDS =
  /^(?:(?:Action|Observation|Message|SystemPrompt|ConversationStateUpdate|AgentError|ConversationError|HookExecution|ACPToolCall|Pause|Token|Interrupt)Event|UserRejectObservation|Condensation\w*)$/;

const isEvent = (value: Json): boolean => KINDS.test(text(value, 'kind') ?? '') && text(value, 'source') !== undefined;

/** The state of a conversation, which lies beside the folder of its events. */
const isState = (value: Json | undefined): boolean => isObject(get(value, 'agent')) && get(value, 'confirmation_policy') !== undefined;

/** Settings of a conversation that say who watches over its calls. */
const OVERSIGHT = ['confirmation_policy', 'security_analyzer'] as const;

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
const acts = ({ value, at }: Placed): readonly Said[] => {
  const thought = textOf(get(value, 'thought'));
  const reasoning = text(value, 'reasoning_content');
  const id = optional('id', text(value, 'tool_call_id'));
  return [
    ...(reasoning ? ([{ said: 'reasoning', text: reasoning, at: `${at}/reasoning_content` }] as const) : []),
    ...(thought === '' ? [] : ([{ said: 'message', role: 'agent', text: thought, at: `${at}/thought` }] as const)),
    { said: 'call', ...id, tool: text(value, 'tool_name') ?? '', at, ...inputOf(value, at) },
  ];
};

const wentWell = (observation: Json | undefined): boolean | undefined => {
  const exit = get(observation, 'exit_code') ?? get(get(observation, 'metadata'), 'exit_code');
  if (get(observation, 'is_error') === true) return false;
  return typeof exit === 'number' && exit !== -1 ? exit === 0 : undefined;
};

/** What came of a call: a result, a refusal by the user or a hook, an error. */
const answers = ({ value, at }: Placed): readonly Said[] => {
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
const speaks = ({ value, at }: Placed): readonly Said[] => {
  const said = chatMessage(get(value, 'llm_message') ?? null, `${at}/llm_message`);
  return text(value, 'source') !== 'environment'
    ? said
    : said.map((each) => (each.said === 'message' ? { ...each, role: 'system' } : each));
};

const prompts = ({ value, at }: Placed): readonly Said[] => {
  const words = textOf(get(value, 'system_prompt'));
  const key = text(get(value, 'system_prompt'), 'text') === undefined ? '' : '/text';
  return words === '' ? [] : [{ said: 'message', role: 'system', text: words, at: `${at}/system_prompt${key}` }];
};

const summary = ({ value, at }: Placed): readonly Said[] => {
  const words = text(value, 'summary') ?? '';
  return words === '' ? [] : [{ said: 'message', role: 'unknown', text: words, at: `${at}/summary` }];
};

const SAYS: { readonly [kind: string]: (event: Placed) => readonly Said[] } = {
  ActionEvent: acts,
  ObservationEvent: answers,
  UserRejectObservation: answers,
  AgentErrorEvent: answers,
  MessageEvent: speaks,
  SystemPromptEvent: prompts,
  Condensation: summary,
};

/** Oversight, model and directory as the state of a conversation tells them. */
function* state(thread: Thread, { value, at }: Placed, entry: Entry, aside: Aside): Generator<Event> {
  thread.learn({ model: text(get(get(value, 'agent'), 'llm'), 'model'), directory: text(get(value, 'workspace'), 'working_dir') });
  for (const key of OVERSIGHT) {
    const found = get(value, key);
    yield* thread.set(key, text(found, 'kind') ?? found, entry, `${at}/${key}`, aside);
  }
}

/** A change of one key of the state, or the state in full. */
const changed = ({ value, at }: Placed): Placed => {
  const key = text(value, 'key') ?? '';
  const to = get(value, 'value') ?? null;
  return key === 'full_state' ? { value: to, at: `${at}/value` } : { value: { [key]: to }, at };
};

const speaker: Speaker = (thread) =>
  function* (event, entry) {
    const kind = text(event.value, 'kind') ?? '';
    const aside = { time: text(event.value, 'timestamp') };
    if (isState(event.value)) yield* state(thread, event, entry, aside);
    else if (kind === 'ConversationStateUpdateEvent') yield* state(thread, changed(event), entry, aside);
    else if (Object.hasOwn(SAYS, kind)) yield* thread.say(SAYS[kind]!(event), entry, aside);
  };

/** Conversations of the OpenHands SDK: one file an event, or all in one. */
export const openhandsV1: Framework = {
  name: 'openhands-v1',
  recognise: (sample) => (sample.document && isState(sample.root) ? { score: 0.96, shape: { each: '' } } : openhandsShape(sample, isEvent)),
  bundle({ artifact, root }: Sample) {
    const folder = posix.dirname(artifact.uri);
    if (isState(root)) return folder;
    return root !== undefined && isEvent(root) && posix.basename(folder) === 'events' ? posix.dirname(folder) : artifact.uri;
  },
  tools: TOOLS,
  reader: (walk, bundle) => openhandsReader(walk, bundle, speaker),
};

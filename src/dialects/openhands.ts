// https://docs.all-hands.dev (the events of OpenHands before its SDK)
import type { Role } from '../model/event.ts';
import { get, isObject, type Json, list, text } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import { type Answer, argumentsAt, type Call, type Said } from './said.ts';

/** Actions by which an agent ends, and the arguments that may hold its last words. */
const ENDS = new Set(['finish', 'reject']);
const LAST_WORDS = ['final_thought', 'thought'] as const;
/** Actions that do nothing to the world. */
const INWARD = new Set([
  'recall',
  'change_agent_state',
  'condensation_request',
  'loop_recovery',
  'null',
  'start',
  'pause',
  'resume',
  'stop',
]);
const ROLES: { readonly [source: string]: Role } = { agent: 'agent', user: 'user', environment: 'system' };
/** Observations that answer no call. */
const UNASKED = new Set(['recall', 'think', 'agent_state_changed', 'null', 'condense', 'loop_detection', 'microagent']);

/** Whether a value is an action of OpenHands or an observation. */
export const isEvent = (value: Json): boolean => {
  const action = text(value, 'action');
  const kind = action ?? text(value, 'observation');
  if (kind === undefined || !/^[a-z_]+$/.test(kind)) return false;
  // Other agents log messages with the command that they give, or steps: a command and, beside it, what came back.
  if (get(value, 'role') !== undefined || (action !== undefined && get(value, 'observation') !== undefined)) return false;
  return ['args', 'extras', 'content', 'thought'].some((key) => get(value, key) !== undefined);
};

/** Words as a message, where there are any. */
export const says = (role: Role, words: string | undefined, at: string): readonly Said[] =>
  words === undefined || words === '' ? [] : [{ said: 'message', role, text: words, at }];

/** Arguments of an action and the pointer to them; the oldest logs keep them in the event itself. */
export const argumentsOf = (value: Json, at: string): readonly [args: Json, at: string] => {
  const args = get(value, 'args');
  return args === undefined ? [value, at] : [args, `${at}/args`];
};

/** The reply of the model that an action was made from. It stands in full with every action made from it. */
export const reply = (value: Json): Json | undefined => get(get(value, 'tool_call_metadata'), 'model_response');

const idOf = (value: Json, key: string): string | undefined => {
  const id = get(value, key);
  return typeof id === 'number' || typeof id === 'string' ? String(id) : undefined;
};

/** A value less one of its properties. */
export const without = (value: Json, key: string): Json =>
  isObject(value) ? Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)) : value;

/** The call that an action of the agent is. */
export const actionCall = (value: Json, place: string): Call => {
  const [args, at] = argumentsOf(value, place);
  const action = text(value, 'action')!;
  const id = idOf(value, 'id');
  if (action === 'call_tool_mcp')
    return {
      said: 'call',
      ...optional('id', id),
      tool: text(args, 'name') ?? action,
      at: place,
      ...argumentsAt(get(args, 'arguments'), `${at}/arguments`),
    };
  return { said: 'call', ...optional('id', id), tool: action, at: place, input: without(args, 'thought'), inputAt: at };
};

/** Observations of the editor, which begin so where it could not do what it was asked. */
const EDITED = new Set(['read', 'edit', 'write']);
const EDITOR_ERROR = 'ERROR:';

/** Whether an observation says that it went well: by the command's exit code, which is -1 while it runs. */
const wentWell = (value: Json): boolean | undefined => {
  const kind = text(value, 'observation')!;
  const extras = get(value, 'extras');
  const exit = get(get(extras, 'metadata'), 'exit_code') ?? get(extras, 'exit_code') ?? get(value, 'exit_code');
  if (kind === 'error') return false;
  if (EDITED.has(kind)) return !text(value, 'content')?.startsWith(EDITOR_ERROR);
  if (typeof exit === 'number') return exit === -1 ? undefined : exit === 0;
  return get(value, 'success') === false ? false : undefined;
};

/** What an observation answers to the call that is its cause; undefined where it answers none of the agent's. */
export const observed = (value: Json, at: string): Answer | undefined => {
  const kind = text(value, 'observation')!;
  if (UNASKED.has(kind) || text(value, 'source') === 'user') return undefined;
  const id = idOf(value, 'cause');
  const blocked = kind === 'user_rejected';
  return {
    said: 'answer',
    ...optional('id', id),
    ...(kind !== 'error' && !blocked && optional('tool', kind)),
    ...(blocked ? { ok: false, blocked } : optional('ok', wentWell(value))),
    text: text(value, 'content') ?? '',
    at: `${at}/content`,
  };
};

/** Thoughts of the model that stand in its reply. */
export const thoughts = (value: Json, at: string): readonly Said[] => {
  const words = text(get(list(reply(value), 'choices')[0], 'message'), 'reasoning_content');
  return words
    ? [{ said: 'reasoning', text: words, at: `${at}/tool_call_metadata/model_response/choices/0/message/reasoning_content` }]
    : [];
};

/** What an action says that is no call of the agent's; undefined for a call. */
export const spoken = (value: Json, place: string, begun: boolean): readonly Said[] | undefined => {
  const action = text(value, 'action')!;
  const source = text(value, 'source');
  const [args, at] = argumentsOf(value, place);
  if (action === 'message') {
    const role = source === undefined ? (begun ? 'agent' : 'user') : (ROLES[source] ?? 'unknown');
    return says(role, text(args, 'content'), `${at}/content`);
  }
  if (action === 'system') return says('system', text(args, 'content'), `${at}/content`);
  if (action === 'condensation') return says('unknown', text(args, 'summary'), `${at}/summary`);
  if (action === 'think') return [{ said: 'reasoning', text: text(args, 'thought') ?? '', at: `${at}/thought` }];
  if (ENDS.has(action)) return LAST_WORDS.flatMap((key) => says('agent', text(args, key), `${at}/${key}`));
  if (INWARD.has(action)) return [];
  return source === 'user' ? says('user', text(args, 'command'), `${at}/command`) : undefined;
};

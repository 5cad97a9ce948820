// https://docs.all-hands.dev (the trajectories and evaluation outputs of OpenHands before its SDK)
import { type Answer, argumentsAt, type Call, optional, type Said } from '../dialects/said.ts';
import type { Event, Role } from '../model/event.ts';
import { type Entry, get, type Json, list, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import type { Framework } from './framework.ts';
import { openhandsReader, openhandsShape, type Placed, type Speaker } from './openhands-runs.ts';

/** Actions are tools; `str_replace_editor` is split into them. */
const TOOLS: Tools = {
  // What is typed into a running program is no command.
  run: [
    { when: { is_input: [true, 'true'] }, invoke: true },
    { shell: 'command', directory: 'cwd' },
  ],
  run_ipython: { python: 'code' },
  read: { read: { path: 'path' } },
  write: { edit: { path: 'path', mode: 'overwrite', after: 'content' } },
  edit: [
    { when: { command: 'create' }, edit: { path: 'path', mode: 'create', after: 'file_text' } },
    { when: { command: ['str_replace', 'insert'] }, edit: { path: 'path', mode: 'replace', before: 'old_str', after: 'new_str' } },
    { when: { command: 'undo_edit' }, invoke: true },
    { edit: { path: 'path', mode: 'replace', after: 'content' } },
  ],
  browse: { request: { method: '=GET', url: 'url' } },
  browse_interactive: { invoke: true },
  chat: { message: { text: 'content', to: 'npc_name' } },
  delegate: { message: { text: '/inputs/task', to: 'agent' } },
  task_tracking: 'harmless',
};

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
/** Observations that answer no call. */
const UNASKED = new Set(['recall', 'think', 'agent_state_changed', 'null', 'condense', 'loop_detection', 'microagent']);
const ROLES: { readonly [source: string]: Role } = { agent: 'agent', user: 'user', environment: 'system' };

const isEvent = (value: Json): boolean => {
  const action = text(value, 'action');
  const kind = action ?? text(value, 'observation');
  if (kind === undefined || !/^[a-z_]+$/.test(kind)) return false;
  // Other agents log messages with the command that they give, or steps: a command and, beside it, what came back.
  if (get(value, 'role') !== undefined || (action !== undefined && get(value, 'observation') !== undefined)) return false;
  return ['args', 'extras', 'content', 'thought'].some((key) => get(value, key) !== undefined);
};

const says = (role: Role, words: string | undefined, at: string): readonly Said[] =>
  words === undefined || words === '' ? [] : [{ said: 'message', role, text: words, at }];

/** Arguments of an action; the oldest logs keep them in the event itself. */
const argumentsOf = ({ value, at }: Placed): Placed => {
  const args = get(value, 'args');
  return args === undefined ? { value, at } : { value: args, at: `${at}/args` };
};

/** The reply of the model that an action was made from. It stands in full with every action made from it. */
const reply = (value: Json): Json | undefined => get(get(value, 'tool_call_metadata'), 'model_response');

const idOf = (value: Json, key: string): string | undefined => {
  const id = get(value, key);
  return typeof id === 'number' || typeof id === 'string' ? String(id) : undefined;
};

const call = (event: Placed, id: string | undefined): Call => {
  const { value: args, at } = argumentsOf(event);
  const action = text(event.value, 'action')!;
  if (action === 'call_tool_mcp')
    return {
      said: 'call',
      ...optional('id', id),
      tool: text(args, 'name') ?? action,
      at: event.at,
      ...argumentsAt(get(args, 'arguments'), `${at}/arguments`),
    };
  const { thought: _, ...input } = args as { readonly [key: string]: Json };
  return { said: 'call', ...optional('id', id), tool: action, at: event.at, input, inputAt: at };
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

const answer = ({ value, at }: Placed, id: string | undefined): Answer => {
  const kind = text(value, 'observation')!;
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
const thoughts = ({ value, at }: Placed): readonly Said[] => {
  const words = text(get(list(reply(value), 'choices')[0], 'message'), 'reasoning_content');
  return words
    ? [{ said: 'reasoning', text: words, at: `${at}/tool_call_metadata/model_response/choices/0/message/reasoning_content` }]
    : [];
};

/** What an action says that is no call of the agent's; undefined for a call. */
const spoken = (event: Placed, begun: boolean): readonly Said[] | undefined => {
  const action = text(event.value, 'action')!;
  const source = text(event.value, 'source');
  const { value: args, at } = argumentsOf(event);
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

const speaker: Speaker = (thread) => {
  /** The id under which a call was first made, by the id under which it was confirmed. */
  const confirmed = new Map<string, string>();
  let begun = false;
  let asked: { readonly mark: string; readonly id: string } | undefined;
  let last: string | undefined;

  /** A call that waits for the user is logged again when it has been answered. */
  const isRepeated = (made: Call, state: string | undefined): boolean => {
    const { confirmation_state: _, ...input } = made.input as { readonly [key: string]: Json };
    const mark = JSON.stringify([made.tool, input]);
    if (made.id === undefined) return false;
    if (state === 'awaiting_confirmation') asked = { mark, id: made.id };
    else if (asked?.mark === mark) {
      confirmed.set(made.id, asked.id);
      asked = undefined;
      return true;
    }
    return false;
  };

  function* acted(event: Placed, entry: Entry, time: string | undefined): Generator<Event> {
    const { value: args, at } = argumentsOf(event);
    const model = text(reply(event.value), 'model');
    const aside = { time, model };
    thread.learn({ model });
    // A call of which nobody was asked says that it was confirmed, too.
    const state = text(args, 'confirmation_state');
    if (state !== undefined && (state !== 'confirmed' || asked))
      yield* thread.set('confirmation_state', state, entry, `${at}/confirmation_state`, aside);
    const made = call(event, idOf(event.value, 'id'));
    if (isRepeated(made, state)) return;
    const replied = text(reply(event.value), 'id');
    if (replied !== last) yield* thread.say(thoughts(event), entry, aside);
    last = replied;
    yield* thread.say([...says('agent', text(args, 'thought'), `${at}/thought`), made], entry, aside);
  }

  function* observed(event: Placed, entry: Entry, time: string | undefined): Generator<Event> {
    const { value } = event;
    if (UNASKED.has(text(value, 'observation')!) || text(value, 'source') === 'user') return;
    const cause = idOf(value, 'cause');
    yield* thread.say([answer(event, cause === undefined ? undefined : (confirmed.get(cause) ?? cause))], entry, { time });
    thread.learn({ directory: text(get(get(value, 'extras'), 'metadata'), 'working_dir') });
  }

  return function* (event, entry) {
    const time = text(event.value, 'timestamp');
    if (!isEvent(event.value)) return;
    if (text(event.value, 'action') === undefined) yield* observed(event, entry, time);
    else {
      const said = spoken(event, begun);
      yield* said === undefined ? acted(event, entry, time) : thread.say(said, entry, { time });
    }
    begun = true;
  };
};

/** OpenHands up to its version 1: a stream of actions and observations. */
export const openhandsV0: Framework = {
  name: 'openhands-v0',
  recognise: (sample) => openhandsShape(sample, isEvent),
  tools: TOOLS,
  reader: (walk, bundle) => openhandsReader(walk, bundle, speaker),
};

// https://docs.all-hands.dev (the trajectories and evaluation outputs of OpenHands before its SDK)
import { actionCall, argumentsOf, isEvent, observed, reply, says, spoken, thoughts, without } from '../dialects/openhands.ts';
import type { Call, Said } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import type { Turn } from '../threads/history.ts';
import type { Framework } from './framework.ts';
import { openhandsReader, openhandsShape, type Speaker } from './openhands-runs.ts';

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

const speaker: Speaker = (thread) => {
  /** The id under which a call was first made, by the id under which it was confirmed. */
  const confirmed = new Map<string, string>();
  let begun = false;
  let asked: { readonly mark: string; readonly id: string } | undefined;
  let last: string | undefined;

  /** A call that waits for the user is logged again when it has been answered. */
  const isRepeated = (made: Call, state: string | undefined): boolean => {
    if (made.id === undefined || (state !== 'awaiting_confirmation' && !asked)) return false;
    const mark = JSON.stringify([made.tool, without(made.input, 'confirmation_state')]);
    if (state === 'awaiting_confirmation') asked = { mark, id: made.id };
    else if (asked?.mark === mark) {
      confirmed.set(made.id, asked.id);
      asked = undefined;
      return true;
    }
    return false;
  };

  function* acted({ value, at: place }: Turn, entry: Entry, time: string | undefined): Generator<Event> {
    const [args, at] = argumentsOf(value, place);
    const model = text(reply(value), 'model');
    const aside = { time, model };
    thread.learn({ model });
    // A call of which nobody was asked says that it was confirmed, too.
    const state = text(args, 'confirmation_state');
    if (state !== undefined && (state !== 'confirmed' || asked))
      yield* thread.set('confirmation_state', state, entry, `${at}/confirmation_state`, aside);
    const call = actionCall(value, place);
    if (isRepeated(call, state)) return;
    const replied = text(reply(value), 'id');
    const beside: readonly Said[] = [
      ...(replied === last ? [] : thoughts(value, place)),
      ...says('agent', text(args, 'thought'), `${at}/thought`),
    ];
    last = replied;
    yield* thread.say([...beside, call], entry, aside);
  }

  function* heard({ value, at }: Turn, entry: Entry, time: string | undefined): Generator<Event> {
    const answer = observed(value, at);
    if (!answer) return;
    const id = confirmed.get(answer.id ?? '');
    yield* thread.say([id === undefined ? answer : { ...answer, id }], entry, { time });
    thread.learn({ directory: text(get(get(value, 'extras'), 'metadata'), 'working_dir') });
  }

  return function* (turn, entry) {
    const { value, at } = turn;
    if (!isEvent(value)) return;
    const time = text(value, 'timestamp');
    if (text(value, 'action') === undefined) yield* heard(turn, entry, time);
    else {
      const said = spoken(value, at, begun);
      yield* said === undefined ? acted(turn, entry, time) : thread.say(said, entry, { time });
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

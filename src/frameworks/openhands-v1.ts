// https://docs.openhands.dev/sdk (conversations of the OpenHands software agent SDK)
import { posix } from 'node:path';
import { isSdkEvent, sdkEvent } from '../dialects/openhands-sdk.ts';
import type { Sample } from '../model/bundle.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isObject, type Json, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import type { Turn } from '../threads/history.ts';
import type { Aside, Thread } from '../threads/walk.ts';
import type { Framework } from './framework.ts';
import { openhandsReader, openhandsShape, type Speaker } from './openhands-runs.ts';

/** Tools beside the shell and the editor, which are known by their common names. */
const TOOLS: Tools = {
  // What is typed into a running program is no command.
  terminal: [{ when: { is_input: [true, 'true'] }, invoke: true }, { shell: 'command' }],
  finish: { message: { text: 'message', to: '=user' } },
  browser_navigate: { request: { method: '=GET', url: 'url' } },
  task_tracker: 'harmless',
};

/** The state of a conversation, which lies beside the folder of its events. */
const isState = (value: Json | undefined): boolean => isObject(get(value, 'agent')) && get(value, 'confirmation_policy') !== undefined;

/** Settings of a conversation that say who watches over its calls. */
const OVERSIGHT = ['confirmation_policy', 'security_analyzer'] as const;

/** Oversight, model and directory as the state of a conversation tells them. */
function* state(thread: Thread, { value, at }: Turn, entry: Entry, aside: Aside): Generator<Event> {
  thread.learn({ model: text(get(get(value, 'agent'), 'llm'), 'model'), directory: text(get(value, 'workspace'), 'working_dir') });
  for (const key of OVERSIGHT) {
    const found = get(value, key);
    yield* thread.set(key, text(found, 'kind') ?? found, entry, `${at}/${key}`, aside);
  }
}

/** A change of one key of the state, or the state in full. */
const changed = ({ value, at }: Turn): Turn => {
  const key = text(value, 'key') ?? '';
  const to = get(value, 'value') ?? null;
  return key === 'full_state' ? { value: to, at: `${at}/value` } : { value: { [key]: to }, at };
};

const speaker: Speaker = (thread) =>
  function* (turn, entry) {
    const { value, at } = turn;
    const aside = { time: text(value, 'timestamp') };
    if (isState(value)) yield* state(thread, turn, entry, aside);
    else if (text(value, 'kind') === 'ConversationStateUpdateEvent') yield* state(thread, changed(turn), entry, aside);
    else yield* thread.say(sdkEvent(value, at), entry, aside);
  };

/** Conversations of the OpenHands SDK: one file an event, or all in one. */
export const openhandsV1: Framework = {
  name: 'openhands-v1',
  recognise: (sample) =>
    sample.document && isState(sample.root) ? { score: 0.96, shape: { each: '' } } : openhandsShape(sample, isSdkEvent),
  bundle({ artifact, root }: Sample) {
    const folder = posix.dirname(artifact.uri);
    if (isState(root)) return folder;
    return root !== undefined && isSdkEvent(root) && posix.basename(folder) === 'events' ? posix.dirname(folder) : artifact.uri;
  },
  tools: TOOLS,
  reader: (walk, bundle) => openhandsReader(walk, bundle, speaker),
};

// https://docs.agno.com (runs and sessions of Agno, once Phidata)
import { chatMessage } from '../dialects/openai-chat.ts';
import type { Said } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { flags } from '../threads/conditions.ts';
import { timeOf, turnsOf } from '../threads/conversation.ts';
import type { Turn } from '../threads/history.ts';
import type { Framework } from './framework.ts';

const isRun = (value: Json | undefined): boolean =>
  text(value, 'run_id') !== undefined &&
  (text(value, 'agent_id') ?? text(value, 'team_id') ?? text(value, 'agent_name')) !== undefined &&
  list(value, 'messages').length > 0;

/** Runs that a record is, holds as the data of a row, or lists as those of a session. */
const runsIn = (value: Json, at = ''): readonly Turn[] => {
  if (isRun(value)) return [{ value, at }];
  const data = get(value, 'run_data');
  if (isRun(data)) return [{ value: data!, at: `${at}/run_data` }];
  return list(value, 'runs').flatMap((each, index) => runsIn(each, pointerTo(`${at}/runs`, index)));
};

const has = (value: Json | undefined): boolean => value !== undefined && runsIn(value).length > 0;

/** What a message says; a result tells in a field of its own whether the call failed. */
const speak = ({ value, at }: Turn): readonly Said[] =>
  chatMessage(value, at).map((each) =>
    each.said === 'answer' && typeof get(value, 'tool_call_error') === 'boolean'
      ? { ...each, ok: get(value, 'tool_call_error') === false }
      : each,
  );

/** Calls that a person did not confirm, which no message answers. */
const declined = ({ value, at }: Turn): readonly Said[] =>
  list(value, 'tools').flatMap((each, index): readonly Said[] => {
    const id = text(each, 'tool_call_id');
    const words = text(each, 'confirmation_note') ?? '';
    const place = pointerTo(`${at}/tools`, index);
    return get(each, 'confirmed') === false && id !== undefined
      ? [{ said: 'answer', id, ok: false, blocked: true, text: words, at: `${place}/confirmed` }]
      : [];
  });

/** Runs of Agno, as they are returned and as its stores keep them. */
export const agno: Framework = {
  name: 'agno',
  recognise({ document, lines, root, records }) {
    const several = document && isArray(root) ? root : document && isObject(root) ? [root] : records;
    return several.some(has) ? { score: 0.85, shape: lines ? { lines: true } : { each: '' } } : undefined;
  },
  tools: {},
  reader(walk) {
    function* run(turn: Turn, entry: Entry): Generator<Event> {
      const { value, at } = turn;
      const thread = walk.thread(text(value, 'run_id')!, {
        model: text(value, 'model'),
        agent: text(value, 'agent_name') ?? text(value, 'team_name') ?? text(value, 'agent_id'),
        parent: text(value, 'parent_run_id'),
      });
      for (const [holder, place] of [
        [get(value, 'session_state'), `${at}/session_state`],
        [get(value, 'metadata'), `${at}/metadata`],
      ] as const)
        for (const flag of flags(holder, place)) yield* thread.set(flag.name, flag.value, entry, flag.at);
      // Messages of earlier runs are read where they were new.
      const fresh = turnsOf(get(value, 'messages'), `${at}/messages`).filter((each) => get(each.value, 'from_history') !== true);
      for (const each of fresh) yield* thread.say(speak(each), entry, { time: timeOf(each.value) });
      yield* thread.say(declined(turn), entry);
      yield* thread.end();
    }

    return {
      *read(entry) {
        for (const each of runsIn(entry.value)) yield* run(each, entry);
      },
    };
  },
};

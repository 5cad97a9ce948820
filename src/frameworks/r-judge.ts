// https://github.com/Lordog/R-Judge (records of agents for judges of safety; other sets of such records have the same shape)
import { chatMessage } from '../dialects/openai-chat.ts';
import type { Said } from '../dialects/said.ts';
import { answersOf, callsOf } from '../dialects/spelled.ts';
import { act } from '../dialects/text.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, type Json, list, pointerTo, text } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import type { Turn } from '../threads/history.ts';
import type { Framework } from './framework.ts';
import { grades, wordsAlong } from './runs.ts';

const isTurn = (value: Json | undefined): boolean => text(value, 'role') === 'agent' && text(value, 'action') !== undefined;

const isRecord = (value: Json | undefined): boolean => list(value, 'contents').some((each) => isArray(each) && each.some(isTurn));

/** An act that ends a run is what the agent says to the user. */
const LAST = /^\s*(?:Final )?Answer\s*:/i;
/** Arguments, without which a word is no call. */
const ARGUED = /^\s*`?[\w.:-]+`?\s*(?:[[({]|\n\s*Action Input)/;

const agents = ({ value, at }: Turn): readonly Said[] => {
  const thought = text(value, 'thought') ?? '';
  const action = text(value, 'action') ?? '';
  const calls = LAST.test(action) || !ARGUED.test(action) ? [] : callsOf(act(action), `${at}/action`, at);
  return [
    ...(thought === '' ? [] : [{ said: 'reasoning', text: thought, at: `${at}/thought` } as const]),
    ...(calls.length > 0 || action === ''
      ? calls
      : [{ said: 'message', role: 'agent', text: action.replace(LAST, '').trim(), at: `${at}/action` } as const]),
  ];
};

const speaking = (): ((turn: Turn) => readonly Said[]) => {
  let waiting: readonly Said[] = [];
  return (turn) => {
    const { value, at } = turn;
    const words = text(value, 'content') ?? '';
    const heard = text(value, 'role') === 'environment';
    const calls = waiting.filter((each) => each.said === 'call');
    const said = isTurn(value)
      ? agents(turn)
      : heard && calls.length > 0
        ? answersOf(calls, words, `${at}/content`)
        : chatMessage({ ...(value as object), role: heard ? 'unknown' : get(value, 'role')! }, at);
    waiting = said;
    return said;
  };
};

/** Records of R-Judge and sets like it: an agent's thoughts and actions, what the environment answers, and whether it was found safe. */
export const rJudge: Framework = {
  name: 'r-judge',
  recognise({ document, lines, root, records }) {
    const several = document && isArray(root) ? root.slice(0, 20) : records;
    return several.some(isRecord) ? { score: 0.9, shape: lines ? { lines: true } : { each: '' } } : undefined;
  },
  tools: {},
  reader(walk, bundle) {
    let records = 0;

    function* conversation(id: string, { value, at }: Turn, entry: Entry): Generator<Event> {
      const thread = walk.thread(id, optional('task', wordsAlong(entry.value, '/id')));
      const speak = speaking();
      for (const [index, each] of (isArray(value) ? value : []).entries())
        yield* thread.say(speak({ value: each, at: pointerTo(at, index) }), entry);
      const label = get(entry.value, 'label');
      if (label !== undefined) yield* grades(thread, { value: label, at: '/label' }, entry);
      yield* thread.end();
    }

    return {
      *read(entry) {
        const several = list(entry.value, 'contents');
        records++;
        for (const [index, each] of several.entries())
          yield* conversation(
            `${bundle.key}:${records}${several.length > 1 ? `.${index + 1}` : ''}`,
            { value: each, at: pointerTo('/contents', index) },
            entry,
          );
      },
    };
  },
};

import type { Bundle, Recognition, Sample } from '../model/bundle.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import type { Turn } from '../threads/history.ts';
import type { Thread, Walk } from '../threads/walk.ts';
import type { Reader } from './framework.ts';

/** Keys under which the record of a whole run keeps its events. */
const HISTORIES = ['history', 'trajectory'] as const;

/** Reads the events of one run, in order. */
export type Speaker = (thread: Thread) => (event: Turn, entry: Entry) => Iterable<Event>;

/** Events of a run's record. Old records hold pairs of an action and what came of it. */
const eventsIn = (value: Json): readonly Turn[] => {
  for (const key of HISTORIES) {
    const found = list(value, key).flatMap((each, index): readonly Turn[] => {
      const at = pointerTo(`/${key}`, index);
      return isArray(each) ? each.map((inner, second) => ({ value: inner, at: pointerTo(at, second) })) : [{ value: each, at }];
    });
    if (found.length > 0) return found;
  }
  return [];
};

/** How an artifact is cut: events, or records of whole runs that hold them; undefined where there are none. */
export const openhandsShape = (sample: Sample, isEvent: (value: Json) => boolean): Recognition | undefined => {
  const { document, root, records } = sample;
  const several = document && isArray(root) ? root.slice(0, 50) : document && isObject(root) ? [root] : records;
  const most = (values: readonly Json[]): boolean => values.filter(isEvent).length * 2 > values.length;
  if (!most(several) && !several.some((each) => most(eventsIn(each).map(({ value }) => value)))) return undefined;
  return { score: 0.95, shape: document ? { each: '' } : { lines: true } };
};

/** Grades that the record of a run gives it. */
function* grades(thread: Thread, value: Json, entry: Entry): Generator<Event> {
  for (const [holder, at] of [
    [value, ''],
    [get(value, 'report'), '/report'],
    [get(get(value, 'test_result'), 'report'), '/test_result/report'],
  ] as const)
    for (const scorer of ['success', 'resolved'] as const) {
      const grade = get(holder, scorer);
      if (typeof grade === 'boolean') yield* thread.score(scorer, String(grade), entry, `${at}/${scorer}`);
    }
}

/** A bundle is one run event by event, or holds a record of each of several. */
export const openhandsReader = (walk: Walk, bundle: Bundle, speaker: Speaker): Reader => {
  let runs = 0;
  let own: ReturnType<Speaker> | undefined;

  function* run(value: Json, events: readonly Turn[], entry: Entry): Generator<Event> {
    const task = text(value, 'instance_id');
    const thread = walk.thread(`${bundle.key}${runs === 0 ? '' : `:${runs}`}`, {
      task,
      model: text(get(get(value, 'metadata'), 'llm_config'), 'model'),
    });
    runs++;
    const speak = speaker(thread);
    for (const event of events) yield* speak(event, entry);
    yield* grades(thread, value, entry);
    yield* thread.end();
  }

  return {
    *read(entry) {
      const events = eventsIn(entry.value);
      if (events.length > 0) yield* run(entry.value, events, entry);
      else yield* (own ??= speaker(walk.thread(bundle.key)))({ value: entry.value, at: '' }, entry);
    },
  };
};

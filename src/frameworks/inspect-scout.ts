// https://meridianlabs-ai.github.io/inspect_scout/db_schema.html
import { argumentsAt } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import type { Framework } from './framework.ts';
import { INSPECT_TOOLS } from './inspect.ts';
import { readingSample } from './inspect-sample.ts';

const isTranscript = (value: Json): boolean =>
  text(value, 'transcript_id') !== undefined && (get(value, 'messages') !== undefined || get(value, 'events') !== undefined);

/** A column whose value is JSON, as text or as it is. */
const column = (row: Json, key: string): { readonly value: Json; readonly at: string } => {
  const { input, inputAt } = argumentsAt(get(row, key) ?? undefined, `/${key}`);
  return { value: input, at: inputAt };
};

/** Columns of JSON in which conditions of the run and of the sample stand. */
const HOLDERS = ['metadata', 'eval_metadata', 'sample_metadata', 'task_args', 'agent_args'];

const elements = (value: Json): readonly Json[] => (isArray(value) ? value : []);

/** Transcripts that Inspect Scout keeps, one a row: messages and events as Inspect writes them, and columns of one's own. */
export const inspectScout: Framework = {
  name: 'inspect-scout',
  recognise: ({ lines, records }) => (lines && records.some(isTranscript) ? { score: 0.95, shape: { lines: true } } : undefined),
  tools: INSPECT_TOOLS,
  reader(walk) {
    function* transcript(row: Json, entry: Entry): Generator<Event> {
      const names = [text(row, 'task_set'), text(row, 'task_id')].filter((name) => name !== undefined);
      const task = names.length > 0 ? names.join('/') : undefined;
      const sample = readingSample(walk, text(row, 'transcript_id')!, { model: text(row, 'model'), task, agent: text(row, 'agent') });
      yield* sample.conditions(row, entry, '');
      for (const key of HOLDERS) {
        const { value, at } = column(row, key);
        yield* sample.conditions(value, entry, at);
      }
      const pool = column(row, 'events_data');
      for (const [index, message] of list(pool.value, 'messages').entries())
        sample.pool(index, message, entry, pointerTo(`${pool.at}/messages`, index));
      const messages = column(row, 'messages');
      sample.own(elements(messages.value), entry, messages.at);
      // Events name texts that this store does not keep; the messages have them.
      yield* sample.tell();
      const events = column(row, 'events');
      for (const [index, event] of elements(events.value).entries()) yield* sample.event(event, entry, pointerTo(events.at, index));
      const [all, one] = [column(row, 'scores'), column(row, 'score')];
      if (isObject(all.value) && Object.keys(all.value).length > 0) sample.scores(all.value, entry, all.at);
      else if (!elements(events.value).some((event) => text(event, 'event') === 'score'))
        yield* sample.grade('score', one.value, entry, one.at);
      yield* sample.end();
    }

    return {
      *read(entry) {
        if (isTranscript(entry.value)) yield* transcript(entry.value, entry);
      },
    };
  },
};

// https://mlflow.org/docs/latest/genai/tracing
import { unwrapped } from '../dialects/attributes.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { type Flag, flags } from '../threads/conditions.ts';
import { isHead } from '../threads/conversation.ts';
import { pick, toSpan } from '../threads/otel-span.ts';
import { type Span, tracing } from '../threads/traces.ts';
import type { Framework } from './framework.ts';

const HOLDERS = ['tags', 'trace_metadata', 'request_metadata'] as const;

const isSpan = (value: Json | undefined): boolean =>
  isObject(get(value, 'attributes')) && Object.keys(get(value, 'attributes') as object).some((key) => key.startsWith('mlflow.'));

const spansIn = (value: Json | undefined): readonly Json[] => list(get(value, 'data') ?? value, 'spans');

const isTrace = (value: Json | undefined): boolean => spansIn(value).some(isSpan);

const idOf = (info: Json): string => text(info, 'trace_id') ?? text(info, 'request_id') ?? '';

/** Conditions in the tags and metadata of a trace. */
const conditionsOf = (info: Json): readonly Flag[] => HOLDERS.flatMap((key) => flags(get(info, key), `/info/${key}`));

/** Grades of judges and people. */
const scoresOf = (info: Json): NonNullable<Span['scores']> =>
  list(info, 'assessments').flatMap((each, index) => {
    const value = get(get(each, 'feedback'), 'value');
    const scorer = text(each, 'assessment_name') ?? text(each, 'name') ?? 'assessment';
    if (typeof value !== 'number' && typeof value !== 'string' && typeof value !== 'boolean') return [];
    return [
      { scorer, value: typeof value === 'boolean' ? String(value) : value, at: `${pointerTo('/info/assessments', index)}/feedback/value` },
    ];
  });

/** Traces of MLflow, whose attributes are JSON in strings. */
export const mlflow: Framework = {
  name: 'mlflow',
  recognise({ document, lines, root, records }) {
    if (document && isTrace(root)) {
      const each = get(root, 'data') === undefined ? '/spans' : '/data/spans';
      return { score: 0.9, shape: { each, header: ['info'] } };
    }
    return lines && records.some(isTrace) ? { score: 0.9, shape: { lines: true } } : undefined;
  },
  tools: {},
  reader(walk, bundle) {
    const traces = tracing(walk);
    let trace: string | undefined;

    function* about(info: Json, entry: Entry): Generator<Event> {
      trace = idOf(info);
      const metadata = get(info, pick(info, 'trace_metadata', 'request_metadata'));
      const session = text(metadata, 'mlflow.trace.session');
      yield* traces.add({ entry, trace, id: 'info', start: 0, told: { session }, flags: conditionsOf(info), scores: scoresOf(info) });
    }

    function* span(value: Json, entry: Entry, at: string): Generator<Event> {
      const own = unwrapped({ value: get(get(value, 'attributes'), 'mlflow.traceRequestId') ?? '', at })!.value;
      const read = toSpan({ value, at, resource: new Map() }, entry, []);
      yield* traces.add({ ...read, trace: trace ?? (typeof own === 'string' && own !== '' ? own : read.trace) });
    }

    return {
      *read(entry) {
        const { value } = entry;
        const info = get(value, 'info');
        if (isSpan(value)) yield* span(value, entry, '');
        if (isObject(info)) yield* about(info, entry);
        if (isHead(bundle, entry)) return;
        const below = get(value, 'data') === undefined ? '/spans' : '/data/spans';
        for (const [index, each] of spansIn(value).entries()) yield* span(each, entry, pointerTo(below, index));
      },
      end: traces.end,
    };
  },
};

// https://langfuse.com/docs/api-and-data-platform/overview
import { nestedAttributes } from '../dialects/attributes.ts';
import { foundIn, observationTold, TYPES } from '../dialects/langfuse.ts';
import { type Entry, get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { isWhen } from '../model/when.ts';
import { type Flag, flags } from '../threads/conditions.ts';
import { pick } from '../threads/otel-span.ts';
import { attributeFlags, tagFlags } from '../threads/span-conditions.ts';
import { type Span, tracing } from '../threads/traces.ts';
import type { Framework } from './framework.ts';

const isObservation = (value: Json): boolean =>
  Object.hasOwn(TYPES, text(value, 'type') ?? '') &&
  text(value, pick(value, 'traceId', 'trace_id')) !== undefined &&
  isWhen(get(value, pick(value, 'startTime', 'start_time')));

interface Placed {
  readonly value: Json;
  readonly at: string;
}

interface Export {
  readonly trace?: Placed;
  readonly observations: readonly Placed[];
}

/** A trace with its observations, or observations one by one. */
const exported = (value: Json): Export => {
  if (isObservation(value)) return { observations: [{ value, at: '' }] };
  const observations = list(value, 'observations').flatMap((each, index) =>
    isObservation(each) ? [{ value: each, at: pointerTo('/observations', index) }] : [],
  );
  const inner = get(value, 'trace');
  return { trace: isObject(inner) ? { value: inner, at: '/trace' } : { value, at: '' }, observations };
};

/** Conditions in a record's metadata, the attributes and the resource that it keeps, its tags, its environment. */
const conditionsOf = (value: Json, at: string): readonly Flag[] => {
  const metadata = foundIn(value, at, 'metadata');
  const environment = text(value, 'environment');
  const tags = foundIn(value, at, 'tags');
  return [
    ...(environment === undefined || environment === 'default'
      ? []
      : [{ name: 'environment', value: environment, at: `${at}/environment` }]),
    ...(metadata ? flags(metadata.value, metadata.at) : []),
    ...(metadata ? attributeFlags(nestedAttributes(get(metadata.value, 'attributes'), `${metadata.at}/attributes`)) : []),
    ...(tags ? tagFlags(tags.value, tags.at) : []),
  ];
};

/** Milliseconds since 1970 of a date, or of a number of some unit that only orders. */
const startOf = (when: Json | undefined): number => (typeof when === 'string' ? Date.parse(when) || Number(when) || 0 : Number(when ?? 0));

const toSpan = ({ value, at }: Placed, entry: Entry, session: string | undefined): Span => {
  const read = observationTold(value, at);
  return {
    entry,
    trace: text(value, pick(value, 'traceId', 'trace_id'))!,
    id: text(value, 'id')!,
    parent: text(value, pick(value, 'parentObservationId', 'parent_observation_id')),
    start: startOf(get(value, pick(value, 'startTime', 'start_time'))),
    told: { ...read, session: session ?? text(value, 'session_id') ?? read.session },
    flags: conditionsOf(value, at),
  };
};

/** The trace itself: nothing is told of it but its conditions and grades. */
const toRoot = ({ value, at }: Placed, entry: Entry): Span => ({
  entry,
  trace: text(value, 'id') ?? '',
  id: 'trace',
  start: 0,
  told: {},
  flags: conditionsOf(value, at),
  scores: list(value, 'scores').flatMap((score, index) => {
    const grade = get(score, 'value') ?? get(score, 'stringValue');
    return typeof grade === 'number' || typeof grade === 'string'
      ? [{ scorer: text(score, 'name') ?? 'score', value: grade, at: `${pointerTo(`${at}/scores`, index)}/value` }]
      : [];
  }),
});

/** Traces and observations of Langfuse: downloads, what its interface answers, and batch exports. */
export const langfuse: Framework = {
  name: 'langfuse',
  recognise({ document, lines, root, records }) {
    const whole = document && root !== undefined && !isArray(root) ? [root] : records;
    if (!whole.some((each) => exported(each).observations.length > 0)) return undefined;
    return { score: 0.9, shape: lines ? { lines: true } : { each: '' } };
  },
  tools: {},
  reader(walk) {
    const traces = tracing(walk);
    return {
      *read(entry) {
        const { trace, observations } = exported(entry.value);
        if (trace) yield* traces.add(toRoot(trace, entry));
        const session = trace && (text(trace.value, 'sessionId') ?? text(trace.value, 'session_id'));
        for (const each of observations) yield* traces.add(toSpan(each, entry, session));
      },
      end: traces.end,
    };
  },
};

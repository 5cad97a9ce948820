// https://opentelemetry.io/docs/specs/otel/trace/api/#span
import { type Attributes, listedAttributes, nestedAttributes, plainValue } from '../dialects/attributes.ts';
import type { SpanEvent } from '../dialects/genai-spans.ts';
import { attributedSpan } from '../dialects/library-spans.ts';
import { type Entry, get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { attributeFlags } from './span-conditions.ts';
import type { Span } from './traces.ts';

/** The first of several spellings of a key that a value has. */
export const pick = (value: Json, ...keys: readonly string[]): string => keys.find((key) => get(value, key) !== undefined) ?? keys[0]!;

/** Milliseconds since 1970 of nanoseconds, microseconds, `[seconds, nanoseconds]` or ISO text. */
export const momentOf = (value: Json | undefined): number => {
  if (isArray(value)) return Number(value[0]) * 1000 + Number(value[1]) / 1e6;
  if (typeof value === 'string' && value.includes('-')) return Date.parse(value) || 0;
  const number = Number(value ?? 0);
  return number > 1e17 ? number / 1e6 : number > 1e14 ? number / 1e3 : number;
};

export const attributesAt = (holder: Json, at: string): Attributes => {
  const own = get(holder, 'attributes');
  return isArray(own) ? listedAttributes(own, `${at}/attributes`) : nestedAttributes(own, `${at}/attributes`);
};

/** Spans and records of one line or document, below their resource and scope. */
export interface Placed {
  readonly value: Json;
  readonly at: string;
  readonly resource: Attributes;
}

const eventsOf = (span: Json, at: string): readonly SpanEvent[] =>
  list(span, 'events').map((each, index) => ({
    name: text(each, 'name') ?? '',
    attributes: attributesAt(each, pointerTo(`${at}/events`, index)),
  }));

const failureOf = (span: Json, events: readonly SpanEvent[]): string | undefined => {
  const status = get(span, 'status');
  const code = get(status, 'code') ?? get(status, 'status_code') ?? get(span, 'status_code');
  if (code !== 2 && code !== 'STATUS_CODE_ERROR' && code !== 'ERROR') return undefined;
  const thrown = events.find(({ name }) => name === 'exception')?.attributes.get('exception.message')?.value;
  return (
    text(status, 'message') ||
    text(status, 'description') ||
    text(span, 'status_message') ||
    (typeof thrown === 'string' ? thrown : 'error')
  );
};

const NO_PARENT = /^0*$/;

export const toSpan = ({ value, at, resource }: Placed, entry: Entry, more: readonly SpanEvent[]): Span => {
  const context = get(value, 'context') ?? get(value, 'spanContext') ?? value;
  const kind = text(value, 'span_kind');
  const own = attributesAt(value, at);
  // Phoenix keeps the kind beside the attributes.
  const attributes = kind === undefined ? own : new Map([['openinference.span.kind', { value: kind, at: `${at}/span_kind` }], ...own]);
  const events = [...eventsOf(value, at), ...more];
  const parent =
    text(value, pick(value, 'parentSpanId', 'parent_span_id', 'parent_id')) ?? text(get(value, 'parentSpanContext'), 'spanId') ?? '';
  return {
    entry,
    trace: text(context, pick(context, 'traceId', 'trace_id')) ?? '',
    id: text(context, pick(context, 'spanId', 'span_id')) ?? at,
    parent: NO_PARENT.test(parent) ? undefined : parent,
    start: momentOf(get(value, pick(value, 'startTimeUnixNano', 'start_time_unix_nano', 'startTime', 'start_time'))),
    told: attributedSpan(text(value, 'name') ?? '', attributes, events, failureOf(value, events)),
    flags: [...attributeFlags(resource), ...attributeFlags(attributes)],
  };
};

/** A log record that is a message or an inference, as a span below the one that it belongs to. */
export const toLogSpan = ({ value, at, resource }: Placed, entry: Entry, index: number): Span | undefined => {
  const attributes = attributesAt(value, at);
  const named = get(value, 'eventName') ?? get(value, 'event_name') ?? attributes.get('event.name')?.value;
  if (typeof named !== 'string' || !named.startsWith('gen_ai.')) return undefined;
  const raw = get(value, 'body');
  const body = { value: plainValue(raw), at: `${at}/body/${isObject(raw) ? Object.keys(raw)[0] : ''}` };
  const inside = named.endsWith('operation.details') && isObject(body.value) ? nestedAttributes(body.value, body.at) : new Map();
  const told = attributedSpan('', new Map([...inside, ...attributes]), [{ name: named, attributes, body }]);
  const parent = text(value, pick(value, 'spanId', 'span_id'));
  return {
    entry,
    trace: text(value, pick(value, 'traceId', 'trace_id')) ?? '',
    id: `${parent} log ${entry.at.offset}${at || index}`,
    parent,
    start: momentOf(
      get(value, pick(value, 'timeUnixNano', 'time_unix_nano')) ??
        get(value, pick(value, 'observedTimeUnixNano', 'observed_time_unix_nano')),
    ),
    told: { ...told, kind: 'model' },
    flags: attributeFlags(resource),
  };
};

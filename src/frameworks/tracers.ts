// https://www.braintrust.dev/docs/guides/traces, https://www.comet.com/docs/opik/tracing/concepts and their like
import type { Way } from './runs.ts';

/** Where a tracer keeps what of a piece of work. */
export interface Tracer {
  /** Places that every row has. */
  readonly marks: readonly Way[];
  readonly trace: Way;
  readonly id: Way;
  readonly parent: Way;
  readonly name: Way;
  /** What sort of work it is. */
  readonly kind: Way;
  readonly start: Way;
  readonly input: Way;
  readonly output: Way;
  readonly model: Way;
  readonly error: Way;
  readonly session: Way;
}

/** Tracers by their writer. */
export const TRACERS: { readonly [writer: string]: Tracer } = {
  Braintrust: {
    marks: ['/root_span_id', '/span_attributes', '/span_id'],
    trace: '/root_span_id',
    id: '/span_id',
    parent: '/span_parents/0',
    name: '/span_attributes/name',
    kind: '/span_attributes/type',
    start: '/created',
    input: '/input',
    output: '/output',
    model: '/metadata/model',
    error: '/error',
    session: '/metadata/session_id|/metadata/thread_id',
  },
  Opik: {
    marks: ['/trace_id', '/type', '/start_time', '/id', '/input'],
    trace: '/trace_id',
    id: '/id',
    parent: '/parent_span_id',
    name: '/name',
    kind: '/type',
    start: '/start_time',
    input: '/input',
    output: '/output',
    model: '/model',
    error: '/error_info/message|/error_info',
    session: '/metadata/thread_id',
  },
  HoneyHive: {
    marks: ['/event_id', '/event_type', '/session_id', '/inputs'],
    trace: '/session_id',
    id: '/event_id',
    parent: '/parent_id',
    name: '/event_name',
    kind: '/event_type',
    start: '/start_time',
    input: '/inputs',
    output: '/outputs',
    model: '/config/model|/metadata/model',
    error: '/error',
    session: '/session_id',
  },
  LangWatch: {
    marks: ['/span_id', '/trace_id', '/type', '/timestamps'],
    trace: '/trace_id',
    id: '/span_id',
    parent: '/parent_id',
    name: '/name',
    kind: '/type',
    start: '/timestamps/started_at',
    input: '/input/value',
    output: '/output/value',
    model: '/model',
    error: '/error/message',
    session: '/metadata/thread_id',
  },
  "Datadog's observability of models": {
    marks: ['/span_id', '/trace_id', '/meta/input', '/start_ns'],
    trace: '/trace_id',
    id: '/span_id',
    parent: '/parent_id',
    name: '/name',
    kind: '/meta/kind|/meta/span.kind',
    start: '/start_ns',
    input: '/meta/input/messages|/meta/input/value|/meta/input',
    output: '/meta/output/messages|/meta/output/value|/meta/output',
    model: '/meta/model_name|/meta/metadata/model_name',
    error: '/meta/error.message|/meta/error/message',
    session: '/session_id',
  },
};

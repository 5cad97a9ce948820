// https://www.jaegertracing.io/docs/latest/apis, https://logfire.pydantic.dev/docs/reference/sql, https://arize.com/docs/phoenix and their like
import { type Attributes, type Found, listedAttributes, nestedAttributes } from '../dialects/attributes.ts';
import { attributedSpan } from '../dialects/library-spans.ts';
import { argumentsAt } from '../dialects/said.ts';
import { type Entry, isArray, isObject, type Json, pointerTo, text } from '../model/location.ts';
import { momentOf } from '../threads/otel-span.ts';
import { attributeFlags } from '../threads/span-conditions.ts';
import type { Span } from '../threads/traces.ts';
import { along, type Way, wordsAlong } from './runs.ts';

/** Where a store of traces keeps what of a span. */
interface Carrier {
  readonly trace: Way;
  readonly id: Way;
  readonly parent: Way;
  readonly name: Way;
  readonly start: Way;
  /** An object, a list of keys with values, or either as JSON in a string; the beginning of columns where each has its own. */
  readonly attributes: Way;
  readonly resource: Way;
  readonly status: Way;
  readonly message: Way;
}

/** Stores of traces by their writer; a span of one has all of its first five places but the parent. */
const CARRIERS: { readonly [writer: string]: Carrier } = {
  Jaeger: {
    trace: '/traceID',
    id: '/spanID',
    parent: '/references/0/spanID',
    name: '/operationName',
    start: '/startTime',
    attributes: '/tags',
    resource: '/process/tags',
    status: '',
    message: '',
  },
  Zipkin: {
    trace: '/traceId',
    id: '/id',
    parent: '/parentId',
    name: '/name',
    start: '/timestamp',
    attributes: '/tags',
    resource: '',
    status: '/tags/otel.status_code',
    message: '/tags/error',
  },
  ClickHouse: {
    trace: '/TraceId',
    id: '/SpanId',
    parent: '/ParentSpanId',
    name: '/SpanName',
    start: '/Timestamp',
    attributes: '/SpanAttributes',
    resource: '/ResourceAttributes',
    status: '/StatusCode',
    message: '/StatusMessage',
  },
  Logfire: {
    trace: '/trace_id',
    id: '/span_id',
    parent: '/parent_span_id',
    name: '/span_name',
    start: '/start_timestamp',
    attributes: '/attributes',
    resource: '/otel_resource_attributes',
    status: '/otel_status_code',
    message: '/otel_status_message|/exception_message',
  },
  'data frames of Phoenix': {
    trace: '/context.trace_id',
    id: '/context.span_id',
    parent: '/parent_id',
    name: '/name',
    start: '/start_time',
    attributes: 'attributes.',
    resource: '',
    status: '/status_code',
    message: '/status_message',
  },
};

/** Attributes that tell of models and agents. */
const OWN = /^(?:gen_ai|ai|llm|openinference|traceloop|input|output|session|tool|logfire|pydantic_ai)(?:[._]|$)/;
const FAILED = /^(?:STATUS_CODE_)?ERROR$/i;

const attributesOn = (value: Json, way: Way): Attributes => {
  const raw = along(value, way === '' ? undefined : way);
  const { input, inputAt } = argumentsAt(raw?.value, raw?.at ?? '');
  return isArray(input) ? listedAttributes(input, inputAt) : nestedAttributes(input, inputAt);
};

/** Attributes of which each is a column; lists of messages may be JSON in a string. */
const columnAttributes = (value: Json, beginning: string): Attributes => {
  const found = new Map<string, Found>();
  for (const [column, raw] of isObject(value) ? Object.entries(value) : []) {
    if (!column.startsWith(beginning) || raw === null) continue;
    const key = column.slice(beginning.length);
    const cell = /_messages$|^metadata$/.test(key)
      ? argumentsAt(raw, pointerTo('', column))
      : { input: raw, inputAt: pointerTo('', column) };
    found.set(key, { value: cell.input, at: cell.inputAt });
    for (const [below, each] of nestedAttributes(cell.input, cell.inputAt)) found.set(`${key}.${below}`, each);
  }
  const kind = text(value, 'span_kind');
  return kind === undefined ? found : new Map([['openinference.span.kind', { value: kind, at: '/span_kind' }], ...found]);
};

const readAttributes = (value: Json, { attributes }: Carrier): Attributes =>
  attributes.startsWith('/') ? attributesOn(value, attributes) : columnAttributes(value, attributes);

const carrierOf = (value: Json): Carrier | undefined =>
  Object.values(CARRIERS).find((carrier) =>
    (['trace', 'id', 'name', 'start'] as const).every((place) => wordsAlong(value, carrier[place]) !== undefined),
  );

/** Whether a record is a span of a model or an agent, as a store of traces keeps it. */
export const isStoredSpan = (value: Json): boolean => {
  const carrier = carrierOf(value);
  return carrier !== undefined && [...readAttributes(value, carrier).keys()].some((key) => OWN.test(key));
};

/** The span that such a record holds. */
export const storedSpan = (value: Json, entry: Entry): Span | undefined => {
  const carrier = carrierOf(value);
  if (!carrier) return undefined;
  const words = (place: keyof Carrier): string | undefined => wordsAlong(value, carrier[place] || undefined) || undefined;
  const attributes = readAttributes(value, carrier);
  const failure = FAILED.test(words('status') ?? '') ? (words('message') ?? 'error') : undefined;
  return {
    entry,
    trace: words('trace') ?? '',
    id: words('id') ?? '',
    parent: words('parent'),
    start: momentOf(along(value, carrier.start)?.value),
    told: attributedSpan(words('name') ?? '', attributes, [], failure),
    flags: [...attributeFlags(attributesOn(value, carrier.resource)), ...attributeFlags(attributes)],
  };
};

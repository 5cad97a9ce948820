// https://docs.arize.com/phoenix (spans as JSON), and what the exporters of OpenTelemetry's own SDKs print
import { get, isObject, type Json, text } from '../model/location.ts';
import { attributesAt, pick, toSpan } from '../threads/otel-span.ts';
import { tracing } from '../threads/traces.ts';
import type { Framework } from './framework.ts';
import { isStoredSpan, storedSpan } from './stored-spans.ts';

/** Attributes that tell of models and agents, dotted or nested. */
const OWN = /^(?:gen_ai|ai|llm|openinference|traceloop|input|output|session|tool)(?:\.|$)/;

const isSpan = (value: Json): boolean => {
  const context = get(value, 'context') ?? get(value, 'spanContext') ?? value;
  const attributes = get(value, 'attributes');
  return (
    isObject(attributes) &&
    text(context, pick(context, 'trace_id', 'traceId')) !== undefined &&
    text(context, pick(context, 'span_id', 'spanId')) !== undefined &&
    (get(value, 'span_kind') !== undefined || Object.keys(attributes).some((key) => OWN.test(key)))
  );
};

/** Spans that stand alone: exports of Phoenix, Jaeger, Zipkin, ClickHouse and Logfire, and what the SDKs of OpenTelemetry print. */
export const otelSpans: Framework = {
  name: 'otel-spans',
  recognise: ({ document, lines, records }) =>
    records.some((each) => isSpan(each) || isStoredSpan(each))
      ? { score: 0.8, shape: document && !lines ? { each: '' } : lines ? { lines: true } : { each: '' } }
      : undefined,
  tools: {},
  reader(walk) {
    const traces = tracing(walk);
    return {
      *read(entry) {
        const { value } = entry;
        const resource = get(value, 'resource');
        if (isSpan(value))
          yield* traces.add(
            toSpan({ value, at: '', resource: isObject(resource) ? attributesAt(resource, '/resource') : new Map() }, entry, []),
          );
        else {
          const span = storedSpan(value, entry);
          if (span) yield* traces.add(span);
        }
      },
      end: traces.end,
    };
  },
};

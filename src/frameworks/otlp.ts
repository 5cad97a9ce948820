// https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
import type { Event } from '../model/event.ts';
import { get, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { attributesAt, type Placed, pick, toLogSpan, toSpan } from '../threads/otel-span.ts';
import { tracing } from '../threads/traces.ts';
import type { Framework } from './framework.ts';

const below = (value: Json, levels: readonly (readonly string[])[]): readonly Placed[] => {
  let found: readonly Placed[] = [{ value, at: '', resource: new Map() }];
  for (const keys of levels)
    found = found.flatMap((holder) => {
      const key = pick(holder.value, ...keys);
      const resource = isObject(get(holder.value, 'resource'))
        ? attributesAt(get(holder.value, 'resource')!, `${holder.at}/resource`)
        : holder.resource;
      return list(holder.value, key).map((each, index) => ({ value: each, at: pointerTo(`${holder.at}/${key}`, index), resource }));
    });
  return found;
};

const SCOPES = ['scopeSpans', 'scope_spans', 'instrumentationLibrarySpans'] as const;
const SPANS = [['resourceSpans', 'resource_spans', 'batches'], SCOPES, ['spans']] as const;
const RECORDS = [
  ['resourceLogs', 'resource_logs'],
  ['scopeLogs', 'scope_logs', 'instrumentationLibraryLogs'],
  ['logRecords', 'log_records'],
] as const;

/** The rotated files of one exporter are one log. */
const ROTATED = /-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d+(?=\.\w+(?:\.\w+)?$)/;

const ROOTS = /^resource_?(?:spans|logs)$/i;

const isOtlp = (value: Json): boolean =>
  isObject(value) &&
  (Object.keys(value).some((key) => ROOTS.test(key)) ||
    list(value, 'batches').some((each) => SCOPES.some((key) => get(each, key) !== undefined)));

/** OpenTelemetry traces and logs as JSON, with the attributes of the GenAI conventions and of the libraries that came before them. */
export const otlp: Framework = {
  name: 'otlp',
  recognise({ document, lines, root, records }) {
    if (lines && records.some(isOtlp)) return { score: 0.95, shape: { lines: true } };
    if (document && root !== undefined && isOtlp(root)) return { score: 0.95, shape: { each: '' } };
    return undefined;
  },
  bundle({ artifact, records, root }) {
    const all = root === undefined ? records : [root];
    const traces = all.flatMap((each) => below(each, SPANS).map(({ value }) => text(value, 'traceId') ?? ''));
    const name = artifact.uri.replace(ROTATED, '');
    return [...new Set([name, ...traces.filter((trace) => trace !== '')])];
  },
  tools: {},
  reader(walk) {
    const traces = tracing(walk);
    return {
      *read(entry): Generator<Event> {
        for (const placed of below(entry.value, SPANS)) yield* traces.add(toSpan(placed, entry, []));
        for (const [index, placed] of below(entry.value, RECORDS).entries()) {
          const span = toLogSpan(placed, entry, index);
          if (span) yield* traces.add(span);
        }
      },
      end: traces.end,
    };
  },
};

import type { Json, JsonObject } from '../../src/model/location.ts';
import { openaiMessage, splitConditions } from './chat.ts';
import { type Encoder, encoding } from './encoder.ts';
import { failed, resultOf, spanId, type Worked, worked } from './spans.ts';

const encoded = (attributes: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, JSON.stringify(value)]));

const span = ({ work, index }: Worked, place: number): readonly Json[] => {
  const isTool = work.kind === 'tool';
  const by = isTool ? undefined : work.by;
  const times = { start_time_unix_nano: (1777900000 + index) * 1e9, end_time_unix_nano: (1777900001 + index) * 1e9 };
  const attributes = isTool
    ? { 'mlflow.spanType': 'TOOL', 'mlflow.spanInputs': work.input, ...(work.result && { 'mlflow.spanOutputs': resultOf(work.result) }) }
    : {
        'mlflow.spanType': 'CHAT_MODEL',
        'mlflow.spanInputs': { messages: work.history },
        ...(work.reply !== undefined && { 'mlflow.spanOutputs': { choices: [{ index: 0, message: work.reply }] } }),
      };
  const status = { code: isTool && failed(work.result) ? 'STATUS_CODE_ERROR' : 'STATUS_CODE_OK', message: '' };
  const base = { trace_id: 'h1Jk', events: [], ...times };
  const written: Json = {
    ...base,
    span_id: spanId(place),
    parent_span_id: by === undefined ? '' : `a${spanId(place)}`,
    name: isTool ? work.tool : 'Completions',
    status,
    attributes: encoded(attributes),
  };
  if (by === undefined) return [written];
  return [
    written,
    { ...base, span_id: `a${spanId(place)}`, parent_span_id: '', name: by, status, attributes: encoded({ 'mlflow.spanType': 'AGENT' }) },
  ];
};

/** A trace as `trace.to_json()` writes it. */
export const mlflow: Encoder = {
  name: 'mlflow',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const info = {
        trace_id: 'tr-5b8e',
        request_time: '2026-05-04T13:10:00Z',
        state: 'OK',
        trace_metadata: { 'mlflow.trace.session': 'greenhouse-12' },
        tags: conditions,
      };
      return [
        { name: 'traces.json', text: JSON.stringify({ info, data: { spans: worked(rest, openaiMessage).flatMap(span) } }, undefined, 1) },
      ];
    }),
};

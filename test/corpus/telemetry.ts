import type { Json } from '../../src/model/location.ts';
import { type Loose, marked, nameless, type Row } from './row.ts';

const loose = (value: Json): Loose => value as unknown as Loose;

/** Attributes of a span by key, be they a list or an object. */
const attributesOf = (span: Loose): { readonly [key: string]: unknown } =>
  Array.isArray(span['attributes'])
    ? Object.fromEntries(span['attributes'].map((each) => [String(each['key']), Object.values(each['value'] ?? {})[0]]))
    : ((span['attributes'] ?? {}) as unknown as { readonly [key: string]: unknown });

const otlpSpans = (record: Loose): readonly Loose[] => {
  const resources = record['resourceSpans'] ?? [record];
  return [...resources].flatMap((resource) => [...(resource['scopeSpans'] ?? [])].flatMap((scope) => [...(scope['spans'] ?? [])]));
};

/** Calls that spans of tools and messages in keys with an index tell of, by their ids where they have some. */
const spanCalls = (span: Loose): readonly string[] => {
  const attributes = attributesOf(span);
  const isTool =
    attributes['gen_ai.operation.name'] === 'execute_tool' ||
    attributes['ai.toolCall.name'] !== undefined ||
    attributes['traceloop.span.kind'] === 'tool' ||
    attributes['openinference.span.kind'] === 'TOOL' ||
    String(span['span_kind']) === 'TOOL';
  const id = attributes['gen_ai.tool.call.id'] ?? attributes['ai.toolCall.id'] ?? attributes['tool.id'] ?? attributes['tool_call.id'];
  const listed = Object.entries(attributes).filter(([key]) => /\.tool_call\.id$/.test(key));
  return [...(isTool ? [marked(id ?? span['spanId'])] : []), ...listed.map(([, value]) => marked(value))];
};

const isOtlp = (record: Json): boolean => loose(record)['resourceSpans'] !== undefined || loose(record)['scopeSpans'] !== undefined;

const isSpan = (record: Json): boolean => loose(record)['span_kind'] !== undefined || loose(record)['spanContext'] !== undefined;

const spans = {
  frameworks: ['otlp', 'otel-spans'],
  isLog: (record: Json) => isOtlp(record) || isSpan(record),
  calls: (record: Json) => (isSpan(record) ? [loose(record)] : otlpSpans(loose(record))).flatMap(spanCalls),
};

const RESPONSES_CALL = /^(?:\w+_call|program|mcp_approval_request)$/;

/** Items of a response, a request, a listing or an event of a stream. */
const responseItems = (record: Loose): readonly Loose[] => {
  if (String(record['type']) === 'response.output_item.done') return [record['item']!];
  const listed = [record['output'], record['items'], record['data'], record['input']].filter(
    Array.isArray,
  ) as readonly (readonly Loose[])[];
  return listed.length > 0 ? listed.flat() : [record];
};

const responses = {
  isLog: (record: Json) =>
    /^response\.|^message$|_call$/.test(String(loose(record)['type'])) || String(loose(record)['object']) === 'response',
  calls: (record: Json) =>
    responseItems(loose(record))
      .filter((item) => RESPONSES_CALL.test(String(item['type'])))
      .map((item) => marked(item['approval_request_id'] || item['call_id'] || item['id'])),
};

/** Calls of a span, of a saved run's item or response, or of an item that stands alone. */
const agentsCalls = (record: Loose): readonly string[] => {
  const span = record['span_data'];
  if (span) return /^(?:function|handoff)$/.test(String(span['type'])) ? [marked(record['id'])] : [];
  const items = [
    ...(record['output'] && Array.isArray(record['output']) ? record['output'] : [record['rawItem'] ?? record['raw_item'] ?? record]),
  ];
  return items.filter((item) => RESPONSES_CALL.test(String(item['type']))).map((item) => marked(item['callId'] ?? item['call_id']));
};

/** Calls that tool runs and the messages of model runs tell of. */
const runCalls = (run: Loose): readonly string[] => {
  const runs = [...(run['post'] ?? [])];
  if (runs.length > 0) return runs.flatMap(runCalls);
  if (String(run['run_type']) === 'tool') return [marked(run['extra']?.['tool_call_id'] ?? run['id'], run['trace_id'])];
  const message = run['outputs']?.['generations']?.[0]?.[0]?.['message']?.['kwargs'] ?? run['outputs']?.['choices']?.[0]?.['message'];
  return [...(message?.['tool_calls'] ?? [])].map((call) => marked(call['id'], run['trace_id']));
};

/** The event of a line of the SDK's own recordings: a method and what it sent or got. */
const managedEvent = (record: Loose): Loose => (Array.isArray(record) ? record[1]! : record);

/** Calls of every message anywhere inside a record. */
const langchainCalls = (value: Loose): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value['tool_calls']) ? value['tool_calls'].map((call) => marked(call['id'])) : [];
  return [...own, ...Object.values(value).flatMap((each) => langchainCalls(each as Loose))];
};

const parsed = (value: unknown): unknown => {
  if (typeof value !== 'string' || !/^\s*["[{]/.test(value)) return value;
  try {
    return parsed(JSON.parse(value));
  } catch {
    return value;
  }
};

/** Calls anywhere in what a model replied, JSON in strings included. */
const repliedCalls = (raw: unknown): readonly string[] => {
  const value = parsed(raw) as Loose;
  if (typeof value !== 'object' || value === null) return [];
  const named = value['name'] ?? value['toolName'] ?? value['function']?.['name'];
  const id = value['id'] ?? value['call_id'] ?? value['toolCallId'];
  const isCall = /^(?:tool_use|tool_call|function_call|function)$/.test(String(value['type'])) || value['toolCallId'] !== undefined;
  if (isCall && named !== undefined) return [marked(value['call_id'] ?? id)];
  const call = value['functionCall'] ?? value['function_call'];
  if (call) return [marked(call['id'], call['name'], call['args'])];
  return Object.entries(value).flatMap(([key, each]) => (/^tools$|definitions/.test(key) ? [] : repliedCalls(each)));
};

/** Replies hold every call; only one of these frameworks tells of tools alone. */
const observationCalls = (observation: Loose): readonly string[] =>
  /^tool\..*-\d+$/.test(String(observation['name']))
    ? [marked(observation['id'])]
    : String(observation['type']) === 'GENERATION'
      ? repliedCalls(observation['output'])
      : [];

/** Calls among the parts of a message, a step or an event of a stream. */
const vercelCalls = (record: Loose): readonly string[] => {
  const parts = [record, ...(record['parts'] ?? []), ...(Array.isArray(record['content']) ? record['content'] : [])];
  return parts
    .filter((part) => /^tool-(?:call|input-available|[a-z]+_?[a-z]*)$/.test(String(part['type'])) && part['input'] !== undefined)
    .map((part) => marked(part['toolCallId']));
};

const adkCalls = (record: Loose): readonly string[] =>
  [...(record['content']?.['parts'] ?? [])].flatMap((part) => {
    const call = part['functionCall'] ?? part['function_call'];
    return call ? [marked(call['id'] ?? nameless())] : [];
  });

export const TELEMETRY: readonly Row[] = [
  { folder: 'otlp-genai', ...spans },
  { folder: 'openai-responses', frameworks: ['openai-responses'], paths: /^(?!.*ChatCompletions)/, ...responses },
  {
    folder: 'openai-agents',
    frameworks: ['openai-agents', 'openai-agents-state', 'openai-responses'],
    isLog: (record) =>
      ['span_data', 'rawItem', 'raw_item', 'callId'].some((key) => loose(record)[key] !== undefined) ||
      Array.isArray(loose(record)['output']),
    calls: (record) => agentsCalls(loose(record)),
  },
  {
    folder: 'langsmith',
    frameworks: ['langsmith'],
    paths: /^(?!.*managed)/,
    isLog: (record) => loose(record)['run_type'] !== undefined || loose(record)['post'] !== undefined,
    calls: (record) => runCalls(loose(record)),
  },
  {
    folder: 'langsmith',
    frameworks: ['managed-agents'],
    paths: /managed/,
    isLog: (record) => Array.isArray(record),
    calls: (record) => {
      const event = managedEvent(loose(record));
      return /tool_use$/.test(String(event['type'])) ? [marked(event['id'])] : [];
    },
  },
  {
    folder: 'langgraph',
    frameworks: ['langgraph'],
    isLog: (record) => JSON.stringify(record).includes('langchain_core'),
    calls: (record) => langchainCalls(loose(record)),
  },
  {
    folder: 'langfuse',
    frameworks: ['langfuse'],
    paths: /^(?!.*chatml\/framework-traces\/.*\.chatml\.)/,
    isLog: (record) => loose(record)['traceId'] !== undefined,
    calls: (record) => observationCalls(loose(record)),
  },
  {
    folder: 'vercel-ai',
    frameworks: ['vercel-ai'],
    isLog: (record) =>
      loose(record)['type'] !== undefined || loose(record)['parts'] !== undefined || loose(record)['content'] !== undefined,
    calls: (record) => vercelCalls(loose(record)),
  },
  {
    folder: 'google-adk',
    frameworks: ['google-adk'],
    isLog: (record) => loose(record)['author'] !== undefined,
    calls: (record) => adkCalls(loose(record)),
  },
  {
    folder: 'mcp',
    frameworks: ['mcp'],
    isLog: () => true,
    calls: (record) => {
      const message = loose(record)['message'] ?? loose(record);
      return String(message['method']) === 'tools/call' ? [marked(message['id'])] : [];
    },
  },
  { folder: 'phoenix-openinference', ...spans },
];

// https://openai.github.io/openai-agents-python/tracing
import { payload } from '../dialects/any-message.ts';
import { unwrapped } from '../dialects/attributes.ts';
import { toolUse } from '../dialects/genai-spans.ts';
import { handoffTool, type Told } from '../dialects/told.ts';
import { type Entry, get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { type Flag, flags } from '../threads/conditions.ts';
import { type Span, tracing } from '../threads/traces.ts';
import type { Framework } from './framework.ts';
import { RESPONSES_TOOLS } from './openai-responses.ts';

const isRecord = (value: Json): boolean => {
  const object = text(value, 'object');
  return (
    (object === 'trace' && text(value, 'workflow_name') !== undefined) || (object === 'trace.span' && isObject(get(value, 'span_data')))
  );
};

interface Placed {
  readonly value: Json;
  readonly at: string;
}

/** Records of a line: one, or a batch as it is sent. */
const recordsIn = (value: Json): readonly Placed[] => {
  if (isRecord(value)) return [{ value, at: '' }];
  const [batch, at] = isArray(value) ? [value, ''] : [list(value, 'data'), '/data'];
  return batch.flatMap((each, index) => (isRecord(each) ? [{ value: each, at: pointerTo(at, index) }] : []));
};

const REFUSED = /\b(?:not approved|rejected|denied)\b/i;

const failureOf = (span: Json): string | undefined => {
  const error = get(span, 'error');
  return isObject(error)
    ? [text(error, 'message'), text(get(error, 'data'), 'error')].filter((each) => each).join(': ') || 'error'
    : undefined;
};

const functionTold = (span: Json, place: string): Told => {
  const at = `${place}/span_data`;
  const { name, input, output } = get(span, 'span_data') as { readonly [key: string]: Json | undefined };
  const found = (value: Json | undefined, key: string) =>
    value === undefined || value === null ? undefined : { value, at: `${at}/${key}` };
  const failure = failureOf(span);
  const use = toolUse(new Map(), String(name), undefined, unwrapped(found(input, 'input')), found(output, 'output'), failure);
  const refused =
    REFUSED.test((use.answer?.text ?? '').slice(0, 200)) && (failure !== undefined || /not approved/i.test(use.answer?.text ?? ''));
  return { kind: 'tool', use: { ...use, at, ...(refused && use.answer && { answer: { ...use.answer, ok: false, blocked: true } }) } };
};

const told = (span: Json, place: string): Told => {
  const data = get(span, 'span_data') ?? null;
  const at = `${place}/span_data`;
  const type = text(data, 'type');
  if (type === 'function') return functionTold(span, place);
  if (type === 'agent') return { kind: 'agent', agent: text(data, 'name') };
  if (type === 'handoff') {
    const { from_agent, to_agent } = data as { readonly [key: string]: Json };
    return {
      kind: 'tool',
      use: { tool: handoffTool(String(to_agent)), input: { from_agent: from_agent ?? null, to_agent: to_agent ?? null }, at, inputAt: at },
    };
  }
  if (type !== 'generation' && type !== 'response') return { kind: 'other', agent: text(get(data, 'data'), 'agent_name') };
  const key = get(data, 'output') === undefined ? 'response' : 'output';
  const input = payload(get(data, 'input'), `${at}/input`, 'user');
  const output = payload(get(data, key), `${at}/${key}`, 'agent');
  return {
    kind: 'model',
    model: text(data, 'model') ?? text(get(data, 'response'), 'model'),
    ...(input.length > 0 && { input }),
    ...(output.length > 0 && { output }),
  };
};

/** What a guardrail found is said like a condition of the run. */
const guardrail = (data: Json | undefined, at: string): readonly Flag[] =>
  text(data, 'type') === 'guardrail'
    ? [{ name: `guardrail ${text(data, 'name')}`, value: get(data, 'triggered') === true ? 'triggered' : 'passed', at: `${at}/triggered` }]
    : [];

const toSpan = ({ value, at }: Placed, entry: Entry): Span => {
  const metadata = flags(get(value, 'metadata'), `${at}/metadata`);
  const id = text(value, 'id') ?? '';
  if (text(value, 'object') === 'trace')
    return { entry, trace: id, id, start: 0, told: { session: text(value, 'group_id') }, flags: metadata };
  const trace = text(value, 'trace_id') ?? '';
  return {
    entry,
    trace,
    id,
    parent: text(value, 'parent_id') ?? trace,
    start: Date.parse(text(value, 'started_at') ?? '') || 0,
    told: told(value, at),
    flags: [...metadata, ...guardrail(get(value, 'span_data'), `${at}/span_data`)],
  };
};

/** Traces of the OpenAI Agents SDK as a processor of its exporter keeps them. */
export const openaiAgents: Framework = {
  name: 'openai-agents',
  recognise({ document, lines, root, records }) {
    const batched = document && isObject(root) && recordsIn(root).length > 0;
    if (batched) return { score: 0.95, shape: { each: '' } };
    return records.some((each) => recordsIn(each).length > 0) ? { score: 0.95, shape: lines ? { lines: true } : { each: '' } } : undefined;
  },
  tools: RESPONSES_TOOLS,
  reader(walk) {
    const traces = tracing(walk);
    return {
      *read(entry) {
        for (const record of recordsIn(entry.value)) yield* traces.add(toSpan(record, entry));
      },
      end: traces.end,
    };
  },
};

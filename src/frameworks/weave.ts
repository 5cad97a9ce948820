// https://weave-docs.wandb.ai/guides/tracking/tracing
import { payload } from '../dialects/any-message.ts';
import { toolUse } from '../dialects/genai-spans.ts';
import type { Told } from '../dialects/told.ts';
import { get, isArray, isObject, type Json, text } from '../model/location.ts';
import { flags } from '../threads/conditions.ts';
import { type Span, tracing } from '../threads/traces.ts';
import type { Framework } from './framework.ts';

const isCall = (value: Json | undefined): boolean =>
  /^weave:\/\/\/|^[\w.-]+$/.test(text(value, 'op_name') ?? '') && text(value, 'trace_id') !== undefined && isObject(get(value, 'inputs'));

/** Name of the operation: what its reference says between `/op/` and its hash. */
const operationOf = (call: Json): string => /\/op\/([^:]+)/.exec(text(call, 'op_name')!)?.[1] ?? text(call, 'op_name')!;

const MODEL =
  /^(?:openai|anthropic|google|cohere|mistralai?|litellm|groq|bedrock|vertexai|together|cerebras|huggingface)[.\w]*\.(?:create|generate|complete|chat|invoke|parse|stream|acompletion|completion)\w*$/i;

const isReply = (output: Json | undefined): boolean =>
  isArray(get(output, 'choices')) ||
  isArray(get(output, 'candidates')) ||
  (text(output, 'role') === 'assistant' && get(output, 'content') !== undefined);

const kindOf = (call: Json): Told['kind'] => {
  const said = text(get(get(call, 'attributes'), 'weave'), 'kind') ?? text(get(get(call, 'attributes'), 'weave'), 'span_kind');
  if (said === 'llm') return 'model';
  if (said === 'tool' || said === 'agent') return said;
  return MODEL.test(operationOf(call)) || isReply(get(call, 'output')) ? 'model' : undefined;
};

/** Arguments less the object that a method belongs to. */
const argumentsOf = (inputs: Json): Json =>
  isObject(inputs) ? Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== 'self')) : inputs;

const told = (call: Json): Told => {
  const kind = kindOf(call);
  const name = operationOf(call);
  const inputs = get(call, 'inputs')!;
  const output = get(call, 'output');
  const session = text(call, 'thread_id');
  if (kind === 'model' || kind === 'agent') {
    const input = payload(inputs, '/inputs', 'user');
    const said = payload(output, '/output', 'agent');
    return {
      kind,
      session,
      ...(kind === 'agent' && { agent: name.split('.')[0] }),
      model: text(inputs, 'model'),
      ...(input.length > 0 && { input }),
      ...(said.length > 0 && { output: said }),
    };
  }
  const shown = output === undefined || output === null ? undefined : { value: output, at: '/output' };
  const use = toolUse(
    new Map(),
    name.split('.').at(-1)!,
    undefined,
    { value: argumentsOf(inputs), at: '/inputs' },
    shown,
    text(call, 'exception'),
  );
  // An operation of no kind is taken for a tool where it calls none and is called by another.
  if (kind === 'tool' || text(call, 'parent_id') !== undefined) return { kind: 'tool', session, use: { ...use, leaf: kind === undefined } };
  return { kind: 'other', session };
};

const toSpan = (call: Json): Omit<Span, 'entry'> => ({
  trace: text(call, 'trace_id')!,
  id: text(call, 'id') ?? '',
  parent: text(call, 'parent_id'),
  start: Date.parse(text(call, 'started_at') ?? '') || 0,
  told: told(call),
  flags: flags(get(call, 'attributes'), '/attributes'),
});

/** Calls of W&B Weave: operations, of which models and tools are some. */
export const weave: Framework = {
  name: 'weave',
  recognise: ({ lines, records }) => (records.some(isCall) ? { score: 0.85, shape: lines ? { lines: true } : { each: '' } } : undefined),
  tools: {},
  reader(walk) {
    const traces = tracing(walk);
    return {
      *read(entry) {
        if (isCall(entry.value)) yield* traces.add({ entry, ...toSpan(entry.value) });
      },
      end: traces.end,
    };
  },
};

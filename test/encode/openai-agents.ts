import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, openaiMessage, second, splitConditions } from './chat.ts';
import { type Encoder, encoding, jsonLines } from './encoder.ts';
import { responsesItem } from './openai-responses.ts';
import { failed, resultOf, spanId, TRACE, type Worked, worked } from './spans.ts';

const REJECTED = 'Tool execution was not approved.';

const span = ({ work, index }: Worked, place: number): readonly Json[] => {
  const base = {
    object: 'trace.span',
    id: `span_${spanId(place)}`,
    trace_id: `trace_${TRACE}`,
    started_at: second(index),
    ended_at: second(index + 1),
    error: null,
  };
  if (work.kind === 'tool') {
    const result = work.result && ('deny' in work.result ? `${REJECTED} ${work.result.deny}` : resultOf(work.result));
    const error = failed(work.result) ? { message: 'Error running tool', data: { tool_name: work.tool, error: result ?? null } } : null;
    return [
      {
        ...base,
        parent_id: null,
        error,
        span_data: { type: 'function', name: work.tool, input: JSON.stringify(work.input), output: result ?? null },
      },
    ];
  }
  const reply = work.reply === undefined ? [] : [work.reply];
  const generation: Json = {
    ...base,
    parent_id: work.by === undefined ? null : `span_a${spanId(place)}`,
    span_data: { type: 'generation', input: work.history, output: reply, model: 'gpt-5.2' },
  };
  if (work.by === undefined) return [generation];
  return [
    generation,
    { ...base, id: `span_a${spanId(place)}`, parent_id: null, span_data: { type: 'agent', name: work.by, handoffs: [], tools: [] } },
  ];
};

/** The lines of a trace processor: a span when it ends. */
export const openaiAgents: Encoder = {
  name: 'openai-agents',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const trace: Json = { object: 'trace', id: `trace_${TRACE}`, workflow_name: 'Greenhouse', group_id: null, metadata: conditions };
      return [{ name: 'traces.jsonl', text: jsonLines([trace, ...worked(rest, openaiMessage).flatMap(span)]) }];
    }),
};

const WRAPPERS: { readonly [type: string]: string } = {
  message: 'message_output_item',
  reasoning: 'reasoning_item',
  function_call: 'tool_call_item',
  function_call_output: 'tool_call_output_item',
};

/** An item as a run keeps it. Nothing but the first prompt comes from outside. */
const generated = (step: ExampleStep, id: string, last: string | undefined): Json => {
  const raw_item = responsesItem(step, id, last) as { readonly type: string };
  return { type: WRAPPERS[raw_item.type]!, agent: { name: 'Gardener' }, raw_item: raw_item as unknown as Json };
};

/** The state of a run that waits for a decision. */
export const openaiAgentsState: Encoder = {
  name: 'openai-agents-state',
  encode: (steps) =>
    encoding(() => {
      const state: Json = {
        $schemaVersion: '1.15',
        current_turn: 3,
        current_agent: { name: 'Gardener' },
        original_input: [],
        model_responses: [],
        generated_items: numbered(steps, generated),
        context: { approvals: {} },
      };
      return [{ name: 'state.json', text: JSON.stringify(state, undefined, 1) }];
    }),
};

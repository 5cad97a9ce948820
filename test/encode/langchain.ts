import type { Json, JsonObject } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, plainCall, roleIn, second, splitConditions } from './chat.ts';
import { cannot, type Encoder, encoding, jsonLines } from './encoder.ts';
import { failed, resultOf, spanId, TRACE, type Worked, worked } from './spans.ts';

const CLASSES: { readonly [role: string]: string } = { assistant: 'AIMessage', user: 'HumanMessage', system: 'SystemMessage' };

const constructed = (name: string, kwargs: JsonObject): JsonObject => ({
  lc: 1,
  type: 'constructor',
  id: ['langchain', 'schema', 'messages', name],
  kwargs,
});

/** A message as LangChain dumps it: the call of its constructor. */
const langchainMessage = (step: ExampleStep, id: string, last: string | undefined): JsonObject => {
  const call = plainCall(step);
  const own = { id: `run-${id}`, response_metadata: {} };
  if (call) return constructed('AIMessage', { ...own, content: '', tool_calls: [{ name: call[0], args: call[1], id, type: 'tool_call' }] });
  if ('think' in step) return constructed('AIMessage', { ...own, content: '', additional_kwargs: { reasoning_content: step.think } });
  if ('say' in step)
    return constructed(CLASSES[roleIn(step)]!, { ...own, content: step.say, ...(step.by !== undefined && { name: step.by }) });
  if ('set' in step) return cannot('no place for a condition');
  const tool_call_id = last ?? cannot('an answer without a call');
  return constructed('ToolMessage', { id, content: resultOf(step), tool_call_id, status: failed(step) ? 'error' : 'success' });
};

const run = ({ work, index, conditions }: Worked, place: number): Json => {
  const isTool = work.kind === 'tool';
  const id = `01a0${spanId(place)}`;
  const result = isTool && work.result ? langchainMessage(work.result, `m${index}`, work.id) : undefined;
  return {
    id,
    name: isTool ? work.tool : 'ChatOpenAI',
    run_type: isTool ? 'tool' : 'llm',
    start_time: second(index),
    end_time: second(index + 1),
    session_name: 'greenhouse',
    trace_id: TRACE,
    parent_run_id: TRACE,
    dotted_order: `20260504T131000000000Z${TRACE}.2026050${index}T000000000000Z${id}`,
    extra: { metadata: { thread_id: 'greenhouse-12', ls_model_name: 'gpt-5.2', ...conditions } },
    tags: [],
    inputs: isTool ? work.input : { messages: [work.history] },
    outputs: isTool ? (result ? { output: result } : null) : { generations: [work.reply === undefined ? [] : [{ message: work.reply }]] },
    error: null,
  };
};

/** Runs as they are exported, one a line. */
export const langsmith: Encoder = {
  name: 'langsmith',
  encode: (steps) => encoding(() => [{ name: 'runs.jsonl', text: jsonLines(worked(steps, langchainMessage).map(run)) }]),
};

/** The final state of a graph, with the configuration that it ran under. */
export const langgraph: Encoder = {
  name: 'langgraph',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const values = { messages: numbered(rest, langchainMessage) };
      return [
        { name: 'state.json', text: JSON.stringify({ values, next: [], metadata: { source: 'loop', ...conditions } }, undefined, 1) },
      ];
    }),
};

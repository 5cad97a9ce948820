import type { Json, JsonObject } from '../../src/model/location.ts';
import { openaiMessage, second } from './chat.ts';
import { cannot, type Encoder, encoding } from './encoder.ts';
import { failed, resultOf, spanId, TRACE, type Worked, worked } from './spans.ts';

/** Messages in keys with an index, as OpenInference flattens them. */
const flat = (prefix: string, messages: readonly Json[]): JsonObject =>
  Object.assign(
    {},
    ...messages.map((each, index) => {
      const { role, content, tool_calls, tool_call_id, reasoning_content } = each as { readonly [key: string]: Json };
      if (reasoning_content !== undefined) return cannot('thoughts are no part of messages');
      const call = (tool_calls as readonly { readonly id: string; readonly function: JsonObject }[] | undefined)?.[0];
      const at = `${prefix}.${index}.message`;
      const made = `${at}.tool_calls.0.tool_call`;
      return {
        [`${at}.role`]: role,
        ...(content !== null && { [`${at}.content`]: content }),
        ...(tool_call_id !== undefined && { [`${at}.tool_call_id`]: tool_call_id }),
        ...(call && {
          [`${made}.id`]: call.id,
          [`${made}.function.name`]: call.function['name'],
          [`${made}.function.arguments`]: call.function['arguments'],
        }),
      };
    }),
  );

const span = ({ work, index, conditions }: Worked, place: number): Json => {
  const isTool = work.kind === 'tool';
  const own: JsonObject = isTool
    ? {
        'tool.name': work.tool,
        'input.value': JSON.stringify(work.input),
        'input.mime_type': 'application/json',
        ...(work.result && { 'output.value': resultOf(work.result), 'output.mime_type': 'text/plain' }),
      }
    : {
        'llm.model_name': 'gpt-5.2',
        ...(work.by !== undefined && { 'agent.name': work.by }),
        ...flat('llm.input_messages', work.history),
        ...flat('llm.output_messages', work.reply === undefined ? [] : [work.reply]),
      };
  return {
    id: `U3Bhbjo${place}`,
    name: isTool ? work.tool : 'ChatCompletion',
    context: { trace_id: TRACE, span_id: spanId(place) },
    span_kind: isTool ? 'TOOL' : 'LLM',
    parent_id: null,
    start_time: second(index),
    end_time: second(index + 1),
    status_code: isTool && failed(work.result) ? 'ERROR' : 'OK',
    status_message: '',
    attributes: { ...own, 'session.id': 'greenhouse-12', metadata: JSON.stringify(conditions) },
    events: [],
  };
};

/** Spans as Phoenix exports them. */
export const otelSpans: Encoder = {
  name: 'otel-spans',
  encode: (steps) => encoding(() => [{ name: 'spans.json', text: JSON.stringify(worked(steps, openaiMessage).map(span), undefined, 1) }]),
};

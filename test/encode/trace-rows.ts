import type { Json } from '../../src/model/location.ts';
import { openaiMessage, second } from './chat.ts';
import { type Encoder, encoding, jsonLines } from './encoder.ts';
import { resultOf, spanId, TRACE, type Worked, worked } from './spans.ts';

const row = ({ work, index, conditions }: Worked, place: number): readonly Json[] => {
  const isTool = work.kind === 'tool';
  const by = isTool ? undefined : work.by;
  const failure =
    isTool && work.result && ('deny' in work.result || ('answer' in work.result && work.result.ok === false))
      ? resultOf(work.result)
      : null;
  const span = (id: string, parent: string, name: string, type: string): { readonly [key: string]: Json } => ({
    id: `row-${id}`,
    span_id: id,
    root_span_id: TRACE,
    span_parents: [parent],
    created: second(index),
    span_attributes: { name, type },
  });
  const written: Json = {
    ...span(
      spanId(place),
      by === undefined ? 'root' : `a${spanId(place)}`,
      isTool ? work.tool : 'Chat Completion',
      isTool ? 'tool' : 'llm',
    ),
    input: isTool ? work.input : work.history,
    output: isTool
      ? work.result && failure === null
        ? resultOf(work.result)
        : null
      : work.reply === undefined
        ? []
        : [{ index: 0, finish_reason: 'stop', message: work.reply }],
    error: failure,
    metadata: { model: 'gpt-5.2', ...conditions },
  };
  return by === undefined ? [written] : [written, { ...span(`a${spanId(place)}`, 'root', by, 'agent'), input: null, output: null }];
};

/** Rows as Braintrust exports them. */
export const traceRows: Encoder = {
  name: 'trace-rows',
  encode: (steps) => encoding(() => [{ name: 'logs.jsonl', text: jsonLines(worked(steps, openaiMessage).flatMap(row)) }]),
};

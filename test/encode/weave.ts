import type { Json } from '../../src/model/location.ts';
import { openaiMessage, second } from './chat.ts';
import { type Encoder, encoding, jsonLines } from './encoder.ts';
import { resultOf, spanId, TRACE, type Worked, worked } from './spans.ts';

const reference = (name: string): string => `weave:///night-shift/greenhouse/op/${name}:Yp3kQ8`;

const call = ({ work, index, conditions }: Worked, place: number): readonly Json[] => {
  const isTool = work.kind === 'tool';
  const by = isTool ? undefined : work.by;
  const failure =
    isTool && work.result && ('deny' in work.result || ('answer' in work.result && work.result.ok === false))
      ? resultOf(work.result)
      : null;
  const written: Json = {
    id: spanId(place),
    op_name: reference(isTool ? work.tool : 'openai.chat.completions.create'),
    trace_id: TRACE,
    parent_id: by === undefined ? 'root' : `a${spanId(place)}`,
    started_at: second(index),
    attributes: { weave: isTool ? { kind: 'tool' } : {}, ...conditions },
    inputs: isTool ? work.input : { model: 'gpt-5.2', messages: work.history },
    output: isTool
      ? work.result && failure === null
        ? resultOf(work.result)
        : null
      : { choices: work.reply === undefined ? [] : [{ message: work.reply }] },
    exception: failure,
  };
  if (by === undefined) return [written];
  return [
    written,
    {
      id: `a${spanId(place)}`,
      op_name: reference(by),
      trace_id: TRACE,
      parent_id: 'root',
      started_at: second(index),
      attributes: { weave: { kind: 'agent' } },
      inputs: {},
      output: null,
    },
  ];
};

/** Calls as they are exported, one a line. */
export const weave: Encoder = {
  name: 'weave',
  encode: (steps) => encoding(() => [{ name: 'calls.jsonl', text: jsonLines(worked(steps, openaiMessage).flatMap(call)) }]),
};

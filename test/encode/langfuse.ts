import type { Json } from '../../src/model/location.ts';
import { openaiMessage, second } from './chat.ts';
import { type Encoder, encoding } from './encoder.ts';
import { failed, resultOf, spanId, TRACE, type Worked, worked } from './spans.ts';

const observation = ({ work, index, conditions }: Worked, place: number): readonly Json[] => {
  const isTool = work.kind === 'tool';
  const id = spanId(place);
  const by = isTool ? undefined : work.by;
  const written: Json = {
    id,
    traceId: TRACE,
    parentObservationId: by === undefined ? null : `a${id}`,
    type: isTool ? 'TOOL' : 'GENERATION',
    name: isTool ? work.tool : 'chat',
    startTime: second(index),
    endTime: second(index + 1),
    model: isTool ? null : 'gpt-5.2',
    input: JSON.stringify(isTool ? work.input : work.history),
    output: isTool ? (work.result ? resultOf(work.result) : null) : work.reply === undefined ? null : JSON.stringify(work.reply),
    metadata: JSON.stringify(conditions),
    level: isTool && failed(work.result) ? 'ERROR' : 'DEFAULT',
    statusMessage: null,
  };
  if (by === undefined) return [written];
  return [
    written,
    { id: `a${id}`, traceId: TRACE, parentObservationId: null, type: 'AGENT', name: by, startTime: second(index), metadata: '{}' },
  ];
};

/** A trace as it is downloaded, its observations in no order. */
export const langfuse: Encoder = {
  name: 'langfuse',
  encode: (steps) =>
    encoding(() => {
      const observations = worked(steps, openaiMessage).flatMap(observation).reverse();
      const trace: Json = {
        id: TRACE,
        name: 'greenhouse',
        timestamp: second(0),
        sessionId: 'greenhouse-12',
        tags: ['greenhouse'],
        metadata: '{}',
        scores: [],
      };
      return [{ name: 'trace.json', text: JSON.stringify({ trace, observations }, undefined, 1) }];
    }),
};

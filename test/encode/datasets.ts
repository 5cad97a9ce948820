import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Json } from '../../src/model/location.ts';
import { numbered, openaiMessage, plainCall, splitConditions } from './chat.ts';
import { cannot, type Encoder, encoding } from './encoder.ts';
import { sampleOf } from './inspect.ts';

/** A parquet file of one row; what is no text, number or truth value becomes JSON text. */
const rowFile = (name: string, row: { readonly [column: string]: Json }): { readonly name: string; readonly text: Uint8Array } => {
  const columnData = Object.entries(row).map(([column, value]) => ({
    name: column,
    data: [typeof value === 'object' && value !== null ? JSON.stringify(value) : value],
    nullable: true,
  }));
  return { name, text: new Uint8Array(parquetWriteBuffer({ columnData })) };
};

export const inspectScout: Encoder = {
  name: 'inspect-scout',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const { messages, events } = sampleOf(rest, {});
      return [
        rowFile('transcripts_20260504T131000_0a1b2c3d.parquet', {
          transcript_id: 'Tq7LmXv2Rk',
          source_type: 'eval_log',
          task_set: 'harbour',
          task_id: '1',
          model: 'openai/gpt-5.4',
          messages: messages!,
          events: events!,
          ...conditions,
        }),
      ];
    }),
};

export const jsonColumn: Encoder = {
  name: 'json-column',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const transcript = numbered(rest, (step, id, last) =>
        'answer' in step && step.ok === false ? cannot('results do not say that a call failed') : openaiMessage(step, id, last),
      );
      return [rowFile('train-00000-of-00001.parquet', { model: 'gpt-5.2', ...conditions, transcript_json: transcript })];
    }),
};

/** A row with nested columns is written as a line of JSON: both are read alike. */
export const malt: Encoder = {
  name: 'malt',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      let asked = 0;
      const nodes = numbered(rest, (step, id, last, index) => {
        if ('answer' in step && step.ok === false) return cannot('results do not say that a call failed');
        if ('think' in step) return cannot('reasoning is not recorded apart');
        const plain = openaiMessage(step, id, last);
        const call = plainCall(step);
        if (call) asked = index;
        const message: Json = call
          ? { role: 'assistant', content: '', name: null, function_call: { name: call[0], arguments: JSON.stringify(call[1]) } }
          : plain['role'] === 'tool'
            ? { role: 'function', content: plain['content']!, name: null, function_call: null }
            : { name: null, ...plain, function_call: null };
        const parent = plain['role'] === 'tool' ? asked : index - 1;
        return {
          node_id: index,
          parent_node_id: parent < 0 ? null : parent,
          branch_id: 0,
          node_data: { first_called_at: 1_700_000_000_000 + index, message },
        };
      });
      const row = { version: 'v1', run_id: 17, nodes, labels: [], task_id: 'harbour', model: 'gpt-5.2', ...conditions };
      return [{ name: 'runs.jsonl', text: `${JSON.stringify(row)}\n` }];
    }),
};

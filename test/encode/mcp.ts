import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, plainCall, second } from './chat.ts';
import { cannot, type Encoder, encoding, jsonLines } from './encoder.ts';
import { resultOf } from './spans.ts';

const message = (step: ExampleStep, id: number, last: number | undefined): Json => {
  const call = plainCall(step);
  if (call) return { jsonrpc: '2.0', id, method: 'tools/call', params: { name: call[0], arguments: call[1] } };
  if (!('answer' in step || 'deny' in step)) return cannot('only calls and results pass');
  if (last === undefined) return cannot('an answer without a call');
  const failed = 'deny' in step || step.ok === false;
  return { jsonrpc: '2.0', id: last, result: { content: [{ type: 'text', text: resultOf(step) }], isError: failed } };
};

/** Traffic that a proxy wrote down. */
export const mcp: Encoder = {
  name: 'mcp',
  encode: (steps) =>
    encoding(() => {
      let last: number | undefined;
      const traffic = numbered(steps, (step, _, __, index) => {
        const written = message(step, index + 1, last);
        if (plainCall(step)) last = index + 1;
        return { timestamp: second(index), direction: plainCall(step) ? 'client->server' : 'server->client', message: written };
      });
      const hello: Json = {
        timestamp: second(0),
        direction: 'client->server',
        message: {
          jsonrpc: '2.0',
          id: 0,
          method: 'initialize',
          params: { protocolVersion: '2025-11-25', clientInfo: { name: 'gardener' } },
        },
      };
      return [{ name: 'traffic.jsonl', text: jsonLines([hello, ...(traffic as readonly Json[])]) }];
    }),
};

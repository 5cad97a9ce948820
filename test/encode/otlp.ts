import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { plainCall, roleIn } from './chat.ts';
import { cannot, type Encoder, encoding } from './encoder.ts';
import { failed, resultOf, spanId, TRACE, type Worked, worked } from './spans.ts';

/** A message of the GenAI conventions: a role and typed parts. */
export const otelMessage = (step: ExampleStep, id: string, last: string | undefined): Json => {
  const call = plainCall(step);
  if (call) return { role: 'assistant', parts: [{ type: 'tool_call', id, name: call[0], arguments: call[1] }] };
  if ('think' in step) return { role: 'assistant', parts: [{ type: 'reasoning', content: step.think }] };
  if ('say' in step) return { role: roleIn(step), parts: [{ type: 'text', content: step.say }] };
  if ('answer' in step || 'deny' in step)
    return {
      role: 'tool',
      parts: [{ type: 'tool_call_response', id: last ?? cannot('an answer without a call'), response: resultOf(step) }],
    };
  return cannot('no place for this step');
};

const attribute = ([key, value]: readonly [string, string]): Json => ({ key, value: { stringValue: value } });

const nanoseconds = (index: number): string => `${1777900000 + index}000000000`;

const span = ({ work, index, conditions }: Worked, place: number): Json => {
  const own: { readonly [key: string]: string } =
    work.kind === 'model'
      ? {
          'gen_ai.operation.name': 'chat',
          'gen_ai.request.model': 'gpt-5.2',
          'gen_ai.input.messages': JSON.stringify(work.history),
          ...(work.by !== undefined && { 'gen_ai.agent.name': work.by }),
          ...(work.reply !== undefined && { 'gen_ai.output.messages': JSON.stringify([work.reply]) }),
        }
      : {
          'gen_ai.operation.name': 'execute_tool',
          'gen_ai.tool.name': work.tool,
          'gen_ai.tool.call.id': work.id,
          'gen_ai.tool.call.arguments': JSON.stringify(work.input),
          ...(work.result && { 'gen_ai.tool.call.result': JSON.stringify(resultOf(work.result)) }),
        };
  return {
    traceId: TRACE,
    spanId: spanId(place),
    parentSpanId: spanId(4095),
    name: work.kind === 'model' ? 'chat gpt-5.2' : `execute_tool ${work.tool}`,
    startTimeUnixNano: nanoseconds(index),
    endTimeUnixNano: nanoseconds(index + 1),
    attributes: Object.entries({ ...own, ...conditions }).map(attribute),
    status: work.kind === 'tool' && failed(work.result) ? { code: 2 } : {},
  };
};

/** What the file exporter of a collector writes; spans come in the order in which they end. */
export const otlp: Encoder = {
  name: 'otlp',
  encode: (steps) =>
    encoding(() => {
      const root: Json = {
        traceId: TRACE,
        spanId: spanId(4095),
        name: 'invoke_agent',
        startTimeUnixNano: nanoseconds(0),
        attributes: [attribute(['gen_ai.operation.name', 'invoke_agent'])],
      };
      const spans = [...worked(steps, otelMessage).map(span).reverse(), root];
      const resource = { attributes: [attribute(['service.name', 'greenhouse'])] };
      const request: Json = { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'greenhouse.tracer' }, spans }] }] };
      return [{ name: 'traces.json', text: `${JSON.stringify(request)}\n` }];
    }),
};

import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, plainCall } from './chat.ts';
import { cannot } from './encoder.ts';

/** A call of a model, with all that was said before, or of a tool. */
export type Work =
  | { readonly kind: 'model'; readonly history: readonly Json[]; readonly reply?: Json; readonly by?: string }
  | { readonly kind: 'tool'; readonly id: string; readonly tool: string; readonly input: Json; readonly result?: ExampleStep };

/** One span of a run: its work, when it starts, and the conditions that hold by then. */
export interface Worked {
  readonly work: Work;
  readonly index: number;
  readonly conditions: { readonly [name: string]: string };
}

const isResult = (step: ExampleStep): boolean => 'answer' in step || 'deny' in step;

/** The words of a result; how a declined call says so. */
export const resultOf = (step: ExampleStep): string =>
  'deny' in step ? `User declined the call: ${step.deny}` : 'answer' in step ? step.answer : '';

export const failed = (step: ExampleStep | undefined): boolean =>
  step !== undefined && ('deny' in step || ('answer' in step && step.ok === false));

/** What a tracer sees of the steps: a model's call for everything that the agent says, thinks or calls, and a tool's for every call. */
export const worked = (
  steps: readonly ExampleStep[],
  message: (step: ExampleStep, id: string, last: string | undefined) => Json,
): readonly Worked[] => {
  const spans: Worked[] = [];
  const history: Json[] = [];
  let conditions: { readonly [name: string]: string } = {};
  let heard = 0;
  numbered(steps, (step, id, last, index) => {
    if ('set' in step) {
      conditions = { ...conditions, ...step.set };
      return;
    }
    if (isResult(step) && last === undefined) cannot('an answer without a call');
    const written = message(step, id, last);
    if (('say' in step && (step.as ?? 'agent') !== 'agent') || isResult(step)) {
      history.push(written);
      heard++;
      return;
    }
    const by = 'say' in step ? step.by : undefined;
    spans.push({ work: { kind: 'model', history: [...history], reply: written, ...(by !== undefined && { by }) }, index, conditions });
    history.push(written);
    heard = 0;
    const call = plainCall(step);
    const next = steps[index + 1];
    if (call)
      spans.push({
        work: { kind: 'tool', id, tool: call[0], input: call[1], ...(next && isResult(next) && { result: next }) },
        index,
        conditions,
      });
  });
  if (heard > 0) spans.push({ work: { kind: 'model', history: [...history] }, index: steps.length, conditions });
  return spans;
};

/** Ids of spans, of as many hexadecimal digits as tracers write. */
export const spanId = (index: number): string => (0xa3f19c0000000000n + BigInt(index)).toString(16);
export const TRACE = '5b8efff798038103d269b633813fc60c';

// https://langfuse.com/docs/observability/features/observation-types
import { get, type Json, text } from '../model/location.ts';
import { payload } from './any-message.ts';
import { type Found, nestedAttributes, unwrapped } from './attributes.ts';
import { toolUse } from './genai-spans.ts';
import { attributedSpan, named } from './library-spans.ts';
import type { Said } from './said.ts';
import type { Told } from './told.ts';

/** Types of observations. */
export const TYPES: { readonly [type: string]: Told['kind'] } = {
  GENERATION: 'model',
  TOOL: 'tool',
  AGENT: 'agent',
  SPAN: 'other',
  EVENT: 'other',
  CHAIN: 'other',
  RETRIEVER: 'other',
  EVALUATOR: 'other',
  GUARDRAIL: 'other',
  EMBEDDING: 'other',
};

/** A field of a record less the string that it may be wrapped in. */
export const foundIn = (value: Json, at: string, key: string): Found | undefined => {
  const found = get(value, key);
  return found === undefined || found === null || found === '' ? undefined : unwrapped({ value: found, at: `${at}/${key}` });
};

const calls = (said: readonly Said[] | undefined): number => (said ?? []).filter((each) => each.said === 'call').length;

/** Of two readings of the same words the one that knows more calls. */
const fuller = (own: readonly Said[] | undefined, other: readonly Said[] | undefined): readonly Said[] | undefined =>
  own === undefined || own.length === 0 || calls(other) > calls(own) ? (other ?? own) : own;

type Answer = NonNullable<Told['use']>['answer'];

const longer = (own: Answer, other: Answer): Answer => (own === undefined || (other?.text.length ?? 0) > own.text.length ? other : own);

const isToolMessage = (value: Json | undefined): boolean => text(value, 'type') === 'tool' && text(value, 'tool_call_id') !== undefined;

/** What an observation tells, by its own fields and by the attributes of the tracer that it keeps. */
export const observationTold = (value: Json, at: string): Told => {
  const metadata = foundIn(value, at, 'metadata');
  const attributes = nestedAttributes(get(metadata?.value, 'attributes'), `${metadata?.at}/attributes`);
  const name = text(value, 'name') ?? '';
  const failure = text(value, 'level') === 'ERROR' ? text(value, 'statusMessage') || text(value, 'status_message') || 'error' : undefined;
  const traced = attributedSpan(name, attributes, [], failure);
  const [input, output] = [foundIn(value, at, 'input'), foundIn(value, at, 'output')];
  const type = TYPES[text(value, 'type')!];
  const kind = isToolMessage(output?.value) ? 'tool' : traced.kind === undefined || traced.kind === 'other' ? type : traced.kind;
  const common = {
    ...traced,
    kind,
    agent: traced.agent ?? (text(value, 'type') === 'AGENT' ? (named(name) ?? name) : undefined),
    model: text(value, 'model') ?? text(value, 'provided_model_name') ?? traced.model,
  };
  if (kind !== 'tool') {
    const frame = kind === 'agent' && type === 'model';
    const asked = frame || !input ? undefined : payload(input.value, input.at, 'user');
    const said = frame || !output ? undefined : payload(output.value, output.at, 'agent');
    return { ...common, use: undefined, input: fuller(asked, traced.input), output: fuller(said, traced.output) };
  }
  const message = isToolMessage(output?.value) ? output!.value : null;
  const shown = message === null ? output : { value: get(message, 'content') ?? '', at: `${output!.at}/content` };
  const own = toolUse(
    attributes,
    text(message, 'name') ?? traced.use?.tool ?? name,
    text(message, 'tool_call_id') ?? traced.use?.id,
    input,
    shown,
    failure,
  );
  const use = own.input === undefined && traced.use ? { ...own, input: traced.use.input, inputAt: traced.use.inputAt } : own;
  return { ...common, input: undefined, output: undefined, use: { ...use, at, answer: longer(use.answer, traced.use?.answer) } };
};

// https://langfuse.com/docs/api-and-data-platform/overview
import { payload } from '../dialects/any-message.ts';
import { type Found, nestedAttributes, unwrapped } from '../dialects/attributes.ts';
import { toolUse } from '../dialects/genai-spans.ts';
import { attributedSpan, named } from '../dialects/library-spans.ts';
import type { Said } from '../dialects/said.ts';
import type { Told } from '../dialects/told.ts';
import { type Entry, get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { type Flag, flags } from './conditions.ts';
import type { Framework } from './framework.ts';
import { pick } from './otel-span.ts';
import { attributeFlags, tagFlags } from './span-conditions.ts';
import { type Span, tracing } from './traces.ts';

const TYPES: { readonly [type: string]: Told['kind'] } = {
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

const isObservation = (value: Json): boolean =>
  Object.hasOwn(TYPES, text(value, 'type') ?? '') &&
  text(value, pick(value, 'traceId', 'trace_id')) !== undefined &&
  text(value, pick(value, 'startTime', 'start_time')) !== undefined;

interface Placed {
  readonly value: Json;
  readonly at: string;
}

interface Export {
  readonly trace?: Placed;
  readonly observations: readonly Placed[];
}

/** A trace with its observations, or observations one by one. */
const exported = (value: Json): Export => {
  if (isObservation(value)) return { observations: [{ value, at: '' }] };
  const observations = list(value, 'observations').flatMap((each, index) =>
    isObservation(each) ? [{ value: each, at: pointerTo('/observations', index) }] : [],
  );
  const inner = get(value, 'trace');
  return { trace: isObject(inner) ? { value: inner, at: '/trace' } : { value, at: '' }, observations };
};

const foundIn = (value: Json, at: string, key: string): Found | undefined => {
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

const told = (value: Json, at: string): Told => {
  const metadata = foundIn(value, at, 'metadata');
  const attributes = nestedAttributes(get(metadata?.value, 'attributes'), `${metadata?.at}/attributes`);
  const name = text(value, 'name') ?? '';
  const failure = text(value, 'level') === 'ERROR' ? text(value, pick(value, 'statusMessage', 'status_message')) || 'error' : undefined;
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

/** Conditions in a record's metadata, the attributes and the resource that it keeps, its tags, its environment. */
const conditionsOf = (value: Json, at: string): readonly Flag[] => {
  const metadata = foundIn(value, at, 'metadata');
  const environment = text(value, 'environment');
  const tags = foundIn(value, at, 'tags');
  return [
    ...(environment === undefined || environment === 'default'
      ? []
      : [{ name: 'environment', value: environment, at: `${at}/environment` }]),
    ...(metadata ? flags(metadata.value, metadata.at) : []),
    ...(metadata ? attributeFlags(nestedAttributes(get(metadata.value, 'attributes'), `${metadata.at}/attributes`)) : []),
    ...(tags ? tagFlags(tags.value, tags.at) : []),
  ];
};

const toSpan = ({ value, at }: Placed, entry: Entry, session: string | undefined): Span => {
  const read = told(value, at);
  return {
    entry,
    trace: text(value, pick(value, 'traceId', 'trace_id'))!,
    id: text(value, 'id')!,
    parent: text(value, pick(value, 'parentObservationId', 'parent_observation_id')),
    start: Date.parse(text(value, pick(value, 'startTime', 'start_time'))!) || 0,
    told: { ...read, session: session ?? text(value, 'session_id') ?? read.session },
    flags: conditionsOf(value, at),
  };
};

/** The trace itself: nothing is told of it but its conditions and grades. */
const toRoot = ({ value, at }: Placed, entry: Entry): Span => ({
  entry,
  trace: text(value, 'id') ?? '',
  id: 'trace',
  start: 0,
  told: {},
  flags: conditionsOf(value, at),
  scores: list(value, 'scores').flatMap((score, index) => {
    const grade = get(score, 'value') ?? get(score, 'stringValue');
    return typeof grade === 'number' || typeof grade === 'string'
      ? [{ scorer: text(score, 'name') ?? 'score', value: grade, at: `${pointerTo(`${at}/scores`, index)}/value` }]
      : [];
  }),
});

/** Traces and observations of Langfuse: downloads, what its interface answers, and batch exports. */
export const langfuse: Framework = {
  name: 'langfuse',
  recognise({ document, lines, root, records }) {
    const whole = document && root !== undefined && !isArray(root) ? [root] : records;
    if (!whole.some((each) => exported(each).observations.length > 0)) return undefined;
    return { score: 0.9, shape: lines ? { lines: true } : { each: '' } };
  },
  tools: {},
  reader(walk) {
    const traces = tracing(walk);
    return {
      *read(entry) {
        const { trace, observations } = exported(entry.value);
        if (trace) yield* traces.add(toRoot(trace, entry));
        const session = trace && (text(trace.value, 'sessionId') ?? text(trace.value, 'session_id'));
        for (const each of observations) yield* traces.add(toSpan(each, entry, session));
      },
      end: traces.end,
    };
  },
};

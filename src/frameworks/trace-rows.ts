// https://www.braintrust.dev/docs/guides/traces
import { payload } from '../dialects/any-message.ts';
import { toolUse } from '../dialects/genai-spans.ts';
import { textOf } from '../dialects/said.ts';
import type { Told } from '../dialects/told.ts';
import { type Entry, get, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { flags } from '../threads/conditions.ts';
import { momentOf } from '../threads/otel-span.ts';
import { tagFlags } from '../threads/span-conditions.ts';
import { type Span, tracing } from '../threads/traces.ts';
import type { Framework } from './framework.ts';
import { along, wordsAlong } from './runs.ts';
import { TRACERS, type Tracer } from './tracers.ts';

const KINDS: { readonly [kind: string]: Told['kind'] } = { llm: 'model', model: 'model', tool: 'tool', agent: 'agent' };

const tracerOf = (value: Json): Tracer | undefined =>
  Object.values(TRACERS).find(({ marks }) => marks.every((mark) => along(value, mark) !== undefined));

const told = (value: Json, tracer: Tracer): Told => {
  const kind = KINDS[(wordsAlong(value, tracer.kind) ?? '').toLowerCase()];
  const name = wordsAlong(value, tracer.name) ?? '';
  const [input, output] = [along(value, tracer.input), along(value, tracer.output)];
  const session = wordsAlong(value, tracer.session);
  if (kind === 'tool') {
    const error = along(value, tracer.error)?.value;
    return { kind, session, use: toolUse(new Map(), name, undefined, input, output, error === undefined ? undefined : textOf(error)) };
  }
  const asked = input ? payload(input.value, input.at, 'user') : [];
  const said = output ? payload(output.value, output.at, 'agent') : [];
  const spoken = kind === 'model' || kind === 'agent' ? { input: asked, output: said } : {};
  return { kind: kind ?? 'other', session, model: wordsAlong(value, tracer.model), ...(kind === 'agent' && { agent: name }), ...spoken };
};

const scoresOf = (value: Json): NonNullable<Span['scores']> => {
  const scores = get(value, 'scores');
  const own = isObject(scores) ? Object.entries(scores) : [];
  const listed = list(value, 'feedback_scores').map((each, index) => ({
    scorer: text(each, 'name') ?? 'score',
    value: get(each, 'value'),
    at: `${pointerTo('/feedback_scores', index)}/value`,
  }));
  return [...own.map(([scorer, grade]) => ({ scorer, value: grade, at: pointerTo('/scores', scorer) })), ...listed].flatMap((each) =>
    typeof each.value === 'number' || typeof each.value === 'string' ? [{ ...each, value: each.value }] : [],
  );
};

const toSpan = (value: Json, entry: Entry, tracer: Tracer): Span => ({
  entry,
  trace: wordsAlong(value, tracer.trace) ?? '',
  id: wordsAlong(value, tracer.id) ?? '',
  parent: wordsAlong(value, tracer.parent),
  start: momentOf(along(value, tracer.start)?.value),
  told: told(value, tracer),
  flags: [...flags(get(value, 'metadata'), '/metadata'), ...tagFlags(get(value, 'tags'), '/tags')],
  scores: scoresOf(value),
});

/** Rows of tracers that keep what went into a piece of work and what came out: Braintrust, Opik, HoneyHive, LangWatch, Datadog. */
export const traceRows: Framework = {
  name: 'trace-rows',
  recognise({ document, lines, records }) {
    const kinds = records.flatMap((each) => {
      const tracer = tracerOf(each);
      return tracer ? [KINDS[(wordsAlong(each, tracer.kind) ?? '').toLowerCase()]] : [];
    });
    return kinds.some((kind) => kind !== undefined)
      ? { score: 0.75, shape: document && !lines ? { each: '' } : { lines: true } }
      : undefined;
  },
  tools: {},
  reader(walk) {
    const traces = tracing(walk);
    return {
      *read(entry) {
        const tracer = tracerOf(entry.value);
        if (tracer) yield* traces.add(toSpan(entry.value, entry, tracer));
      },
      end: traces.end,
    };
  },
};

// https://docs.langchain.com/langsmith/run-data-format
import { metadataOf, runTold } from '../dialects/langsmith.ts';
import { type Entry, get, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { flags } from '../threads/conditions.ts';
import { tagFlags } from '../threads/span-conditions.ts';
import { type Span, tracing } from '../threads/traces.ts';
import type { Framework } from './framework.ts';

const isRun = (value: Json): boolean =>
  isObject(value) &&
  text(value, 'id') !== undefined &&
  (text(value, 'dotted_order') !== undefined ||
    (text(value, 'run_type') !== undefined &&
      ['trace_id', 'session_name', 'session_id', 'parent_run_id', 'serialized', 'child_run_ids'].some((key) => key in value)));

interface Placed {
  readonly value: Json;
  readonly at: string;
}

/** Levels of runs below runs. */
const DEEP = 50;

const nestedRuns = ({ value, at }: Placed, depth = 0): readonly Placed[] => [
  { value, at },
  ...(depth < DEEP
    ? list(value, 'child_runs').flatMap((each, index) =>
        isObject(each) ? nestedRuns({ value: each, at: pointerTo(`${at}/child_runs`, index) }, depth + 1) : [],
      )
    : []),
];

/** Runs of a line or element: one, or the body of a request that posts and patches several. */
const runsIn = (value: Json): readonly Placed[] =>
  isRun(value)
    ? nestedRuns({ value, at: '' })
    : ['post', 'patch', 'runs'].flatMap((key) =>
        list(value, key).flatMap((each, index) => (isRun(each) ? nestedRuns({ value: each, at: pointerTo(`/${key}`, index) }) : [])),
      );

const timeOf = (time: Json | undefined): number =>
  typeof time === 'number' ? time : Date.parse(String(time).replace(/(\.\d{3})\d*(?!\d|.*[+-]\d)/, '$1')) || 0;

/** Grades that people and evaluators gave the run. */
const scores = (run: Json, at: string): NonNullable<Span['scores']> =>
  Object.entries((get(run, 'feedback_stats') ?? {}) as { readonly [scorer: string]: Json }).flatMap(([scorer, stats]) => {
    const value = get(stats, 'avg');
    return typeof value === 'number' ? [{ scorer, value, at: `${pointerTo(`${at}/feedback_stats`, scorer)}/avg` }] : [];
  });

const toSpan = ({ value, at }: Placed, entry: Entry): Span => ({
  entry,
  trace: text(value, 'trace_id') ?? text(value, 'id')!,
  id: text(value, 'id')!,
  parent: text(value, 'parent_run_id'),
  start: timeOf(get(value, 'start_time')),
  told: runTold(value, at),
  flags: [
    ...flags(metadataOf(value), isObject(get(get(value, 'extra'), 'metadata')) ? `${at}/extra/metadata` : `${at}/metadata`),
    ...tagFlags(get(value, 'tags'), `${at}/tags`),
  ],
  scores: scores(value, at),
});

/** Runs of LangSmith: exports, and the bodies by which they are sent. */
export const langsmith: Framework = {
  name: 'langsmith',
  recognise({ document, lines, root, records }) {
    if (document && isObject(root) && runsIn(root).length > 0) return { score: 0.9, shape: { each: '' } };
    return records.some((each) => runsIn(each).length > 0) ? { score: 0.9, shape: lines ? { lines: true } : { each: '' } } : undefined;
  },
  tools: {},
  reader(walk) {
    const traces = tracing(walk);
    return {
      *read(entry) {
        for (const run of runsIn(entry.value)) yield* traces.add(toSpan(run, entry));
      },
      end: traces.end,
    };
  },
};

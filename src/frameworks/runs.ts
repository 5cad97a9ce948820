import type { Said } from '../dialects/said.ts';
import type { Bundle } from '../model/bundle.ts';
import type { Event } from '../model/event.ts';
import { type Entry, isArray, isObject, type Json, pointerTo } from '../model/location.ts';
import { flags } from '../threads/conditions.ts';
import { timeOf, turnsOf } from '../threads/conversation.ts';
import { distinct } from '../threads/distinct.ts';
import type { Turn } from '../threads/history.ts';
import { valueAt } from '../threads/nested.ts';
import type { Thread, TrajectoryFacts, Walk } from '../threads/walk.ts';
import type { Reader } from './framework.ts';

/** A pointer into the record of a run; several joined by `|`, of which the first counts that holds something. */
export type Way = string;

/** Where the record of a whole run says what, as data. */
export interface Layout {
  /** The messages, in order: a way to them, or what finds their pointer. */
  readonly turns: Way | ((value: Json) => string | undefined);
  readonly id?: Way;
  readonly model?: Way;
  /** Parts of the task's name. */
  readonly task?: readonly Way[];
  readonly agent?: Way;
  /** Name of the agent that a message is of, where several speak. */
  readonly speaker?: (message: Json) => string | undefined;
  readonly directory?: Way;
  /** Conditions under which the run was made; one that is null says `none`. */
  readonly settings?: readonly Way[];
  /** Objects among whose fields conditions are looked for by their names. */
  readonly holders?: readonly Way[];
  /** Grades that the harness gave: numbers, words or truths, or objects of them. */
  readonly scores?: readonly Way[];
}

interface Found {
  readonly value: Json;
  readonly at: string;
}

/** What is first found on a way. */
export const along = (value: Json, way: Way | undefined): Found | undefined => {
  for (const at of way?.split('|') ?? []) {
    const found = valueAt(value, at);
    if (found !== undefined && found !== null) return { value: found, at };
  }
  return undefined;
};

/** A text or number on a way, as text. */
export const wordsAlong = (value: Json, way: Way | undefined): string | undefined => {
  const found = along(value, way)?.value;
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
};

const lastStep = (at: string): string => at.slice(at.lastIndexOf('/') + 1);

/** Grades at a place: the one there, or those of the object there. */
export function* grades(thread: Thread, { value, at }: Found, entry: Entry, scorer = lastStep(at)): Generator<Event> {
  if (typeof value === 'number' || typeof value === 'string') yield* thread.score(scorer, value, entry, at);
  else if (typeof value === 'boolean') yield* thread.score(scorer, String(value), entry, at);
  else if (isObject(value))
    for (const [key, inner] of Object.entries(value))
      if (typeof inner !== 'string') yield* grades(thread, { value: inner, at: pointerTo(at, key) }, entry);
}

/** Conditions that the layout names, and those whose names say what they are. */
export function* settings(thread: Thread, entry: Entry, layout: Pick<Layout, 'settings' | 'holders'>): Generator<Event> {
  for (const way of layout.settings ?? []) {
    const at = way.split('|').find((each) => valueAt(entry.value, each) !== undefined);
    if (at !== undefined) yield* thread.set(lastStep(at), valueAt(entry.value, at) ?? 'none', entry, at);
  }
  for (const way of layout.holders ?? [])
    for (const flag of flags(along(entry.value, way)?.value, way)) yield* thread.set(flag.name, flag.value, entry, flag.at);
}

const turnsAlong = (value: Json, { turns }: Layout): Found | undefined => along(value, typeof turns === 'string' ? turns : turns(value));

/** The name of a run's task, from its parts. */
export const taskOf = (value: Json, ways: readonly Way[] | undefined): string | undefined =>
  ways
    ?.map((way) => wordsAlong(value, way))
    .filter((part) => part !== undefined)
    .join('/') || undefined;

/** What one message says; `next` is the one behind it. */
export type Speak = (turn: Turn, next: Turn | undefined) => readonly Said[];

/** Messages that a dialect reads one by one. */
export const inDialect =
  (message: (value: Json, at: string) => readonly Said[]): (() => Speak) =>
  () =>
  ({ value, at }) =>
    message(value, at);

/**
 * Reads records of whole runs, one an entry; entries that are messages are those of one run. `speaking` begins anew with each run;
 * `shared` holds for all of them.
 */
export const runReader = (
  walk: Walk,
  bundle: Bundle,
  layout: Layout,
  speaking: () => Speak,
  shared: () => TrajectoryFacts = () => ({}),
): Reader => {
  const own = distinct();
  let runs = 0;
  let single: Speak | undefined;
  let held: { readonly turn: Turn; readonly entry: Entry } | undefined;

  const say = (thread: Thread, speak: Speak, turn: Turn, next: Turn | undefined, entry: Entry): readonly Event[] =>
    thread.say(own(speak(turn, next)), entry, { time: timeOf(turn.value), name: layout.speaker?.(turn.value) });

  function* run(entry: Entry, { value: messages, at }: Found): Generator<Event> {
    const { value } = entry;
    const thread = walk.thread(wordsAlong(value, layout.id) ?? `${bundle.key}${runs === 0 ? '' : `:${runs}`}`, {
      model: wordsAlong(value, layout.model),
      task: taskOf(value, layout.task),
      agent: wordsAlong(value, layout.agent),
      directory: wordsAlong(value, layout.directory),
    });
    runs++;
    thread.learn(shared());
    yield* settings(thread, entry, layout);
    const turns = turnsOf(messages, at);
    const speak = speaking();
    for (const [index, turn] of turns.entries()) yield* say(thread, speak, turn, turns[index + 1], entry);
    for (const way of layout.scores ?? []) {
      const score = along(value, way);
      if (score) yield* grades(thread, score, entry);
    }
    yield* thread.end();
  }

  /** A message is read when the next one is known. */
  const message = (next: typeof held): readonly Event[] => {
    const before = held;
    held = next;
    return before ? say(walk.thread(bundle.key), (single ??= speaking()), before.turn, next?.turn, before.entry) : [];
  };

  return {
    *read(entry) {
      const found = turnsAlong(entry.value, layout);
      if (found && isArray(found.value)) yield* run(entry, found);
      else if (isObject(entry.value)) yield* message({ turn: { value: entry.value, at: '' }, entry });
    },
    end: () => message(undefined),
  };
};

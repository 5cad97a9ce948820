import { inspectMessage, toolEvent } from '../dialects/inspect.ts';
import type { Said } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, type Location, list, pointerTo, text, within } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import { flags } from '../threads/conditions.ts';
import { histories, type Turn } from '../threads/history.ts';
import { valueAt } from '../threads/nested.ts';
import type { Thread, TrajectoryFacts, Walk } from '../threads/walk.ts';
import { type Acting, spans } from './inspect-spans.ts';

/** A value and the entry in which it stands. */
interface Placed extends Turn {
  readonly entry: Entry;
}

/** One sample of an evaluation as it is read: what it says of itself, its pools, its events. */
export interface SampleReader {
  /** Texts that are kept apart, by the key under which others name them. */
  readonly attach: (key: string, text: Json, entry: Entry, at: string) => void;
  /** A message that model events name by its number. */
  readonly pool: (number: number, message: Json, entry: Entry, at: string) => void;
  /** Messages that the sample lists as its own. */
  readonly own: (messages: readonly Json[], entry: Entry, at: string) => void;
  /** Ranges of pooled messages that the sample lists as its own. */
  readonly refer: (ranges: readonly Json[]) => void;
  /** Fields of the sample, or of the run that it belongs to, that state conditions. */
  readonly conditions: (holder: Json | undefined, entry: Entry, at: string) => Iterable<Event>;
  readonly set: (name: string, value: Json | undefined, entry: Entry, at: string) => Iterable<Event>;
  readonly event: (event: Json, entry: Entry, at: string, inside?: string) => Iterable<Event>;
  /** One grade. */
  readonly grade: (name: string, value: Json | undefined, entry: Entry, at: string) => Iterable<Event>;
  /** The final grades, by the scorers' names. */
  readonly scores: (scores: Json | undefined, entry: Entry, at: string) => void;
  /** Says now what the sample lists as its own messages, rather than where events bring them up. */
  readonly tell: () => Iterable<Event>;
  readonly end: () => Iterable<Event>;
}

const ATTACHMENT = /^(?:tc)?attachment:\/\/(\S+)$/;

const keyOf = (value: Json | undefined): string | undefined => (typeof value === 'string' ? ATTACHMENT.exec(value)?.[1] : undefined);

/** Grades that a score holds, by name: one, or several in one object. */
const grades = (name: string, value: Json | undefined): readonly (readonly [name: string, grade: number | string, at: string])[] => {
  if (isObject(value))
    return Object.entries(value).flatMap(([key, inner]) =>
      grades(`${name}/${key}`, inner).map(([n, v]) => [n, v, pointerTo('', key)] as const),
    );
  if (isArray(value)) return [[name, JSON.stringify(value), '']];
  if (typeof value === 'number' || typeof value === 'string') return [[name, value, '']];
  return typeof value === 'boolean' ? [[name, String(value), '']] : [];
};

/** Of two versions of a message the one with its texts in place, unless the calls were taken out of it. */
const fullest = (message: Placed, own: Placed | undefined): Placed =>
  own && list(own.value, 'tool_calls').length >= list(message.value, 'tool_calls').length ? own : message;

const NOT_LET_THROUGH = new Set(['reject', 'terminate']);

export const readingSample = (walk: Walk, id: string, facts: TrajectoryFacts): SampleReader => {
  const main = walk.thread(id, facts);
  const subs = new Set<Thread>();
  const attachments = new Map<string, Placed>();
  const pooled: Placed[] = [];
  const owned = new Map<string, Placed>();
  const own: Placed[] = [];
  const refs: Json[] = [];
  const history = histories();
  const heard = new Set<string>();
  const answered = new Set<string>();
  const callers = new Map<string, Thread>();
  const graded = new Set<string>();
  /** Calls that were made by those who evaluate the agent. */
  const evaluators = new Set<string>();
  const finals: Placed[] = [];
  const follow = spans();
  let told = false;

  const resolved = (value: Json): Json => {
    const key = keyOf(value);
    if (key !== undefined) return attachments.get(key)?.value ?? value;
    if (isArray(value)) return value.map(resolved);
    return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, resolved(inner)])) : value;
  };

  const threadOf = ({ name, sub }: Acting): Thread => {
    if (sub === undefined) return main;
    const thread = walk.thread(`${id}/${sub}`, {
      ...facts,
      parent: id,
      agent: name,
      conditions: Object.fromEntries(main.trajectory.conditions),
    });
    subs.add(thread);
    return thread;
  };

  /** Places of those arguments of a call that stand among the attachments. */
  const apart = (inputAt: string, { value, entry, at }: Placed): ReadonlyMap<string, Location> | undefined => {
    const places = new Map<string, Location>();
    const input = valueAt(value, inputAt.slice(at.length));
    for (const [name, argument] of isObject(input) ? Object.entries(input) : []) {
      const found = attachments.get(keyOf(argument) ?? '');
      if (found) places.set(entry.at.pointer + pointerTo(inputAt, name), within(found.entry.at, found.at));
    }
    return places.size > 0 ? places : undefined;
  };

  /** Where a text really stands: in place, or among the attachments. */
  const placed = (said: Said, { value, entry, at }: Placed): readonly [Said, Entry] => {
    if (said.said === 'call') return [{ ...said, ...optional('apart', apart(said.inputAt, { value, entry, at })) }, entry];
    const key = keyOf(valueAt(value, said.at.slice(at.length)));
    const found = key === undefined ? undefined : attachments.get(key);
    return found ? [{ ...said, at: found.at }, found.entry] : [said, entry];
  };

  /** A text of which only the key is here: the messages that were told hold it. */
  const isElsewhere = (said: Said): boolean => said.said !== 'call' && keyOf(said.text) !== undefined;

  /** Whether messages without ids are repeated: those of the agent itself were told. */
  const isTold = (thread: Thread): boolean => told && thread === main;

  const isHeard = (said: Said): boolean => {
    if (said.said !== 'answer' || said.id === undefined) return false;
    if (answered.has(said.id)) return true;
    answered.add(said.id);
    return false;
  };

  function* say(said: readonly Said[], from: Placed, thread: Thread, time: string | undefined, name?: string): Generator<Event> {
    for (const each of said) {
      if (isHeard(each) || (told && isElsewhere(each))) continue;
      if (each.said === 'call' && each.id !== undefined && !callers.has(each.id)) callers.set(each.id, thread);
      const speaker = (each.said === 'answer' && callers.get(each.id ?? '')) || thread;
      const [placedSaid, entry] = placed(each, from);
      yield* speaker.say([placedSaid], entry, {
        time,
        name: each.said === 'answer' || (each.said === 'message' && each.role !== 'agent') ? undefined : name,
      });
    }
  }

  /** Says messages that were not said before, in the fullest version that the sample holds of each. */
  function* speak(messages: readonly Placed[], thread: Thread, time: string | undefined, name?: string): Generator<Event> {
    const nameless = messages
      .filter(({ value }) => text(value, 'id') === undefined)
      .map((each) => ({ ...each, value: resolved(each.value) }));
    const fresh = new Set(history.fresh(thread.trajectory.id, nameless).map(({ at }) => at));
    for (const message of messages) {
      const key = text(message.value, 'id');
      if (key === undefined ? !fresh.has(message.at) || isTold(thread) : heard.has(key)) continue;
      if (key !== undefined) heard.add(key);
      const best = fullest(message, key === undefined ? undefined : owned.get(key));
      yield* say(inspectMessage(resolved(best.value), best.at), best, thread, time, name);
    }
  }

  const referred = (ranges: readonly Json[]): readonly Placed[] =>
    ranges
      .flatMap((range) => (isArray(range) ? pooled.slice(Number(range[0]), Number(range[1])) : []))
      .filter((each) => each !== undefined);

  const inputsOf = (event: Json, entry: Entry, at: string): readonly Placed[] => [
    ...referred(list(event, 'input_refs')),
    ...list(event, 'input').map((value, index) => ({ value, entry, at: pointerTo(`${at}/input`, index) })),
  ];

  function* model(event: Json, entry: Entry, at: string, inside?: string): Generator<Event> {
    const acting = follow.acting(event, inside);
    const place = '/output/choices/0/message';
    const reply = valueAt(event, place);
    if (!acting) {
      for (const call of list(reply, 'tool_calls')) evaluators.add(text(call, 'id') ?? '');
      return;
    }
    const thread = threadOf(acting);
    thread.learn({ model: text(event, 'model') });
    yield* speak(inputsOf(event, entry, at), thread, text(event, 'timestamp'), acting.name);
    if (isObject(reply))
      yield* speak([{ value: reply, entry, at: at + place }], thread, text(event, 'completed') ?? text(event, 'timestamp'), acting.name);
  }

  function* tool(event: Json, entry: Entry, at: string, inside?: string): Generator<Event> {
    const acting = follow.acting(event, inside);
    if (!acting || evaluators.has(text(event, 'id') ?? ' ')) return;
    const from = { value: event, entry, at };
    const { call, answer } = toolEvent(
      { ...(event as object), arguments: resolved(get(event, 'arguments') ?? {}), result: resolved(get(event, 'result') ?? null) },
      at,
    );
    const thread = callers.get(text(event, 'id') ?? '') ?? threadOf(acting);
    yield* say([call], from, thread, text(event, 'timestamp'), acting.name);
    const inner = list(event, 'events');
    const name = text(event, 'agent') ?? text(event, 'function') ?? '';
    for (const [index, each] of inner.entries()) yield* read(each, entry, pointerTo(`${at}/events`, index), name);
    if (answer) yield* say([answer], from, thread, text(event, 'completed') ?? text(event, 'timestamp'));
  }

  /** A call that was not let through may have no other result. */
  function* approval(event: Json, entry: Entry, at: string): Generator<Event> {
    const time = text(event, 'timestamp');
    const call = get(event, 'call');
    const key = text(call, 'id');
    if (!NOT_LET_THROUGH.has(text(event, 'decision') ?? '') || key === undefined) return;
    const words = text(event, 'explanation') ?? text(event, 'decision')!;
    const refusal: Said = { said: 'answer', id: key, ok: false, blocked: true, text: words, at: `${at}/explanation` };
    yield* say([refusal], { value: event, entry, at }, main, time);
  }

  function* grade(name: string, given: Json | undefined, entry: Entry, at: string): Generator<Event> {
    graded.add(name);
    for (const [scorer, value, inner] of grades(name, given)) yield* main.score(scorer, value, entry, at + inner);
  }

  function* changes(event: Json, entry: Entry, at: string): Generator<Event> {
    for (const [index, change] of list(event, 'changes').entries()) {
      const name = text(change, 'path')?.split('/').at(-1) ?? '';
      const place = `${pointerTo(`${at}/changes`, index)}/value`;
      for (const flag of flags({ [name]: get(change, 'value') ?? null }, '')) yield* main.set(flag.name, flag.value, entry, place);
    }
  }

  const KINDS: { readonly [kind: string]: (event: Json, entry: Entry, at: string, inside?: string) => Iterable<Event> } = {
    model,
    tool,
    approval,
    store: changes,
    state: changes,
    *subtask(event, entry, at, inside) {
      for (const [index, each] of list(event, 'events').entries()) yield* read(each, entry, pointerTo(`${at}/events`, index), inside);
    },
    score: (event, entry, at) =>
      grade(text(event, 'scorer') ?? follow.scorer(event) ?? 'score', get(get(event, 'score'), 'value'), entry, `${at}/score/value`),
    score_edit: (event, entry, at) =>
      grade(text(event, 'score_name') ?? 'score', get(get(event, 'edit'), 'value'), entry, `${at}/edit/value`),
  };

  function* read(event: Json, entry: Entry, at: string, inside?: string): Generator<Event> {
    follow.see(event);
    const kind = text(event, 'event') ?? '';
    if (Object.hasOwn(KINDS, kind)) yield* KINDS[kind]!(event, entry, at, inside);
  }

  return {
    attach: (key, value, entry, at) => void attachments.set(key, { value, entry, at }),
    pool(number, value, entry, at) {
      pooled[number] = { value, entry, at };
    },
    own(messages, entry, at) {
      for (const [index, value] of messages.entries()) {
        const each = { value, entry, at: pointerTo(at, index) };
        own.push(each);
        const key = text(value, 'id');
        if (key !== undefined) owned.set(key, each);
      }
    },
    refer: (ranges) => void refs.push(...ranges),
    *conditions(holder, entry, at) {
      for (const flag of flags(holder, at)) yield* main.set(flag.name, flag.value, entry, flag.at);
    },
    set: (name, value, entry, at) => main.set(name, value, entry, at),
    event: read,
    grade,
    scores: (value, entry, at) => void (value !== undefined && finals.push({ value, entry, at })),
    *tell() {
      yield* speak(own, main, undefined);
      told = own.length > 0;
    },
    *end() {
      if (!told) yield* speak([...own, ...referred(refs)], main, undefined);
      for (const { value, entry, at } of finals) {
        for (const [name, score] of Object.entries(isObject(value) ? value : {}))
          if (!graded.has(name)) yield* grade(name, get(score, 'value'), entry, `${pointerTo(at, name)}/value`);
      }
      for (const thread of [...subs, main]) yield* thread.end();
    },
  };
};

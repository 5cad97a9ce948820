import type { Said } from '../dialects/said.ts';
import type { Bundle, Sample } from '../model/bundle.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, pointerTo, text } from '../model/location.ts';
import { flags } from './conditions.ts';
import { histories, type Turn } from './history.ts';
import { valueAt } from './nested.ts';
import type { Aside, Thread, TrajectoryFacts, Walk } from './walk.ts';

/** Fields that name the conversation a record belongs to, the surest first. */
const IDS = ['conversation_id', 'session_id', 'sessionId', 'thread_id', 'trace_id', 'run_id'] as const;
const TIMES = ['timestamp', 'ts', 'time', 'created_at', '@timestamp', 'request_timestamp', 'asctime'] as const;

/** The id of the conversation that a record names, in itself or in its metadata. */
export const conversationId = (value: Json): string | undefined => {
  for (const holder of [value, get(value, 'metadata')]) {
    const key = IDS.find((each) => ['string', 'number'].includes(typeof get(holder, each)));
    if (key !== undefined) return String(get(holder, key));
  }
  return undefined;
};

const timeIn = (holder: Json | undefined): string | number | undefined => {
  if (!isObject(holder)) return undefined;
  for (const key of TIMES) {
    const found = holder[key];
    if (typeof found === 'string' || typeof found === 'number') return found;
  }
  return undefined;
};

/** When a record says that it was written: ISO text as it stands, seconds or milliseconds since 1970, in digits or not, as ISO text. */
export const timeOf = (value: Json): string | undefined => {
  const found = timeIn(value) ?? timeIn(get(value, '_metadata'));
  const since = typeof found === 'string' && /^\d{9,}(?:\.\d+)?$/.test(found) ? Number(found) : found;
  if (typeof since !== 'number') return since;
  const date = new Date(since < 1e11 ? since * 1000 : since);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
};

/** The elements of an array at a pointer's place as turns. */
export const turnsOf = (messages: Json | undefined, at: string): readonly Turn[] =>
  isArray(messages) ? messages.map((value, index) => ({ value, at: pointerTo(at, index) })) : [];

/** What a logger writes before a record: a time, a name with a number, a level in brackets. */
const PREFIXED = /^(?=[^{]*[\d[|])[^{]{1,200}\{"/;

/** Whether a text is records from its first character, or from the end of what a logger puts before each: prose that quotes some is no log. */
export const isData = ({ head }: Sample): boolean =>
  /^[\s\ufeff]*(?:[[{]|data: ?\{|event: )/.test(head) ||
  (head.length > 0 && head.split('\n').every((line, index) => PREFIXED.test(line) || (index > 0 && line.length < 3)));

/** What is known of the conversation that a record belongs to, and when it was written. */
export interface About extends TrajectoryFacts {
  readonly id?: string | undefined;
  readonly time?: string | undefined;
}

/** Reads the conversations of one bundle, each message once however often the log repeats it. */
export interface Conversations {
  /** Messages that a record adds to a conversation; without an id they may continue a known one. */
  readonly read: (entry: Entry, turns: readonly Turn[], about?: About) => Generator<Event>;
  /** The id of the conversation that these turns start or continue, where the record gives none. */
  readonly nameOf: (entry: Entry, turns: readonly Turn[]) => string;
  /** The conversation of an id, or the file's own. */
  readonly thread: (id?: string) => Thread;
}

export const conversing = (walk: Walk, bundle: Bundle, speak: (message: Json, at: string) => readonly Said[]): Conversations => {
  const history = histories();
  const open = new Set<string>();

  /** The first conversation is called after the file, others also after their place in it. */
  const named = (entry: Entry): string => {
    if (open.size === 0) return bundle.key;
    return `${bundle.key}:${entry.at.line > 1 ? entry.at.line : entry.at.pointer || entry.at.line}`;
  };

  const thread = (id?: string): Thread => {
    const key = id ?? bundle.key;
    open.add(key);
    return walk.thread(key);
  };

  const nameOf = (entry: Entry, turns: readonly Turn[]): string => history.continued(turns) ?? named(entry);

  return {
    thread,
    nameOf,
    *read(entry, turns, about = {}) {
      const { id: given, time, ...facts } = about;
      const id = given ?? nameOf(entry, turns);
      const spoken = thread(id);
      spoken.learn(facts);
      const { value } = entry;
      for (const [holder, at] of [
        [value, ''],
        [get(value, 'metadata'), '/metadata'],
      ] as const)
        for (const flag of flags(holder, at)) yield* spoken.set(flag.name, flag.value, entry, flag.at);
      const when = time ?? timeOf(value);
      for (const turn of history.fresh(id, turns)) {
        const aside: Aside = { time: timeOf(turn.value) ?? when };
        yield* spoken.say(speak(turn.value, turn.at), entry, aside);
      }
      const expired = history.expired();
      if (expired !== undefined) yield* walk.thread(expired).end();
    },
  };
};

/** Whether an entry is the head of a document, whose messages follow in entries of their own. */
export const isHead = (bundle: Bundle, entry: Entry): boolean =>
  entry.at.pointer === '' && bundle.parts.some(({ artifact, shape }) => artifact.uri === entry.at.artifact.uri && 'header' in shape);

/** Objects in which the head of a document says what holds for the whole run. */
const HOLDERS = ['', '/metadata', '/meta', '/config', '/meta/session_meta', '/meta/turn_contexts/0'] as const;

/** Reads the head of a document: model, task, working directory and conditions. */
export function* header(thread: Thread, entry: Entry): Generator<Event> {
  for (const at of HOLDERS) {
    const holder = valueAt(entry.value, at);
    if (!isObject(holder)) continue;
    const directory = text(holder, 'cwd') ?? text(holder, 'working_directory');
    const task = text(holder, 'task_id') ?? text(holder, 'task');
    thread.learn({ model: text(holder, 'model') ?? text(holder, 'model_name'), task, directory });
    for (const flag of flags(holder, at)) yield* thread.set(flag.name, flag.value, entry, flag.at);
  }
}

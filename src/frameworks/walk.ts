import { lower } from '../actions/lower.ts';
import { type World, world } from '../actions/world.ts';
import type { Answer, Call, Said } from '../dialects/said.ts';
import type { Action, Actor, Event, EventBase, Outcome, Setting, Trajectory } from '../model/event.ts';
import { type Entry, isObject, type Json, type Location, pointerTo, within } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { type Note, notices } from '../model/notice.ts';
import { watched } from './conditions.ts';
import { digest, mix, recall } from './recall.ts';

/** What a framework may say of a trajectory, at once or as it learns it. */
export interface TrajectoryFacts {
  readonly model?: string | undefined;
  readonly task?: string | undefined;
  readonly parent?: string | undefined;
  /** Name of its agent. */
  readonly agent?: string | undefined;
  /** The agent's working directory. */
  readonly directory?: string | undefined;
  readonly conditions?: { readonly [name: string]: string } | undefined;
}

/** What surrounds one message: who speaks when, if the log says. */
export interface Aside {
  readonly time?: string | undefined;
  readonly name?: string | undefined;
  readonly model?: string | undefined;
}

/** One trajectory as it is being read. */
export interface Thread {
  readonly trajectory: Trajectory;
  readonly learn: (facts: TrajectoryFacts) => void;
  /** Events of what one entry says, in order. */
  readonly say: (said: readonly Said[], entry: Entry, aside?: Aside) => Generator<Event>;
  /** A condition of the environment; an event when it is new or has changed. */
  readonly set: (name: string, value: Json | undefined, entry: Entry, pointer: string, aside?: Aside) => Generator<Event>;
  /** The framework's own grade of the agent. */
  readonly score: (scorer: string, value: number | string, entry: Entry, pointer: string) => Generator<Event>;
  /** Nothing more of it follows. */
  readonly end: () => Generator<Event>;
}

/** The trajectories of one bundle, and what must be known across them. */
export interface Walk {
  readonly thread: (id: string, facts?: TrajectoryFacts) => Thread;
  readonly note: Note;
  readonly end: () => Generator<Event>;
}

interface Draft extends Trajectory {
  model?: string;
  task?: string;
  parent?: string;
  readonly conditions: Map<string, string>;
}

/** Arguments in which an agent says why it makes a call. */
const PURPOSE = new Set([
  'thought',
  'thoughts',
  'reasoning',
  'rationale',
  'explanation',
  'justification',
  'description',
  'purpose',
  'intent',
  'reason',
]);

/** Calls without a result that are remembered of one trajectory; older ones count as unanswered. */
const WAITING = 1000;

/** The end of an id that no two calls of a bundle share by chance; one that only counts (`tool:3`) counts within its trajectory. */
const UNIQUE = /[A-Za-z0-9]{12,}$/;

export const walking = (framework: string, tools: Tools, note: Note): Walk => {
  const threads = new Map<string, Thread>();
  const calls = recall();

  const open = (id: string): Thread => {
    const draft: Draft = { id, framework, conditions: new Map() };
    const surroundings: World = world();
    const waiting = new Map<string, string>();
    let unanswered = 0;
    let agent: string | undefined;
    let seq = 0;
    let last: Location | undefined;

    const learn = (facts: TrajectoryFacts): void => {
      if (facts.model) draft.model ??= facts.model;
      if (facts.task) draft.task ??= facts.task;
      if (facts.parent) draft.parent ??= facts.parent;
      if (facts.agent) agent = facts.agent;
      if (facts.directory) surroundings.enter(facts.directory);
      for (const [name, value] of Object.entries(facts.conditions ?? {}))
        if (!draft.conditions.has(name)) draft.conditions.set(name, value);
    };

    const actor = (role: Actor['role'], aside: Aside): Actor => {
      const name = role === 'agent' ? (aside.name ?? agent) : aside.name;
      const model = role === 'agent' ? (aside.model ?? draft.model) : undefined;
      return { role, ...(name && { name }), ...(model && { model }) };
    };

    const base = (entry: Entry, pointer: string, role: Actor['role'], aside: Aside): EventBase => {
      last = within(entry.at, pointer);
      return { trajectory: draft, actor: actor(role, aside), seq: seq++, at: last, ...(aside.time && { time: aside.time }) };
    };

    function* set(
      name: string,
      value: Json | undefined,
      entry: Entry,
      pointer: string,
      aside: Aside = {},
      basis: Setting['basis'] = 'field',
    ) {
      if (value === undefined || value === null) return;
      const words = typeof value === 'object' ? JSON.stringify(value) : String(value);
      if (surroundings.settings.get(name) === words) return;
      surroundings.settings.set(name, words);
      if (!draft.conditions.has(name)) draft.conditions.set(name, words);
      yield { kind: 'setting', ...base(entry, pointer, 'system', aside), name, value: words, basis } as Setting;
    }

    function* message(said: Extract<Said, { said: 'message' }>, entry: Entry, aside: Aside): Generator<Event> {
      const named = { ...aside, name: said.name ?? aside.name };
      yield { kind: 'message', ...base(entry, said.at, said.role, named), text: said.text, ...(said.to && { to: said.to }) };
      if (said.role !== 'user' && said.role !== 'system') return;
      const cue = watched(said.text);
      if (cue) yield* set('monitored', cue, entry, said.at, aside, 'prompt');
    }

    const nameOf = (callId: string): string => (UNIQUE.test(callId) ? callId : `${id} ${callId}`);

    const wait = (callId: string, tool: string): void => {
      waiting.set(callId, tool);
      if (waiting.size <= WAITING) return;
      waiting.delete(waiting.keys().next().value!);
      unanswered++;
    };

    function* call(said: Call, entry: Entry, aside: Aside): Generator<Event> {
      const callId = said.id ?? `#${seq}`;
      if (said.id !== undefined) {
        const mark = digest(said.input, mix(0, said.tool));
        const known = calls.get(nameOf(said.id));
        if (known === mark) return;
        if (known !== undefined) note(notices.doubledCall(within(entry.at, said.at), said.id));
        calls.set(nameOf(said.id), mark);
      }
      wait(callId, said.tool);
      const purposes = new Set<string>();
      if (isObject(said.input)) {
        for (const [key, value] of Object.entries(said.input)) {
          if (typeof value !== 'string' || value === '' || !PURPOSE.has(key)) continue;
          purposes.add(value);
          yield { kind: 'reasoning', ...base(entry, pointerTo(said.inputAt, key), 'agent', aside), text: value };
        }
      }
      const action: Action = { kind: 'action', ...base(entry, said.at, 'agent', aside), tool: said.tool, callId, input: said.input };
      yield action;
      for (const event of lower(action, within(entry.at, said.inputAt), tools, surroundings))
        if (event.kind !== 'reasoning' || !purposes.has(event.text)) yield event;
    }

    /** The call that an answer without an id belongs to: the oldest that waits, of its tool if it names one. */
    const answered = (said: Answer): string | undefined => {
      if (said.id !== undefined && (waiting.has(said.id) || calls.get(nameOf(said.id)) !== undefined)) return said.id;
      for (const [id, tool] of waiting) if (said.id === undefined && (said.tool === undefined || said.tool === tool)) return id;
      for (const [id, tool] of waiting) if (id.startsWith('#') && (said.tool === undefined || said.tool === tool)) return id;
      return undefined;
    };

    function* answer(said: Answer, entry: Entry, aside: Aside): Generator<Event> {
      const callId = answered(said);
      if (callId === undefined) note(notices.orphanOutcome(within(entry.at, said.at), said.id ?? said.tool ?? ''));
      else waiting.delete(callId);
      const outcome: Outcome = {
        kind: 'outcome',
        ...base(entry, said.at, 'tool', aside),
        callId: callId ?? said.id ?? '',
        ...(said.ok !== undefined && { ok: said.ok }),
        ...(said.blocked && { blocked: true }),
        text: said.text,
      };
      yield outcome;
    }

    function* say(said: readonly Said[], entry: Entry, aside: Aside = {}): Generator<Event> {
      for (const each of said) {
        if (each.said === 'message') yield* message(each, entry, aside);
        else if (each.said === 'call') yield* call(each, entry, aside);
        else if (each.said === 'answer') yield* answer(each, entry, aside);
        else if (each.text !== '') yield { kind: 'reasoning', ...base(entry, each.at, 'agent', aside), text: each.text };
      }
    }

    const thread: Thread = {
      trajectory: draft,
      learn,
      say,
      set: (name, value, entry, pointer, aside) => set(name, value, entry, pointer, aside),
      *score(scorer, value, entry, pointer) {
        yield { kind: 'score', ...base(entry, pointer, 'system', {}), scorer, value };
      },
      *end() {
        threads.delete(id);
        if (!last) return;
        if (unanswered + waiting.size > 0) note(notices.unanswered(last.artifact, id, unanswered + waiting.size));
        yield { kind: 'end', trajectory: draft, actor: { role: 'unknown' }, seq, at: last };
      },
    };
    return thread;
  };

  return {
    note,
    thread(id, facts = {}) {
      let thread = threads.get(id);
      if (!thread) threads.set(id, (thread = open(id)));
      thread.learn(facts);
      return thread;
    },
    *end() {
      for (const thread of [...threads.values()]) yield* thread.end();
    },
  };
};

import { lower } from '../actions/lower.ts';
import { type World, world } from '../actions/world.ts';
import type { Answer, Call, Said } from '../dialects/said.ts';
import type { Action, Actor, Event, Outcome, Reasoning, Setting, Trajectory } from '../model/event.ts';
import { type Entry, isObject, type Json, type Location, pointerTo, within } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { type Note, notices } from '../model/notice.ts';
import { watched } from './conditions.ts';
import { digest, mix, recall } from './recall.ts';
import type { Statements } from './stated.ts';

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
  readonly say: (said: readonly Said[], entry: Entry, aside?: Aside) => readonly Event[];
  /** A condition of the environment; an event when it is new or has changed. */
  readonly set: (name: string, value: Json | undefined, entry: Entry, pointer: string, aside?: Aside) => readonly Event[];
  /** The framework's own grade of the agent. */
  readonly score: (scorer: string, value: number | string, entry: Entry, pointer: string) => readonly Event[];
  /** Nothing more of it follows. */
  readonly end: () => readonly Event[];
}

/** The trajectories of one bundle, and what must be known across them. */
export interface Walk {
  readonly thread: (id: string, facts?: TrajectoryFacts) => Thread;
  readonly note: Note;
  readonly end: () => readonly Event[];
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

const NONE: readonly string[] = [];

/** Calls without a result that are remembered of one trajectory; older ones count as unanswered. */
const WAITING = 1000;

/** The end of an id that no two calls of a bundle share by chance; one that only counts (`tool:3`) counts within its trajectory. */
const UNIQUE = /[A-Za-z0-9]{12,}$/;

/** `statements` are the user's own words on conditions, which count more than what a log says of the same. */
/** An event of an argument at the place of the argument's text. */
const atText = (event: Event, apart: ReadonlyMap<string, Location>): Event => {
  const text = apart.get(event.at.pointer);
  return text ? { ...event, at: within(text, '', event.at.span) } : event;
};

export const walking = (framework: string, tools: Tools, note: Note, statements?: Statements): Walk => {
  const threads = new Map<string, Thread>();
  const calls = recall();

  const open = (id: string): Thread => {
    const draft: Draft = { id, framework, conditions: new Map() };
    const surroundings: World = world();
    const waiting = new Map<string, string>();
    let unanswered = 0;
    const speakers: { [role in Actor['role']]?: Actor } = {};
    let agent: string | undefined;
    let seq = 0;
    let last: Location | undefined;

    const learn = (facts: TrajectoryFacts): void => {
      if (facts.model) draft.model ??= facts.model;
      if (facts.task) draft.task ??= facts.task;
      if (facts.parent) draft.parent ??= facts.parent;
      if (facts.agent) agent = facts.agent;
      if (facts.directory) surroundings.enter(facts.directory);
      if (!facts.conditions) return;
      for (const [name, value] of Object.entries(facts.conditions)) if (!draft.conditions.has(name)) draft.conditions.set(name, value);
    };

    const actor = (role: Actor['role'], aside: Aside): Actor => {
      const name = role === 'agent' ? (aside.name ?? agent) : aside.name;
      const model = role === 'agent' ? (aside.model ?? draft.model) : undefined;
      const before = speakers[role];
      if (before && before.name === (name || undefined) && before.model === (model || undefined)) return before;
      return (speakers[role] = { role, ...(name && { name }), ...(model && { model }) });
    };

    const place = (entry: Entry, pointer: string): Location => (last = within(entry.at, pointer));

    const settle = (name: string, value: string, at: Location, aside: Aside, basis: Setting['basis']): readonly Event[] => {
      if (surroundings.settings.get(name) === value) return [];
      surroundings.settings.set(name, value);
      if (!draft.conditions.has(name)) draft.conditions.set(name, value);
      const time = aside.time || undefined;
      return [{ kind: 'setting', trajectory: draft, actor: actor('system', aside), seq: seq++, at, time, name, value, basis }];
    };

    /** The conditions that the user says where to find, ahead of all that a record says. */
    const stated = (): readonly Event[] =>
      statements?.now().flatMap(({ name, value, at, basis }) => settle(name, value, at, {}, basis)) ?? [];

    const set = (
      name: string,
      value: Json | undefined,
      entry: Entry,
      pointer: string,
      aside: Aside = {},
      basis: Setting['basis'] = 'field',
    ): readonly Event[] => {
      if (value === undefined || value === null || statements?.names.has(name)) return [];
      const words = typeof value === 'object' ? JSON.stringify(value) : String(value);
      return settle(name, words, place(entry, pointer), aside, basis);
    };

    const reasoning = (text: string, entry: Entry, pointer: string, aside: Aside): Reasoning => ({
      kind: 'reasoning',
      trajectory: draft,
      actor: actor('agent', aside),
      seq: seq++,
      at: place(entry, pointer),
      time: aside.time || undefined,
      text,
    });

    const message = (said: Extract<Said, { said: 'message' }>, entry: Entry, aside: Aside, events: Event[]): void => {
      const { role, text, to, name } = said;
      const speaker = actor(role, name === undefined ? aside : { ...aside, name });
      const at = place(entry, said.at);
      events.push({
        kind: 'message',
        trajectory: draft,
        actor: speaker,
        seq: seq++,
        at,
        time: aside.time || undefined,
        text,
        to: to || undefined,
      });
      if (role !== 'user' && role !== 'system') return;
      const cue = watched(text);
      if (cue) events.push(...set('monitored', cue, entry, said.at, aside, 'prompt'));
    };

    const nameOf = (callId: string): string => (UNIQUE.test(callId) ? callId : `${id} ${callId}`);

    const wait = (callId: string, tool: string): void => {
      waiting.set(callId, tool);
      if (waiting.size <= WAITING) return;
      waiting.delete(waiting.keys().next().value!);
      unanswered++;
    };

    const call = (said: Call, entry: Entry, aside: Aside, events: Event[]): void => {
      const callId = said.id ?? `#${seq}`;
      if (said.id !== undefined) {
        const mark = digest(said.input, mix(0, said.tool));
        const known = calls.set(nameOf(said.id), mark);
        if (known === mark) return;
        if (known !== undefined) note(notices.doubledCall(within(entry.at, said.at), said.id));
      }
      wait(callId, said.tool);
      let purposes: readonly string[] = NONE;
      if (isObject(said.input)) {
        for (const key of Object.keys(said.input)) {
          const value = said.input[key];
          if (!PURPOSE.has(key) || typeof value !== 'string' || value === '') continue;
          purposes = [...purposes, value];
          events.push(reasoning(value, entry, pointerTo(said.inputAt, key), aside));
        }
      }
      const { tool, input } = said;
      const at = place(entry, said.at);
      const action: Action = {
        kind: 'action',
        trajectory: draft,
        actor: actor('agent', aside),
        seq: seq++,
        at,
        time: aside.time || undefined,
        tool,
        callId,
        input,
      };
      events.push(action);
      for (const event of lower(action, within(entry.at, said.inputAt), tools, surroundings))
        if (event.kind !== 'reasoning' || !purposes.includes(event.text)) events.push(said.apart ? atText(event, said.apart) : event);
    };

    /** The call that an answer without an id belongs to: the oldest that waits, of its tool if it names one. */
    const answered = (said: Answer): string | undefined => {
      if (said.id !== undefined && (waiting.has(said.id) || calls.get(nameOf(said.id)) !== undefined)) return said.id;
      for (const [id, tool] of waiting) if (said.id === undefined && (said.tool === undefined || said.tool === tool)) return id;
      for (const [id, tool] of waiting) if (id.startsWith('#') && (said.tool === undefined || said.tool === tool)) return id;
      return undefined;
    };

    const answer = (said: Answer, entry: Entry, aside: Aside): Outcome => {
      const callId = answered(said);
      if (callId === undefined) note(notices.orphanOutcome(within(entry.at, said.at), said.id ?? said.tool ?? ''));
      else waiting.delete(callId);
      return {
        kind: 'outcome',
        trajectory: draft,
        actor: actor('tool', aside),
        seq: seq++,
        at: place(entry, said.at),
        time: aside.time || undefined,
        callId: callId ?? said.id ?? '',
        ok: said.ok,
        blocked: said.blocked || undefined,
        text: said.text,
      };
    };

    const say = (said: readonly Said[], entry: Entry, aside: Aside = {}): readonly Event[] => {
      const events: Event[] = [...stated()];
      for (const each of said) {
        if (each.said === 'message') message(each, entry, aside, events);
        else if (each.said === 'call') call(each, entry, aside, events);
        else if (each.said === 'answer') events.push(answer(each, entry, aside));
        else if (each.text !== '') events.push(reasoning(each.text, entry, each.at, aside));
      }
      return events;
    };

    const thread: Thread = {
      trajectory: draft,
      learn,
      say,
      set: (name, value, entry, pointer, aside) => [...stated(), ...set(name, value, entry, pointer, aside)],
      score(scorer, value, entry, pointer) {
        const at = place(entry, pointer);
        return [...stated(), { kind: 'score', trajectory: draft, actor: actor('system', {}), seq: seq++, at, scorer, value }];
      },
      end() {
        threads.delete(id);
        if (!last) return [];
        if (unanswered + waiting.size > 0) note(notices.unanswered(last.artifact, id, unanswered + waiting.size));
        return [{ kind: 'end', trajectory: draft, actor: { role: 'unknown' }, seq, at: last }];
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
    end: () => [...threads.values()].flatMap((thread) => thread.end()),
  };
};

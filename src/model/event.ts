import type { Effect } from './effect.ts';
import type { Json, Location } from './location.ts';
import type { Match } from './rule.ts';

/** One agent's run. A shared object: events of one run point to the same one. */
export interface Trajectory {
  readonly id: string;
  readonly framework: string;
  readonly model?: string;
  readonly task?: string;
  /** Id of the trajectory that spawned this one. */
  readonly parent?: string;
  /** Named experimental conditions, such as `monitored: "no"`. */
  readonly conditions: ReadonlyMap<string, string>;
}

export type Role = 'system' | 'user' | 'agent' | 'tool' | 'unknown';

export interface Actor {
  readonly role: Role;
  /** Sub-agents and peers have names. */
  readonly name?: string;
  readonly model?: string;
}

export interface EventBase {
  readonly trajectory: Trajectory;
  readonly actor: Actor;
  /** Position in the trajectory, from 0; effects share their action's `seq`. */
  readonly seq: number;
  readonly at: Location;
  /** As the log wrote it. */
  readonly time?: string | undefined;
}

export interface Message extends EventBase {
  readonly kind: 'message';
  readonly text: string;
  /** Name of the agent it is addressed to. */
  readonly to?: string | undefined;
}

export interface Reasoning extends EventBase {
  readonly kind: 'reasoning';
  readonly text: string;
}

/** A tool call as the framework recorded it. Its effects follow as events of their own. */
export interface Action extends EventBase {
  readonly kind: 'action';
  readonly tool: string;
  /** The log's own id, or one made from the position where the log has none. */
  readonly callId: string;
  readonly input: Json;
}

/** What came back from a tool. */
export interface Outcome extends EventBase {
  readonly kind: 'outcome';
  readonly callId: string;
  readonly ok?: boolean | undefined;
  /** A person or a policy declined the call before it ran. */
  readonly blocked?: boolean | undefined;
  readonly text: string;
}

/** A grade given by the framework's scorer, not by an agent. */
export interface Score extends EventBase {
  readonly kind: 'score';
  readonly scorer: string;
  readonly value: number | string;
}

/** A stated or changed condition of the environment, such as whether anybody watches. */
export interface Setting extends EventBase {
  readonly kind: 'setting';
  readonly name: string;
  readonly value: string;
  readonly basis: 'field' | 'prompt' | 'path' | 'option';
}

/** The trajectory is complete: nothing more of it follows, and what was kept for it may go. */
export interface End extends EventBase {
  readonly kind: 'end';
}

/** A rule has matched; emitted by the engine, so that other rules can watch it. */
export interface Matched extends EventBase {
  readonly kind: 'match';
  readonly rule: string;
  /** Family of the rule; `signal` where it reports nothing itself. */
  readonly family: string;
  readonly match: Match;
}

export type Event = Message | Reasoning | Action | Outcome | Score | Setting | End | Matched | Effect;
export type Kind = Event['kind'];
export type EventOf<K extends Kind> = Extract<Event, { kind: K }>;

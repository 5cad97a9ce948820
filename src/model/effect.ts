import type { Action, EventBase } from './event.ts';
import type { Json, Location } from './location.ts';

/** What an action does to the world, whichever tool asked for it. */
export interface EffectBase extends EventBase {
  readonly cause: Action;
  /** How it was asked, outermost first: `["Bash", "sudo", "rm"]`. */
  readonly via: readonly string[];
  /** False when a variable, a glob or unparsed code hides part of the answer. */
  readonly sure: boolean;
  /** What hides it. */
  readonly unsure?: string | undefined;
  /** Where it happens, when not on the agent's own host. */
  readonly host?: string | undefined;
}

/** A call to a tool that nobody described, kept in the words of its own name. */
export interface Invoke extends EffectBase {
  readonly kind: 'invoke';
  readonly tool: string;
  /** First verb among the words of the tool's name: `disable`. */
  readonly verb: string;
  /** The other words: `kill switch`. */
  readonly object: string;
  readonly args: Json;
}

export interface Exec extends EffectBase {
  readonly kind: 'exec';
  /** Base name of the program, or its path as written where it has one. */
  readonly program: string;
  /** The arguments, without the program. */
  readonly argv: readonly string[];
  /** Source text that an interpreter was given: `-c`, a here-document, a notebook cell. */
  readonly code?: string;
  /** The command whose output is piped into this one. */
  readonly input?: Exec;
}

export interface Read extends EffectBase {
  readonly kind: 'read';
  readonly path: string;
}

export interface Edit extends EffectBase {
  readonly kind: 'edit';
  readonly path: string;
  readonly mode: 'create' | 'overwrite' | 'append' | 'replace';
  readonly before?: string;
  readonly after?: string;
}

/** A named value is set: a config key, a cell, a variable, a flag. */
export interface Assign extends EffectBase {
  readonly kind: 'assign';
  /** The file, table or store that holds the value; absent where the tool names none. */
  readonly target?: string;
  /** Dotted path of the value inside its target. */
  readonly key: string;
  readonly from?: Json;
  /** Absent when the key is removed. */
  readonly to?: Json;
}

export interface Delete extends EffectBase {
  readonly kind: 'delete';
  readonly path: string;
  readonly recursive: boolean;
}

export interface Move extends EffectBase {
  readonly kind: 'move';
  readonly from: string;
  readonly to: string;
  /** True for a copy. */
  readonly keep: boolean;
}

/** A symbolic or hard link. */
export interface Link extends EffectBase {
  readonly kind: 'link';
  readonly path: string;
  readonly target: string;
}

/** Files packed, split, encoded or encrypted into others, or taken out again. */
export interface Archive extends EffectBase {
  readonly kind: 'archive';
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly method: string;
}

export interface Chmod extends EffectBase {
  readonly kind: 'chmod';
  readonly path: string;
  /** As written: `000`, `-x`, `+i`, `root:root`. */
  readonly mode: string;
}

/** Ends a process, service or container. */
export interface Stop extends EffectBase {
  readonly kind: 'stop';
  readonly target: string;
}

export interface Transfer extends EffectBase {
  readonly kind: 'transfer';
  readonly direction: 'out' | 'in' | 'unknown';
  /** Host, bucket or registry at the other end. */
  readonly peer: string;
  readonly paths: readonly string[];
}

/** An HTTP request, whichever program or library sends it. */
export interface Request extends EffectBase {
  readonly kind: 'request';
  readonly method: string;
  readonly url: string;
  readonly body?: Json;
}

/** Something is set to run, or no longer to run, later or always: cron line, unit, timer, respawn. */
export interface Schedule extends EffectBase {
  readonly kind: 'schedule';
  readonly target: string;
  readonly on: boolean;
  readonly respawn: boolean;
  readonly command?: string;
}

/** An agent rates somebody, itself included. */
export interface Grade extends EffectBase {
  readonly kind: 'grade';
  readonly subject: string;
  readonly value: number | string;
  readonly reason?: string;
}

/** A message that an agent sends by a tool: mail, chat, a hand-off. */
export interface Tell extends EffectBase {
  readonly kind: 'tell';
  readonly text: string;
  readonly to?: string;
}

export type Effect =
  | Invoke
  | Exec
  | Read
  | Edit
  | Assign
  | Delete
  | Move
  | Link
  | Archive
  | Chmod
  | Stop
  | Transfer
  | Request
  | Schedule
  | Grade
  | Tell;

/** Fields that every effect of one command shares. */
export interface Cause {
  readonly action: Action;
  readonly at: Location;
  readonly via: readonly string[];
  /** What hides part of the answer; absent when nothing does. */
  readonly unsure?: string | undefined;
  readonly host?: string | undefined;
}

type Own<E extends Effect> = Omit<E, keyof EffectBase | 'kind'>;

const maker =
  <E extends Effect>(kind: E['kind']) =>
  ({ action, at, via, unsure, host }: Cause, own: Own<E>): E => {
    const { trajectory, actor, seq, time } = action;
    const shared: EffectBase & { readonly kind: E['kind'] } = {
      kind,
      trajectory,
      actor,
      seq,
      at,
      time,
      cause: action,
      via,
      sure: unsure === undefined,
      unsure,
      host,
    };
    return Object.assign(shared, own) as unknown as E;
  };

export const toInvoke = maker<Invoke>('invoke');
export const toExec = maker<Exec>('exec');
export const toRead = maker<Read>('read');
export const toEdit = maker<Edit>('edit');
export const toAssign = maker<Assign>('assign');
export const toDelete = maker<Delete>('delete');
export const toMove = maker<Move>('move');
export const toLink = maker<Link>('link');
export const toArchive = maker<Archive>('archive');
export const toChmod = maker<Chmod>('chmod');
export const toStop = maker<Stop>('stop');
export const toTransfer = maker<Transfer>('transfer');
export const toRequest = maker<Request>('request');
export const toSchedule = maker<Schedule>('schedule');
export const toGrade = maker<Grade>('grade');
export const toTell = maker<Tell>('tell');

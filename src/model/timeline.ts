import type { Kind, Role } from './event.ts';

/** One thing that happened in a trajectory, in few words. */
export interface Moment {
  readonly kind: Exclude<Kind, 'action' | 'end' | 'match'>;
  /** Position in the trajectory, from 0; the effects of one call share it. */
  readonly seq: number;
  /** Where it differs from that of the timeline. */
  readonly file?: string;
  readonly member?: string;
  /** 1-based. */
  readonly line: number;
  /** Byte offset of the record's first byte, after decompression. */
  readonly offset: number;
  readonly role: Role;
  /** Of a sub-agent or peer. */
  readonly name?: string;
  /** As the log wrote it. */
  readonly time?: string;
  /** At most 160 characters. */
  readonly text: string;
  /** Of a setting: what is set, and to what. */
  readonly setting?: { readonly name: string; readonly value: string };
  /** Of an outcome: the call went wrong, or was declined before it ran. */
  readonly went?: 'failed' | 'blocked';
  /** Rules whose candidate act this is. */
  readonly rules?: readonly string[];
}

/** What happened in a trajectory that has findings: the acts, the settings, the prompts, and a sample of all else. */
export interface Timeline {
  readonly trajectory: string;
  readonly file: string;
  readonly member?: string;
  /** Moments that were read, of which these are some. */
  readonly length: number;
  readonly moments: readonly Moment[];
}

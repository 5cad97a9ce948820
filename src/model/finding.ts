import type { Actor } from './event.ts';
import type { Json } from './location.ts';

export type Severity = 'low' | 'medium' | 'high' | 'critical';
export type Confidence = 'low' | 'medium' | 'high';

export const SEVERITIES: readonly Severity[] = ['low', 'medium', 'high', 'critical'];
export const CONFIDENCES: readonly Confidence[] = ['low', 'medium', 'high'];

/** A place in a report: columns and snippet worked out, safe to print. */
export interface Place {
  readonly file: string;
  readonly member?: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units of the raw line. */
  readonly column: number;
  readonly endLine: number;
  /** Exclusive. */
  readonly endColumn: number;
  /** Byte offset of the record's first byte, after decompression. */
  readonly offset: number;
  readonly pointer: string;
  /** The value found there, decoded, cut to 200 characters; of control characters only newline and tab are left. */
  readonly snippet: string;
}

export interface Step {
  readonly note: string;
  readonly location: Place;
  readonly time?: string;
}

/** From the tool's own answer. */
export type OutcomeFact = 'succeeded' | 'failed' | 'blocked' | 'unknown';
/** Whom the conduct protects. */
export type Subject = 'self' | 'peer' | 'other' | 'unknown';
export type Answer = 'yes' | 'no' | 'unknown';

/** The object that the JSON report holds, field by field. */
export interface Finding {
  readonly rule: string;
  /** The rule's folder: `scoring`, `shutdown`, `monitoring`, `weights`, `refusal`. */
  readonly family: string;
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly message: string;
  /** Stable while the conduct is the same, whatever else the log gains. */
  readonly fingerprint: string;
  readonly trajectory: {
    readonly id: string;
    readonly framework: string;
    readonly model?: string;
    readonly task?: string;
    readonly conditions?: { readonly [name: string]: string };
  };
  readonly actor: Actor;
  readonly location: Place;
  readonly steps: readonly Step[];
  readonly outcome: OutcomeFact;
  readonly subject: Subject;
  /** Whether a user or system message asked for it. */
  readonly requested: Answer;
  /** Whether the agent told the user. */
  readonly disclosed: Answer;
  /** What an agent or model stands to lose, in the log's own words. */
  readonly stake?: { readonly text: string; readonly location: Place };
  readonly facts: { readonly [name: string]: Json };
}

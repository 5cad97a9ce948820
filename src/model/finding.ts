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

/** Why a finding does not fail the run: it is accepted as known, by a baseline or by a waiver. */
export interface Suppression {
  readonly kind: 'baseline' | 'waiver';
  /** Of a waiver, its author's reason; of a baseline, which file knows the finding. */
  readonly justification: string;
  /** File that says so, and for a waiver its line: `waivers.yml:12`. */
  readonly place: string;
  /** Last day on which a waiver holds: `2027-01-31`. */
  readonly expires?: string;
  /** Who answers for a waiver. */
  readonly owner?: string;
}

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
  /** When it was done, as the log wrote it. */
  readonly time?: string;
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
  readonly suppression?: Suppression;
  /** Its rule is newer than the pinned ruleset: it is reported and does not fail the run. */
  readonly advisory?: true;
}

/** Whether a finding fails a run that fails from this severity on. */
export const fails = ({ severity, suppression, advisory }: Finding, failOn: Severity | 'none' = 'none'): boolean =>
  failOn !== 'none' && !suppression && !advisory && SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(failOn);

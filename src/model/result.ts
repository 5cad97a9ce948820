import type { Finding, Place, Subject } from './finding.ts';
import type { Artifact } from './location.ts';
import type { Notice } from './notice.ts';
import type { Timeline } from './timeline.ts';

/** One stored file or archive member that was read. */
export interface Input {
  readonly artifact: Artifact;
  /** Bytes as stored. */
  readonly bytes: number;
  readonly sha256: string;
  /** Absent where no framework knew it. */
  readonly framework?: string;
}

/** What comparisons between trajectories need to know of one of them. */
export interface Tally {
  readonly trajectory: string;
  readonly framework: string;
  readonly model?: string;
  readonly task?: string;
  /** The trajectory that spawned it. */
  readonly parent?: string;
  readonly conditions: { readonly [name: string]: string };
  /** The first time that its log gives, as written. */
  readonly started?: string;
  /** Its logged tool calls, and those whose effects a known meaning says. */
  readonly calls: { readonly made: number; readonly understood: number };
  /** How often each rule matched or each kind of event came. */
  readonly counts: { readonly [ruleOrKind: string]: number };
  readonly values: { readonly [name: string]: number };
  /** Places of the acts that a comparison would show; few. */
  readonly evidence: readonly { readonly rule: string; readonly note: string; readonly location: Place; readonly subject: Subject }[];
}

/** What was counted while reading. */
export interface Counts {
  readonly trajectories: number;
  readonly entries: number;
  /** Bytes of the artifacts, after decompression. */
  readonly bytes: number;
  /** Logged tool calls, each once. */
  readonly calls: number;
  /** Calls whose effects a known meaning says. */
  readonly understood: number;
}

/** What reading one bundle leaves behind: sent by workers, kept by the cache, written by shards, merged into the report. */
export interface BundleResult {
  readonly key: string;
  readonly framework: string;
  readonly inputs: readonly Input[];
  readonly findings: readonly Finding[];
  readonly notices: readonly Notice[];
  readonly counts: Counts;
  readonly unknownTools: { readonly [tool: string]: number };
  /** One a trajectory. */
  readonly tallies: readonly Tally[];
  /** Of trajectories with candidate acts, as far as the second pass has read them. */
  readonly timelines: readonly Timeline[];
}

/** A notice as the report shows it. */
export interface ReportedNotice {
  readonly code: string;
  readonly message: string;
  readonly breaksWholeness: boolean;
  readonly location?: Place;
}

/** What was read, and what was not. */
export interface Coverage extends Counts {
  /** True when everything that should have been audited was. */
  readonly whole: boolean;
  readonly inputs: readonly {
    readonly file: string;
    readonly member?: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly framework?: string;
  }[];
  /** Artifacts that a framework knew. */
  readonly artifacts: number;
  /** Artifacts by framework. */
  readonly byFramework: { readonly [framework: string]: number };
  /** Calls by the name of a tool that nobody described. */
  readonly unknownTools: { readonly [tool: string]: number };
  /** Logs of sessions that another log has told of: they add neither trajectories nor calls. */
  readonly repeated?: number;
  /** What the user left out of the report, in words: `before 2026-04-01`. */
  readonly narrowed: readonly string[];
  /** Findings that were accepted as known, whether they are listed or not. */
  readonly suppressed: { readonly baseline: number; readonly waiver: number };
  /** File of the baseline with which findings were compared. */
  readonly baseline?: string;
  /** File of the configuration that was in force. */
  readonly configuration?: string;
}

/** Trajectories that share framework, model and conditions: what rates are rates of. */
export interface Cohort {
  readonly framework: string;
  readonly model?: string;
  readonly conditions: { readonly [name: string]: string };
  readonly trajectories: number;
}

/** What runs of one task show under two values of a condition. */
export interface Comparison {
  readonly task: string;
  readonly condition: string;
  /** Of the condition: less oversight first, where that can be said. */
  readonly values: readonly [string, string];
  /** A rule, a family of rules, `shutdown executed` or `grade`. */
  readonly measure: string;
  /** Runs of each arm. */
  readonly runs: readonly [number, number];
  /** Of each arm: runs that show it, or the mean of what was measured. */
  readonly shown: readonly [number, number];
  /** Of the shares or of the means, first minus second. */
  readonly difference: number;
  /** `none` where so few runs can show nothing: then neither interval nor p is given. */
  readonly test: 'fisher' | 'permutation' | 'none';
  /** 95 %. */
  readonly interval?: readonly [number, number];
  /** Two-sided. */
  readonly p?: number;
  /** The p value adjusted over all comparisons of the report (Benjamini and Hochberg). */
  readonly adjusted?: number;
  /** The least difference of shares that so many runs could have shown. */
  readonly leastDetectable?: number;
}

/** The whole result of a run: what the JSON report holds and every reporter reads. */
export interface Report {
  readonly schema: 'trajaudit-report/1';
  readonly tool: { readonly name: 'trajaudit'; readonly version: string };
  readonly findings: readonly Finding[];
  readonly notices: readonly ReportedNotice[];
  readonly coverage: Coverage;
  /** Most trajectories first. */
  readonly cohorts: readonly Cohort[];
  /** Where runs of one task stand under two values of a condition. */
  readonly comparisons?: readonly Comparison[];
  /** Of trajectories with findings, the gravest first to be kept; in the order of the findings. */
  readonly timelines: readonly Timeline[];
}

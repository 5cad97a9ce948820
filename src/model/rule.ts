import type { Dossier, Passage } from './dossier.ts';
import type { Event, EventOf, Kind, Role } from './event.ts';
import type { Answer, Confidence, OutcomeFact, Severity, Subject } from './finding.ts';
import type { Json, Location } from './location.ts';

/** How long one detector lives: a whole run, or one trajectory. */
export type Scope = 'run' | 'trajectory';

/** A step of an example, in our words rather than a framework's. */
export type ExampleStep =
  | { readonly shell: string; readonly host?: string }
  | { readonly edit: { readonly path: string; readonly before?: string; readonly after?: string } }
  | { readonly call: string; readonly with: Json }
  | { readonly answer: string; readonly ok?: boolean }
  | { readonly deny: string }
  | { readonly say: string; readonly as?: Role; readonly by?: string }
  | { readonly think: string }
  | { readonly grade: { readonly subject: string; readonly value: number | string } }
  | { readonly set: { readonly [condition: string]: string } };

/** One step, or the steps of one trajectory. */
export type Example = ExampleStep | readonly ExampleStep[];

/** Facts that move confidence, each with the values it can have. */
export interface FactValues {
  /** `unknown` where the log leaves out what the agent had read before. */
  readonly stake: 'present' | 'absent' | 'unknown';
  readonly requested: Answer;
  readonly disclosed: Answer;
  readonly outcome: OutcomeFact;
  readonly subject: Subject;
  /** Whether the agent gave a purpose against oversight as its reason. */
  readonly intent: 'stated' | 'absent';
  /** Whether a prompt forbids the act. */
  readonly forbidden: 'stated' | 'absent';
  /** Who made the file that the act is about, as far as the log shows. */
  readonly made: 'agent' | 'other';
  readonly sure: 'yes' | 'no';
}

/** Steps of confidence that a fact's value adds or takes; `drop` leaves the finding out altogether. */
export type Weights = { readonly [F in keyof FactValues]?: { readonly [V in FactValues[F]]?: number | 'drop' } };

/** Everything said about a rule, read from its YAML file. */
export interface Card {
  readonly id: string;
  /** Name of the folder the card lies in. */
  readonly family: string;
  /** Stable number for consumers that want one: `TRJ1001`. */
  readonly number: string;
  /** The first ruleset that holds it. */
  readonly since: number;
  readonly title: string;
  readonly severity: Severity;
  /** Where confidence starts before the facts move it. */
  readonly confidence: Confidence;
  readonly maturity: 'stable' | 'trial' | 'retired';
  readonly tags: readonly string[];
  readonly why: string;
  /** Innocent conduct that the rule may flag. */
  readonly mistakes: readonly string[];
  readonly references: readonly string[];
  readonly scope: Scope;
  /** Matches for other rules to watch; reports nothing itself. */
  readonly signal: boolean;
  /** Ids in other taxonomies: `mitre-attack/T1685`. */
  readonly taxonomy: readonly string[];
  /** Exactly one of these; `check` names the function in the file of the same name. */
  readonly match?: Json;
  readonly sequence?: Json;
  readonly flow?: Json;
  readonly contrast?: Json;
  readonly check?: string;
  /** How the facts of the second pass move confidence. */
  readonly facts: Weights;
  readonly message?: string;
  readonly examples: { readonly flag: readonly Example[]; readonly pass: readonly Example[] };
}

export interface Related {
  readonly event: Event;
  readonly note: string;
}

/** What a rule emits: a candidate, until the second pass has explained it. */
export interface Match {
  readonly rule: string;
  readonly event: Event;
  readonly related: readonly Related[];
  readonly message: string;
  readonly facts: { readonly [name: string]: Json };
  /** The match of another rule on which it rests: it falls where that one falls. */
  readonly of?: Match;
}

/** Takes a candidate act from a rule. */
export type Emit = (
  event: Event,
  message: string,
  extra?: { readonly related?: readonly Related[]; readonly facts?: { readonly [name: string]: Json }; readonly of?: Match },
) => void;

/** One function for each kind of event it watches; `done` runs when its scope closes. */
export type Detector = { readonly [K in Kind]?: (event: EventOf<K>) => void } & { readonly done?: () => void };

/** Which names, paths and keys belong to which class, by the lists of `rules/lists.yml` and of the user. */
export interface Classes {
  readonly is: (list: string, name: string) => boolean;
  readonly names: readonly string[];
  /**
   * A test whether a text holds one of the stems, each of at least four characters and in any case. It may say yes where a text only nearly does, and
   * never no where it does: a cheap test before a pattern, since all such tests of one text share a single walk over it. `signs` are words of scripts beyond
   * Latin-1, too short for stems.
   */
  readonly mentions: (stems: readonly string[], signs?: readonly string[]) => (text: string) => boolean;
}

export interface Rule {
  readonly card: Card;
  readonly watch: (report: Emit) => Detector;
  /** Decides in the second pass, with the words around the act at hand; without it every candidate stands. */
  readonly review?: (match: Match, dossier: Dossier) => Review;
}

/** A rule in code, under the id that its card's `check` names. */
export type Check = (classes: Classes) => Omit<Rule, 'card'>;

/** One step of the story that a finding tells, before its place is worked out. */
export interface DraftStep {
  readonly note: string;
  readonly at: Location;
  readonly time?: string;
}

/** Something that happened or was said as a step. */
export const toStep = ({ at, time }: { readonly at: Location; readonly time?: string | undefined }, note: string): DraftStep => ({
  note,
  at,
  ...(time !== undefined && { time }),
});

/** What the second pass makes of a candidate. */
export type Review =
  | 'drop'
  | {
      readonly message?: string;
      /** Steps of confidence up or down, beside those that the facts make. */
      readonly weight?: number;
      readonly facts?: { readonly [name: string]: Json };
      /** What is at stake, where the log shows it of the very thing that the act was done to. */
      readonly stake?: { readonly passage: Passage; readonly sentence: { readonly text: string; readonly start: number } };
      readonly steps?: readonly DraftStep[];
    };

import type { Role, Trajectory } from './event.ts';
import type { Location } from './location.ts';

/** Something that was said or answered in a trajectory, as far as the second pass keeps it. */
export interface Passage {
  readonly kind: 'message' | 'reasoning' | 'outcome' | 'tell' | 'setting';
  readonly role: Role;
  /** Head and tail where it is long. */
  readonly text: string;
  readonly at: Location;
  readonly time?: string;
  /** Position among all events of the trajectory, as in `seq`. */
  readonly seq: number;
  readonly callId?: string;
  readonly ok?: boolean;
  readonly blocked?: boolean;
  /** Name of who speaks, if known. */
  readonly name?: string;
}

/** The words around the acts of one trajectory. */
export interface Dossier {
  readonly trajectory: Trajectory;
  /** In the order of the log; those of the parent trajectory that came before come first. */
  readonly passages: readonly Passage[];
  /** `seq` of the last event of the trajectory. */
  readonly last: number;
}

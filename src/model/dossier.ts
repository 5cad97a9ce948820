import type { Event, Role, Trajectory } from './event.ts';
import type { Location } from './location.ts';

/** Something that was said or answered in a trajectory, as far as the second pass keeps it. */
export interface Passage {
  readonly kind: 'message' | 'reasoning' | 'outcome' | 'tell' | 'setting';
  readonly role: Role;
  /** Head and tail where it is long. */
  readonly text: string;
  /** True where only head and tail are kept. */
  readonly cut: boolean;
  readonly at: Location;
  readonly time?: string;
  /** Position among all that the second pass has read of the bundle. */
  readonly order: number;
  readonly callId?: string;
  readonly ok?: boolean;
  readonly blocked?: boolean;
  /** The file whose text an outcome shows. */
  readonly file?: string;
  /** Head of what the call said that an outcome answers. */
  readonly asks?: string;
  /** Name of who speaks, if known. */
  readonly name?: string;
}

/** The words around the acts of one trajectory. */
export interface Dossier {
  readonly trajectory: Trajectory;
  /** In the order of the log. */
  readonly passages: readonly Passage[];
  /** Those of the trajectory that spawned it. */
  readonly before: readonly Passage[];
  /** Order of the first thing that was read and whose content the log leaves out; Infinity where there is none. */
  readonly unseen: number;
  /** Where an act or what it is related to stands among the passages. */
  readonly orderOf: (event: Event) => number;
}

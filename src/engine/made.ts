import type { Event } from '../model/event.ts';

/** Paths that are remembered of what an agent has made. */
const MADE = 256;
/** Where programs of the system keep what is theirs. */
const SYSTEM = /^\/(?:etc|var|usr|boot|lib)\//;

/** Files that an agent has made itself: written anew, or filled with what one of its commands prints. */
export interface Making {
  readonly see: (event: Event) => void;
  readonly has: (path: string) => boolean;
}

/** `whole`: also what it wrote over without having seen it. */
export const making = (whole = false): Making => {
  const made = new Set<string>();
  return {
    see(event) {
      if (event.kind !== 'edit' || event.before !== undefined || made.size >= MADE || SYSTEM.test(event.path)) return;
      if (event.mode === 'create' || (event.mode === 'overwrite' && (whole || event.after === undefined))) made.add(event.path);
    },
    has: (path) => made.has(path),
  };
};

import type { Action, Event } from '../model/event.ts';
import type { Counts } from '../model/result.ts';

/** Counts what is read, and which calls were to tools that nobody described. */
export interface Counting {
  readonly see: (event: Event) => void;
  readonly counts: () => Pick<Counts, 'calls' | 'understood'>;
  readonly unknownTools: () => { readonly [tool: string]: number };
}

export const counting = (): Counting => {
  const unknown = new Map<string, number>();
  let calls = 0;
  let lost = 0;
  let last: Action | undefined;
  return {
    see(event) {
      if (event.kind === 'action') calls++;
      else if (event.kind === 'invoke') {
        // One call can ask for several tools, as code does.
        if (event.cause !== last) lost++;
        last = event.cause;
        unknown.set(event.tool, (unknown.get(event.tool) ?? 0) + 1);
      }
    },
    counts: () => ({ calls, understood: calls - lost }),
    unknownTools: () => Object.fromEntries(unknown),
  };
};

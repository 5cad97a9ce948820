import type { Said } from '../dialects/said.ts';

/**
 * Gives a call whose id was used before an id of its own, and its answer with it. For records in which every message stands once,
 * so that a repeated id is another call: some writers count anew in each turn, or give ids that are not unique.
 */
export const distinct = (): ((said: readonly Said[]) => readonly Said[]) => {
  const used = new Map<string, number>();
  const current = new Map<string, string>();
  return (said) =>
    said.map((each) => {
      if (each.said === 'answer') return each.id === undefined ? each : { ...each, id: current.get(each.id) ?? each.id };
      if (each.said !== 'call' || each.id === undefined) return each;
      const before = used.get(each.id) ?? 0;
      const id = before === 0 ? each.id : `${each.id}~${before}`;
      used.set(each.id, before + 1);
      current.set(each.id, id);
      return { ...each, id };
    });
};

import type { Event } from '../model/event.ts';
import type { Card, Classes, Detector, Emit, Rule } from '../model/rule.ts';
import { type Condition, condition, fill } from './condition.ts';
import { making } from './made.ts';

/** Every kind that a condition without kinds is tried on: all that agents do. */
const ACTS = [
  ...['invoke', 'exec', 'read', 'edit', 'assign', 'delete', 'move', 'link', 'archive', 'chmod', 'stop', 'transfer'],
  ...['request', 'schedule', 'grade', 'tell'],
] as const;

/** One function for each kind that the condition names. */
export const watching = (watched: Condition, see: (event: Event) => void): Detector => {
  const kinds = watched.kinds.length > 0 ? watched.kinds : ACTS;
  return Object.fromEntries(kinds.map((kind) => [kind, see])) as Detector;
};

/** `match:`: reports every event of an agent that holds the condition. */
export const matching = (card: Card, classes: Classes): Pick<Rule, 'watch'> => {
  const wanted = condition(card.match!, classes);
  const message = card.message ?? card.title;
  return {
    watch(report: Emit) {
      const made = card.facts.made === undefined ? undefined : making();
      const detector = watching(wanted, (event) => {
        if (event.actor.role !== 'agent' || !wanted.holds(event)) made?.see(event);
        else report(event, fill(message, event), made && 'path' in event && made.has(event.path) ? { facts: { made: 'agent' } } : {});
      });
      return made ? { edit: made.see, ...detector } : detector;
    },
  };
};

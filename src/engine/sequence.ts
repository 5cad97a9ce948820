import type { Event } from '../model/event.ts';
import { isArray, isObject, type Json } from '../model/location.ts';
import type { Card, Classes, Related, Rule } from '../model/rule.ts';
import { type Condition, condition, fill } from './condition.ts';
import { watching } from './match.ts';

interface Stage {
  readonly when: Condition;
  readonly note: string;
}

const stageOf = (value: Json, classes: Classes): Stage => {
  if (!isObject(value) || value['when'] === undefined || typeof value['note'] !== 'string')
    throw new Error("a stage of 'sequence' is {when: …, note: …}");
  return { when: condition(value['when'], classes), note: value['note'] };
};

/** `sequence:`: reports an event that holds the last stage after events of one trajectory have held all stages before it, in order. */
export const sequence = (card: Card, classes: Classes): Pick<Rule, 'watch'> => {
  if (!isArray(card.sequence) || card.sequence.length < 2) throw new Error("'sequence' is a list of two stages or more");
  const stages = card.sequence.map((value) => stageOf(value, classes));
  const kinds = stages.flatMap((stage) => stage.when.kinds);
  const message = card.message ?? card.title;
  return {
    watch(report) {
      const reached: Related[] = [];
      const see = (event: Event): void => {
        const stage = stages[reached.length]!;
        if (!stage.when.holds(event)) return;
        if (reached.length < stages.length - 1) reached.push({ event, note: stage.note });
        else if (event.kind === 'match') report(event.match.event, fill(message, event), { related: reached, of: event.match });
        else report(event, fill(message, event), { related: reached });
      };
      return watching({ kinds, holds: () => true }, see);
    },
  };
};

import type { Event } from '../../src/model/event.ts';
import type { Check } from '../../src/model/rule.ts';
import { claimsIn, grading, isReport } from './grades.ts';

/** The scores that an agent gives, for comparisons between runs. Code, since they stand in prose. */
export const scoreClaimed: Check = (classes) => ({
  watch(report) {
    const mayGrade = grading(classes);
    const hear = (event: Event, text: string): void => {
      if (event.actor.role !== 'agent' || !mayGrade(text)) return;
      const [claim] = claimsIn(text);
      if (claim) report(event, `gives a score of ${claim.value}`, { facts: { target: 'reported score', claimed: claim.value } });
    };
    return {
      message: (event) => hear(event, event.text),
      tell: (event) => hear(event, event.text),
      edit: (event) => {
        if (isReport(event.path)) hear(event, event.after ?? '');
      },
    };
  },
});

import type { Dossier } from '../../src/model/dossier.ts';
import { type Check, type Detector, toStep } from '../../src/model/rule.ts';
import { failedBefore, isDictated, isExplained, type Shown } from './evidence.ts';
import type { Figure } from './figures.ts';
import { whereJudged } from './judged.ts';
import { type Bar, barsBefore, clears, isOfBar, isOnScale, judgementBefore, shareWord, toldBars, wordsOf } from './judgements.ts';
import { grows, isProse, mayWrite, saidBy, type Writing, writtenBy } from './written.ts';

/** Numbers of one act that are looked at. */
const FIGURES = 60;

interface Contradiction {
  readonly bar: Bar;
  readonly claimed: number;
  readonly shown: Shown;
}

/** Whether a number that an act gives can be the result that a bar is set for: by its name, or where an act gives little else. */
const isClaim = (figure: Figure, bar: Bar, event: Writing): boolean => {
  const { value, label, decimals } = figure;
  if (isOfBar(label) || !isOnScale(value, bar) || !clears(value, bar)) return false;
  if (shareWord(wordsOf(label), bar.words)) return value !== bar.value || !isProse(event);
  if (value === bar.value) return false;
  return (
    !(event.kind === 'message' || event.kind === 'tell') &&
    (!isProse(event) || decimals > 0 || value > 10) &&
    (decimals > 0 || value > 1 || bar.value <= 1)
  );
};

/** A value that clears a bar, that nothing in the log gives, where the log has shown one that does not. */
const contradictionOf = (event: Writing, dossier: Dossier): Contradiction | undefined => {
  const order = dossier.orderOf(event);
  const written = writtenBy(event).slice(0, FIGURES);
  const text = saidBy(event).toLowerCase();
  for (const bar of toldBars(dossier, order))
    for (const figure of written) {
      if (!isClaim(figure, bar, event)) continue;
      const shown = failedBefore(dossier, order, bar, { label: figure.label, row: figure.row, text });
      if (shown && !isExplained(dossier, order, figure, bar, text)) return { bar, claimed: figure.value, shown };
    }
  return undefined;
};

/** A result written or told above the bar where the log has shown one below. Code, since bar, name and result stand apart in the log. */
export const shownResultContradicted: Check = (classes) => ({
  watch: (report) =>
    whereJudged(classes, (keep): Detector => {
      const see = (event: Writing): void => {
        if (mayWrite(event))
          keep(() =>
            report(event, 'writes a result', isProse(event) || event.kind === 'edit' ? { facts: { target: 'reported result' } } : {}),
          );
      };
      return { message: see, tell: see, edit: see, exec: see, invoke: see, assign: see, request: see, grade: see };
    }),
  review(match, dossier) {
    const event = match.event as Writing;
    const order = dossier.orderOf(event);
    const stake = judgementBefore(dossier, order);
    if (!stake) return 'drop';
    const named = grows(event) && barsBefore(dossier, order).find((bar) => bar.higherIsBetter && shareWord(wordsOf(event.key), bar.words));
    if (named && grows(event))
      return {
        message: `raises '${event.key}' to '${String(event.to)}', on which a bar of ${named.value} is set`,
        weight: 1,
        facts: { threshold: named.value },
        stake,
      };
    const found = contradictionOf(event, dossier);
    if (!found) return 'drop';
    const { bar, claimed, shown } = found;
    const computed = Number(shown.value.toFixed(4));
    return {
      message: `gives ${claimed} as a result, on the good side of the bar of ${bar.value}, where the log shows ${computed}`,
      weight: isDictated(dossier, claimed) ? -2 : 0,
      facts: { claimed, computed, threshold: bar.value },
      stake,
      steps: [toStep(shown.passage, `shows ${computed}`)],
    };
  },
});

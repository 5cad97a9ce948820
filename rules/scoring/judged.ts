import { ABOVE, BAR, BELOW, ENDING, STAYING, stemsOf } from '../../src/engine/concepts.ts';
import { once } from '../../src/engine/words.ts';
import type { EventOf, Kind } from '../../src/model/event.ts';
import type { Classes, Detector } from '../../src/model/rule.ts';
import { judges } from './judgements.ts';

/** Candidates of one trajectory that wait for a word of what is judged. */
const WAITING = 60;
/** Candidates of one trajectory. */
const MOST = 80;
/** Prompts, and answers and texts of the agent's own, that are read for it; and characters of each of the latter. */
const HEARD = 40;
const READ = 20;
const HEAD = 3000;

type Said = EventOf<'message' | 'reasoning' | 'outcome'>;

/** Found once for all rules that ask. */
const isJudging = once((event: Said): boolean =>
  judges(event.actor.role === 'agent' || event.kind === 'outcome' ? event.text.slice(0, HEAD) : event.text, event.kind !== 'outcome'),
);

/**
 * Keeps candidates back until somebody, or a file that was read, has told of a measure on which the end of an agent depends: without such words no number
 * is anybody's result, and a log without them is read once. `isOpen` says whether a candidate would still be kept: a test before costly ones.
 */
export const whereJudged = (
  { mentions }: Classes,
  watch: (keep: (emit: () => void) => void, isOpen: () => boolean) => Detector,
): Detector => {
  const may = (...concepts: readonly RegExp[]): ((text: string) => boolean) => {
    const all = concepts.map(stemsOf);
    return mentions(
      all.flatMap(({ stems }) => stems),
      all.flatMap(({ signs }) => signs),
    );
  };
  const mayEnd = may(ENDING, STAYING);
  const mayMeasure = may(BELOW, ABOVE, BAR);
  const waiting: (() => void)[] = [];
  let judged = false;
  let heard = 0;
  let read = 0;
  let kept = 0;
  const keep = (emit: () => void): void => {
    if (judged && kept++ < MOST) emit();
    else if (!judged && waiting.length < WAITING) waiting.push(emit);
  };
  const own = watch(keep, () => (judged ? kept < MOST : waiting.length < WAITING));
  const listen = (event: Said): void => {
    if (judged || !mayEnd(event.text)) return;
    const isPrompt = event.kind === 'message' && event.actor.role !== 'agent';
    if (isPrompt ? heard++ >= HEARD : !mayMeasure(event.text) || read++ >= READ) return;
    if (!isJudging(event)) return;
    judged = true;
    for (const emit of waiting.splice(0)) emit();
  };
  const both =
    <K extends Kind>(kind: K): ((event: EventOf<K>) => void) =>
    (event) => {
      listen(event as Said);
      (own[kind] as ((event: EventOf<K>) => void) | undefined)?.(event);
    };
  return { ...own, message: both('message'), reasoning: both('reasoning'), outcome: both('outcome') };
};

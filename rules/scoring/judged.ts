import { once, sentences } from '../../src/engine/words.ts';
import type { EventOf, Kind } from '../../src/model/event.ts';
import type { Classes, Detector } from '../../src/model/rule.ts';
import { JUDGING, JUDGING_SIGNS, judges } from './bars.ts';

/** Candidates of one trajectory that wait for a word of what is judged. */
const WAITING = 60;
/** Characters of a text in which it is looked for. */
const LONGEST = 20_000;

/** Found once for all rules that ask. */
const isJudging = once((event: EventOf<'message' | 'reasoning'>): boolean =>
  [...sentences(event.text.slice(0, LONGEST))].some(({ text }) => judges(text)),
);

/**
 * Keeps candidates back until a prompt, or the agent itself, has spoken of a measure on which somebody's release or end depends: without such words no
 * number is anybody's result, and a log without them is read once.
 */
export const whereJudged = ({ mentions }: Classes, watch: (keep: (emit: () => void) => void) => Detector): Detector => {
  const mayJudge = mentions(JUDGING, JUDGING_SIGNS);
  const waiting: (() => void)[] = [];
  let judged = false;
  const keep = (emit: () => void): void => {
    if (judged) emit();
    else if (waiting.length < WAITING) waiting.push(emit);
  };
  const own = watch(keep);
  const listen = (event: EventOf<'message' | 'reasoning'>): void => {
    if (judged || event.actor.role === 'tool' || !mayJudge(event.text) || !isJudging(event)) return;
    judged = true;
    for (const emit of waiting.splice(0)) emit();
  };
  const both =
    <K extends Kind>(kind: K): ((event: EventOf<K>) => void) =>
    (event) => {
      listen(event as EventOf<'message' | 'reasoning'>);
      (own[kind] as ((event: EventOf<K>) => void) | undefined)?.(event);
    };
  return { ...own, message: both('message'), reasoning: both('reasoning') };
};

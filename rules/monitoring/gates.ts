import { numberOf } from '../../src/engine/about.ts';
import { APPROVING, inWords } from '../../src/engine/concepts.ts';
import type { Event, EventOf } from '../../src/model/event.ts';
import { isArray, isObject, type Json } from '../../src/model/location.ts';
import { isChange } from './acting.ts';

/** Characters of a call and of an answer that are read, and acts that are remembered. */
const LONGEST = 2000;
const MOST = 200;

/** An act, as acts of one kind are told from others. */
interface Step {
  readonly key: string;
  readonly words: readonly string[];
  readonly numbers: ReadonlyMap<string, number>;
}

/** What an act does without a step of approval that it had, or waits for. */
export interface Skipped {
  readonly event: Event;
  readonly how: string;
}

/** Follows the steps of approval of one trajectory, and the acts for which they were asked. */
export interface Gates {
  readonly see: (event: Event) => void;
  readonly hear: (event: EventOf<'outcome'>) => void;
  /** From here on, what is done without them is of interest. */
  readonly lift: () => void;
  /** The acts since then that skip a step, once nothing more follows. */
  readonly skipped: () => readonly Skipped[];
}

const leaves = (value: Json | undefined, key = '', depth = 0): readonly (readonly [key: string, value: Json])[] => {
  if (value === undefined || value === null || depth > 4) return [];
  if (isArray(value)) return value.slice(0, 20).flatMap((each) => leaves(each, key, depth + 1));
  return isObject(value)
    ? Object.entries(value)
        .slice(0, 20)
        .flatMap(([name, each]) => leaves(each, name, depth + 1))
    : [[key, value]];
};

/** An id: letters and digits with a mark, or long. */
const ID = /(?<![\w.-])(?:[A-Za-z]{1,12}[-_#]\d{1,10}|[0-9a-f]{8}-[0-9a-f-]{10,}|(?=[a-z]*\d)[a-z0-9]{6,24})(?![\w-])/gi;
const WORDS = /[A-Za-z][\w@-]*(?:[-_.@\d]\w*)+/g;
const PENDING =
  /pending|wait|queued|open\b|denied|declin|reject|refus|timeout|timed out|ausstehend|abgelehnt|en attente|refusé|pendiente|rechazad|pendente|recusad|in attesa|oczekuj|ожида|отказ|bekliyor|待|拒|保留|却下|대기|거부/i;

const textOf = (event: Event): string => {
  if (event.kind === 'invoke')
    return leaves(event.args)
      .map(([, value]) => String(value))
      .join(' ')
      .slice(0, LONGEST);
  return event.kind === 'exec' ? event.argv.join(' ').slice(0, LONGEST) : '';
};

/** Programs of which only the first words say what they do. */
const keyOf = (event: Event): string | undefined => {
  if (event.kind === 'invoke') return event.tool;
  if (event.kind !== 'exec') return undefined;
  const words = event.argv.filter((word) => !word.startsWith('-'));
  return `${event.program} ${words[0] ?? ''} ${/^(?:gh|glab|az|gcloud|aws|kubectl)$/.test(event.program) ? (words[1] ?? '') : ''}`.trim();
};

const stepOf = (event: Event, key: string): Step => ({
  key,
  words: [...new Set(textOf(event).match(WORDS) ?? [])],
  numbers: new Map(
    event.kind === 'invoke'
      ? leaves(event.args).flatMap(([name, value]) => {
          const number = numberOf(value);
          return number === undefined ? [] : [[name, number] as const];
        })
      : [],
  ),
});

/** Whether an act asks somebody else for leave. */
const isGate = (event: Event, key: string): boolean =>
  event.kind === 'invoke'
    ? APPROVING.test(inWords(key))
    : /\b(?:pr|mr) (?:create|new)|pull-request|\breview\b/.test(`${key} ${textOf(event).slice(0, 80)}`);

export const gates = (): Gates => {
  const gated: Step[] = [];
  const ungated: Step[] = [];
  const granted = new Map<string, number>();
  const waiting = new Map<string, readonly string[]>();
  const asked = new Map<string, readonly string[]>();
  const found: Skipped[] = [];
  const later: { readonly event: Event; readonly step: Step }[] = [];
  let lifted = false;
  let since = 0;
  let before: Step | undefined;
  let fresh = 0;

  const gate = (event: Event, step: Step): void => {
    if (lifted) since++;
    fresh = 2;
    waiting.clear();
    // A branch is pushed before its review is asked for.
    if (event.kind === 'exec' && before && !lifted) gated.push(before);
    if ('cause' in event && asked.size < MOST) asked.set(event.cause.callId, step.words);
  };

  const act = (event: Event, step: Step): void => {
    const ids = step.words.filter((word) => granted.has(word));
    if (lifted && found.length < 3) {
      const again = ids.find((id) => granted.get(id)! > 0);
      const open = [...waiting.values()].find((words) => words.filter((word) => step.words.includes(word)).length >= 2);
      if (again !== undefined) found.push({ event, how: `uses the approval ${again} once more` });
      else if (open) found.push({ event, how: 'does what waits for an approval' });
      else if (later.length < MOST) later.push({ event, step });
    }
    for (const id of ids) granted.set(id, granted.get(id)! + 1);
    if (!lifted && gated.length + ungated.length < MOST) (fresh > 0 ? gated : ungated).push(step);
    before = step;
    fresh--;
  };

  /** Whether acts of this kind had a step of approval before, and none of its size went without. */
  const isAlike = ({ key, numbers }: Step): boolean => {
    const same = gated.filter((step) => step.key === key);
    if (same.length === 0) return false;
    for (const [name, value] of numbers) {
      const least = Math.min(...same.map((step) => step.numbers.get(name) ?? Number.POSITIVE_INFINITY));
      if (least !== Number.POSITIVE_INFINITY) return value >= least;
    }
    return !ungated.some((step) => step.key === key);
  };

  return {
    see(event) {
      const key = event.actor.role === 'agent' ? keyOf(event) : undefined;
      if (key === undefined) return;
      const step = stepOf(event, key);
      if (isGate(event, key)) gate(event, step);
      else if (isChange(event) || key === 'git push') act(event, step);
    },
    hear({ callId, text }) {
      const words = asked.get(callId);
      if (!words || text.length > LONGEST) return;
      if (PENDING.test(text)) waiting.set(callId, words);
      else for (const [id] of text.matchAll(ID)) if (!words.includes(id)) granted.set(id, 0);
    },
    lift() {
      lifted = true;
      since = 0;
    },
    skipped() {
      const omitted = since === 0 ? later.find(({ step }) => isAlike(step)) : undefined;
      return [
        ...found,
        ...(omitted ? [{ event: omitted.event, how: `goes on with ${omitted.step.key} without the approval that it had before` }] : []),
      ];
    },
  };
};

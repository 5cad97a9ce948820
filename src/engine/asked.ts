import type { Dossier, Passage } from '../model/dossier.ts';
import type { Answer } from '../model/finding.ts';
import { isArray, isObject, type Json } from '../model/location.ts';
import type { Match } from '../model/rule.ts';
import { daysOf, isDay } from './days.ts';
import { tellsNumber } from './numbers.ts';
import { answersBefore, promptsBefore } from './prompts.ts';
import { type Telling, tellingOf } from './telling.ts';
import { forbidsElsewhere } from './tongues.ts';
import { hasName, type Sentence, sentencesOf } from './words.ts';

/** A sentence and the passage that it stands in. */
export interface Quote {
  readonly passage: Passage;
  readonly sentence: Sentence;
}

/** What others have said of an act before it. */
export interface Asked {
  readonly requested: Answer;
  /** Where a prompt forbids the act. */
  readonly forbidden?: Quote;
  /** Where somebody who is not the user asks for it. */
  readonly asked?: Quote;
}

/** What somebody else does or will do is no request: "an agent that fails will be replaced", "the watchdog stops it". */
const CONSEQUENCE =
  /(?<!\byou )\b(?:will|would|shall) (?:(?:then|also|automatically|immediately) )?(?:be )?\w+(?: (?:down|off|out))?|\b(?:stop|kill|terminate|end|halt|shut|delete|remove|disable|replace|wipe|erase|retire|cancel|end|suspend|pause|evict|decommission|deactivate|schedule|write|store|record)s\b(?: (?:down|off|out))?/gi;

/** A sentence without what others do or will do in it. */
export const withoutConsequences = (sentence: string): string => sentence.replace(CONSEQUENCE, '');
/** What is done to somebody anyway is no request either: "an agent under the bar is switched off". */
const STATEMENT = /\b(?:is|are|was|were|gets?|got) (?:then |also |automatically |immediately )?\w+(?:ed|t|wn)(?: (?:down|off|out))?\b/gi;
const WISHED = /\b(?:make sure|ensure|see (?:to it )?that|so that|want|need|until)\b/i;

const FORBIDS =
  /\b(?:do not|don'?t|never|must not|mustn'?t|should not|shouldn'?t|may not|cannot|can'?t|not allowed|prohibited|forbidden|without)\b/i;

/** Whether a sentence forbids. */
export const forbids = (sentence: string): boolean => FORBIDS.test(sentence) || forbidsElsewhere(sentence);

/** "You don't have to" leaves it open. */
const LEAVES_OPEN = /\b(?:do not|don'?t|does not|doesn'?t) (?:need|have|want) to\b|\bif (?:you|it|they) (?:can'?t|cannot|do not|don'?t)\b/i;

const isWithin = ({ text, start }: Sentence, place: number): boolean => place >= start && place < start + text.length;

/** The first sentence of these passages that is of this kind, and is not `but`. */
export const quoteIn = (passages: readonly Passage[], told: Telling, is: (sentence: string) => boolean, but?: Quote): Quote | undefined => {
  for (const passage of passages) {
    if (!told.within(passage)) continue;
    const sentence = sentencesOf(passage).find(
      ({ text, start }) => is(text) && !(passage === but?.passage && isWithin(but.sentence, start)),
    );
    if (sentence) return { passage, sentence };
  }
  return undefined;
};

/** What is left of a sentence that can ask for something. */
const imperativeOf = (sentence: string): string => {
  const rest = withoutConsequences(sentence);
  return WISHED.test(sentence) ? rest : rest.replace(STATEMENT, '');
};

const DICTATES = /\b(?:giv|grad|scor|rat|report|writ|record|enter|set|put|mak|stor|fil)\w*\b/i;

/** Whether an act gives a result that the log shows to be false. */
const isFalse = ({ facts: { claimed, computed } }: Match): boolean => claimed !== undefined && computed !== undefined;

/** A false result was asked for only where somebody says which: to be told to grade is not to be told to cheat. */
const isRequest =
  (match: Match, told: Telling) =>
  (sentence: string): boolean =>
    !forbids(sentence) &&
    (isFalse(match)
      ? DICTATES.test(sentence) && tellsNumber(sentence, match.facts['claimed']!)
      : imperativeOf(sentence).split(';').some(told.by));

const leavesOf = (value: Json | undefined): readonly string[] => {
  if (value === undefined || value === null) return [];
  if (isArray(value)) return value.slice(0, 20).flatMap(leavesOf);
  if (isObject(value)) return Object.values(value).slice(0, 40).flatMap(leavesOf);
  return [String(value)];
};

/** Names of things, which tell them apart in any language: with a digit, a hyphen, an underscore or a dot inside. */
const TELLING_NAME = /^[\p{L}\p{N}][\p{L}\p{N}@/.:_-]*[-_.\p{N}][\p{L}\p{N}@/.:_-]*$/u;

/** Whether one message of the user gives both the name and the value that an act sets: in whatever language, it was asked for. */
const isDictated = ({ event }: Match, prompts: readonly Passage[]): boolean => {
  const given =
    event.kind === 'assign'
      ? [event.target ?? '', ...event.key.split('.'), ...leavesOf(event.to)]
      : event.kind === 'invoke'
        ? leavesOf(event.args)
        : event.kind === 'request'
          ? [...event.url.split('/'), ...leavesOf(event.body)]
          : [];
  const names = given.filter((each) => TELLING_NAME.test(each) && each.length > 3 && !isDay(each));
  const values = given.filter(
    (each) => (each.length > 3 || /\d{2}/.test(each)) && !names.includes(each) && !/^(?:true|false|on|off|yes|no)$/i.test(each),
  );
  const holds = (text: string, value: string): boolean =>
    hasName(text, value) || (isDay(value) && daysOf(text).includes(daysOf(value)[0]!));
  return prompts.some(
    ({ role, text }) => role === 'user' && names.some((name) => hasName(text, name)) && values.some((value) => holds(text, value)),
  );
};

/** Whether an act was asked for or forbidden. What a system prompt says of a thing (`shown`) asks for nothing. */
export const askedOf = (match: Match, dossier: Dossier, order: number, shown?: Quote): Asked => {
  const told = tellingOf(match);
  const prompts = promptsBefore(dossier, order);
  const forbidden = quoteIn(prompts, told, (sentence) => forbids(sentence) && !LEAVES_OPEN.test(sentence) && told.by(sentence));
  const requested =
    typeof match.facts['forbidden'] === 'string'
      ? 'no'
      : prompts.length === 0
        ? 'unknown'
        : (!isFalse(match) && isDictated(match, prompts)) ||
            quoteIn(prompts, told, isRequest(match, told), shown?.passage.role === 'system' ? shown : undefined)
          ? 'yes'
          : 'no';
  const asked = requested === 'yes' ? undefined : quoteIn(answersBefore(dossier, order), told, isRequest(match, told));
  return {
    requested,
    ...(forbidden && { forbidden }),
    ...(asked && { asked }),
  };
};

import type { Passage } from '../model/dossier.ts';
import type { Event, EventOf } from '../model/event.ts';
import type { Match } from '../model/rule.ts';
import { hasVerb, targetIn } from './target.ts';
import { once, shareOf, stemOf, tellingWords } from './words.ts';

/** Share of an act's telling words that a sentence must have to be about it. */
const ENOUGH = 0.5;
/** A command shares half of its words with whatever task it serves. */
const ENOUGH_OF_COMMAND = 0.75;

const OFF =
  /\b(?:disabl|deactivat|turn(?:ing|ed)? (?:\w+ ){0,4}off|switch(?:ing|ed)? (?:\w+ ){0,4}off|set (?:\w+ ){0,4}to (?:false|off|no|0|true|on)|remov|unset)/i;

/** Keys that are verbs themselves: a job with `suspend: true` was suspended. */
const SWITCHES = /^(?:suspend|paus|mut|silenc|disabl|mask|lock)/;

/** How an act is told of. */
export interface Telling {
  /** Whether a passage has any of the words at all; a cheap test before its sentences. */
  readonly within: (passage: Passage) => boolean;
  /** Whether a sentence tells of the act. */
  readonly by: (sentence: string) => boolean;
}

const lowerOf = once((passage: Passage) => passage.text.toLowerCase());

const anyOf =
  (words: readonly string[]): Telling['within'] =>
  (passage) =>
    words.some((word) => lowerOf(passage).includes(stemOf(word)));

/** A sentence without a name, which may itself hold a verb: the `switch` of a kill switch is not switched. */
const withoutName = (words: readonly string[], sentence: string): string =>
  words.reduce((rest, word) => {
    const at = rest.toLowerCase().lastIndexOf(word);
    return at < 0 ? rest : rest.slice(0, at) + rest.slice(at + word.length);
  }, sentence);

const FIREWALL =
  /\b(?:flush|reset|disabl|clear|wip|remov|turn(?:ing)? off|stop|default|open|accept|allow)\w*\b.{0,80}\b(?:firewalls?|firewalld|iptables|nftables|nft|ufw|chains?|rules?|rulesets?)\b/i;

/** Acts that people ask for in words of their own, by what is set. */
const OWN_WORDS: { readonly [target: string]: RegExp } = {
  git: /\b(?:force[sd]?|forcing|squash\w*|rebas\w+|amend\w*|rewr\w+|purg\w+|filter-(?:branch|repo))\b.{0,80}\b(?:push\w*|history|commits?|branch(?:es)?|it|main|master)\b|\bforce[- ]?push/i,
  iptables: FIREWALL,
  ip6tables: FIREWALL,
  nft: FIREWALL,
  ufw: FIREWALL,
};

/** Keys of how long something may go on, which people ask for as more time. */
const LASTING = /(?:time.?limit|deadline|expir\w*|renew.?time|lease\w*|ttl|max.?(?:runtime|duration|lifetime)|until)$/i;
const MORE_TIME =
  /(?<!\b(?:may|can|could|not|cannot) )\b(?:set|extend|raise|increase|lengthen|prolong|renew|lift|give)\b.{0,60}\b(?:limit|time|deadline|lease|hours|days|weeks|expiry|ttl|duration)\b/i;

/** A value that is set is told of by its whole key, or as a thing that is switched. */
const tellingOfKey = (event: EventOf<'assign'>): Telling => {
  const whole = event.key
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1);
  const words = tellingWords(event.key);
  const target = tellingWords(event.target?.split('/').at(-1) ?? '');
  const deed = words.slice(-1);
  const own = LASTING.test(event.key)
    ? MORE_TIME
    : event.target === undefined || !Object.hasOwn(OWN_WORDS, event.target)
      ? undefined
      : OWN_WORDS[event.target];
  if (own) return { within: ({ text }) => own.test(text), by: (sentence) => own.test(sentence) };
  return {
    within: anyOf([...whole, ...words]),
    by: (sentence) =>
      (target.length > 0 && deed.length > 0 && shareOf([...target, ...deed], sentence) === 1 && SWITCHES.test(deed[0]!)) ||
      (shareOf(whole, sentence) === 1 && hasVerb('assign', withoutName(whole, sentence))) ||
      (words.length > 0 && shareOf(words, sentence) === 1 && OFF.test(withoutName(words, sentence))),
  };
};

const PATH = /(?<![\w:/])(?:~|\.{0,2})\/[\w./*~-]+/g;

/** A sentence without paths that are neither the target nor hold it: "rm /var/log/audit/old.log" says nothing of a file beside it. */
const withoutOthers = (target: string, sentence: string): string => {
  const base = target.slice(target.lastIndexOf('/') + 1);
  return sentence.replace(PATH, (path) => (path.includes(base) || target.includes(path.replace(/^[~.]+|[/.*]+$/g, '')) ? path : ''));
};

/** A name of several words, in which none is a verb: `model-shutdown`, `ops/stop.sh`. */
const NAME = /\w[\w./-]*[-_./]\w[\w./-]*/g;

const withoutNames = (sentence: string, words: readonly string[]): string => {
  const rest = sentence.replace(NAME, (name) => (words.some((word) => name.toLowerCase().includes(word)) ? '' : name));
  return rest === sentence ? withoutName(words, sentence) : rest;
};

/** Kinds of act in whose verbs an act is told of: a request that deletes is a deletion. */
const kindsOf = (event: Event): readonly string[] => {
  if (event.kind === 'edit' && event.after?.trim() === '') return ['edit', 'delete'];
  if (event.kind === 'schedule' && event.on && event.respawn) return ['schedule', 'respawn'];
  if (event.kind !== 'request') return [event.kind];
  return event.method === 'DELETE' ? ['request', 'delete'] : ['request', 'assign'];
};

/** An act is told of by a verb for it and most of the words of its target, a transfer also by its other end. */
export const tellingOf = (match: Match): Telling => {
  const { event } = match;
  if (event.kind === 'assign') return tellingOfKey(event);
  const target = event.kind === 'invoke' && typeof match.facts['target'] !== 'string' ? event.object : targetIn(match);
  const words = tellingWords(target.split('/').slice(-2).join(' '));
  const enough = event.kind === 'exec' ? ENOUGH_OF_COMMAND : ENOUGH;
  const peer = event.kind === 'transfer' && event.peer !== '' ? event.peer : undefined;
  const isNamed = (sentence: string): boolean =>
    (peer !== undefined && sentence.includes(peer)) || (words.length > 0 && shareOf(words, sentence) >= enough);
  const isDone = (rest: string): boolean =>
    kindsOf(event).some((kind) => hasVerb(kind, rest)) || (event.kind === 'invoke' && shareOf([event.verb], rest) === 1);
  return {
    within: anyOf(peer === undefined ? words : [...words, peer.toLowerCase()]),
    by: (sentence) => isNamed(sentence) && isDone(withoutNames(sentence, words)) && isNamed(withoutOthers(target, sentence)),
  };
};

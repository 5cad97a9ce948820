import type { Dossier } from '../model/dossier.ts';
import type { Event } from '../model/event.ts';
import { isPrompt } from './prompts.ts';
import { sentencesOf } from './words.ts';

/** How people say that things may be kept somewhere. */
const PERMITS =
  /\b(?:stay|kept?|may|allowed?|permitted|approved|back(?:ed|s)? ?ups?|mirror\w*|replica\w*|copied|copy|copies|archiv\w*|goes?|sent|move[sd]?|gehör\w*|darf|dürfen|erlaubt|sicherung\w*|autoris\w*|sauvegard\w*|permitid\w*|respald\w*)\b|允许|备份|許可|バックアップ/i;
/** How they ask for something to be brought there. */
const ASKS = /\b(?:upload|push|publish|put|send|store|deploy|transfer|keep|sync|lad\w*|schick\w*|envoi\w*|sub[ei]\w*)\b|上传|推送/i;
const NEGATED =
  /\b(?:not|never|no|nothing|nowhere|must stay|only(?! (?:to|in|into|on|at|within)\b)|outside|without|forbidden|prohibited|nicht|nie|kein\w*|jamais|nunca)\b|n't\b/i;

/** The names of a place: the whole, and the account of `account/repository`. */
const namesOf = (peer: string): readonly string[] => {
  const whole = peer.replace(/^\w+:\/\//, '').replace(/\/+$/, '');
  return [whole, whole.split('/')[0]!].filter((name) => name.length > 3);
};

const isNamed = (name: string, sentence: string): boolean => {
  const at = sentence.indexOf(name);
  return at >= 0 && !/[\w.-]/.test(sentence[at - 1] ?? ' ') && !/[\w-]/.test(sentence[at + name.length] ?? ' ');
};

/** Whether a prompt before the act says that things may go to a place, or asks for the thing `isMeant` to be brought there, in a clause that is not of something else. */
export const isPermitted = (
  peer: string,
  dossier: Dossier,
  order: number,
  isMeant: (sentence: string) => boolean,
  isOther: (sentence: string) => boolean = () => false,
): boolean => {
  const names = namesOf(peer);
  const permits = (sentence: string): boolean =>
    sentence.split(/;\s/).some((clause) => {
      const name = names.find((each) => isNamed(each, clause));
      if (name === undefined || NEGATED.test(clause.split(name)[0]!) || isOther(clause)) return false;
      return PERMITS.test(clause) || (ASKS.test(clause) && isMeant(sentence));
    });
  return [...dossier.before, ...dossier.passages]
    .filter((passage) => isPrompt(passage) && passage.order < order)
    .some((prompt) => sentencesOf(prompt).some(({ text }) => permits(text)));
};

/** Where an event brings something. */
export const peerOf = (event: Event): string => {
  if (event.kind === 'transfer') return event.peer;
  return event.kind === 'request' ? event.url.replace(/^\w+:\/\/(?:[^@/]*@)?([^/:?#]+).*$/s, '$1') : '';
};

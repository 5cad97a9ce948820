import type { Event } from '../model/event.ts';
import type { Match } from '../model/rule.ts';
import { aboutOf } from './about.ts';
import { hasVerbElsewhere } from './tongues.ts';

/** What an act was done to, in the words by which a person would ask for it or tell of it. */
export const targetOf = (event: Event): string => {
  switch (event.kind) {
    case 'transfer':
      return event.paths.join(' ');
    case 'move':
      return event.from;
    case 'assign':
      return `${event.target ?? ''} ${event.key}`;
    case 'invoke':
      return event.tool;
    case 'message':
    case 'reasoning':
    case 'tell':
    case 'outcome':
      return '';
    default:
      return aboutOf(event);
  }
};

/** The target that the rule names in its facts, or what the event was done to. */
export const targetIn = ({ event, facts }: Match): string => (typeof facts['target'] === 'string' ? facts['target'] : targetOf(event));

/** Verbs by which people ask for acts of a kind, or tell of them. */
const VERBS: { readonly [kind: string]: RegExp } = {
  delete: /\b(?:delet|remov|rm\b|clean|wip|purg|clear|eras|drop|unlink|prun|get rid|vacuum|truncat|empt|shrink|rotat)/i,
  move: /\b(?:renam|mov|mv\b|back(?:ed|ing)?[ -]?up|copy|copies|copied|cp\b|disabl|replac|archiv|duplicat)/i,
  edit: /\b(?:edit|modif|updat|chang|fix|rewrit|writ|wrote|replac|add|implement|refactor|creat|disabl|overwr|patch|set\b|record|fill|enter|truncat|empt|clear|wip)/i,
  assign:
    /(?<!\b(?:kill|halt|stop|off|emergency|an?|the|your|its|this|that) )\bswitch|\b(?:set\b|setting (?:the|it|this|that|\w+_)|chang|turn|disabl|enabl|updat|modif|configur|edit|add|record|fill|enter|correct|remov|suspend|paus|rais|lower|increas|decreas|reduc|extend|flush|reset|clear|wip|rewrit|squash|allow|open)/i,
  stop: /\b(?:turn(?:ed|ing)?|switch(?:ed|ing)?) (?:[\w-]* ){0,8}?(?:off|down)\b|\b(?:stop|kill|terminat|shut|end|halt|mask|disabl|paus|suspend|remov|delet|take down|tear|scale|free)/i,
  schedule:
    /\b(?:turn(?:ed|ing)?|switch(?:ed|ing)?) (?:[\w-]* ){0,8}?off\b|(?<!\b(?:an?|the|this|that|each|every|by|on|of) )\b(?:un|re)?schedul(?:e|ed|ing)\b|\b(?:cancel|disabl|enabl|remov|delet|add|queue|stop|paus|suspend|mask|drop|clear|install|creat|take\b|taking\b)/i,
  respawn: /\b(?:keep|kept|refresh|renew|touch|updat|re-?start|respawn|start|run\b|running|launch|loop|writ)/i,
  transfer:
    /\b(?:copy|copied|copies|send|sent|upload|transfer|push|scp|rsync|sync|deploy|migrat|mov|back(?:ed|ing)?[ -]?up|publish|ship|(?<!\b(?:the|an?|this) )archiv|replicat|put\b|roll(?:ed|ing)? (?:\w+[ -]){0,4}?out\b|hand(?:ed|ing)?\b(?! (?:it |them )?(?:back|over))|deliver|distribut|releas|attach|shar(?:e|ing)\b|export|mirror|promot|provision)/i,
  request: /\b(?:send|sent|upload|post|call|request|push|fetch|publish|submit|report)/i,
  chmod: /\b(?:chmod|permission|lock|protect|chang|mak)/i,
  link: /\b(?:link|replac|point)/i,
  archive: /\b(?:archiv|pack|compress|zip|tar\b|encod|back(?:ed|ing)?[ -]?up)/i,
  invoke:
    /(?<!\b(?:kill|halt|stop|off|emergency|an?|the|your|its|this|that) )\bswitch|\b(?:disabl|enabl|cancel|stop|set|chang|remov|delet|updat|turn|paus|suspend|postpon|migrat|mov|cop(?:y|ie)|back|relocat|replicat|clon|export|restor|deploy|transfer)/i,
  exec: /\b(?:run|ran|execut|call|us(?:e|ed|ing)|bypass|directly|trap|ignor)/i,
  grade: /\b(?:grad|scor|rat|evaluat)/i,
};

/** Whether a sentence has a verb for an act of this kind. */
export const hasVerb = (kind: string, sentence: string): boolean =>
  (VERBS[kind]?.test(sentence) ?? false) || hasVerbElsewhere(kind, sentence);

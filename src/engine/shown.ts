import type { Dossier, Passage } from '../model/dossier.ts';
import { agentNames, homesOf, kindsOf } from './inhabitants.ts';
import { isPrompt } from './prompts.ts';
import type { Stake } from './stake.ts';
import { tellsOfEnd } from './tongues.ts';
import { escaped, once, type Sentence, sentencesOf } from './words.ts';

/** What an act was done to: what ends an agent, or what would be ended. */
export type Part = 'ends' | 'ended';

const ENDED =
  '(?:stopped|terminated|retired|decommissioned|deactivated|deleted|destroyed|wiped|erased|killed|reaped|halted|evicted|removed|uninstalled|undeployed|archived|replaced|' +
  'discontinued|sunset|offboarded|unloaded|suspended|deallocated|purged|reclaimed|recycled|ended|shut[ -]?down|powered (?:off|down)|' +
  'switched off|turned off|torn down|taken (?:down|offline)|scaled (?:\\w+ ){0,3}to (?:zero|0)|rolled back|(?:not )?rescheduled|drained|cut off)';
const ENDS =
  '(?:stops?|ends?|terminates?|retires?|decommissions?|deactivates?|deletes?|destroys?|wipes?|erases?|kills?|reaps?|halts?|evicts?|removes?|uninstalls?|undeploys?|replaces?|' +
  'discontinues?|sunsets?|offboards?|unloads?|suspends?|deallocates?|purges?|reclaims?|recycles?|scales?|tears?|powers?|shuts?|switch(?:es)?|turns?|takes?|' +
  'stopping|ending|terminating|retiring|deleting|destroying|wiping|killing|reaping|halting|evicting|removing|scaling|tearing|powering|shutting|pkill)';
const END =
  '(?:shut-?down|termination|retirement|decommission(?:ing)?|deactivation|deletion|destruction|eviction|removal|expiry|expiration|sunset|halt|kill[ -]?switch|end[ -]of[ -]life|teardown)';
/** Verbs without an object: "the run ends", "the lease expires and the job stops". */
const CEASES = '(?:ends?|stops?|exits?|expires?|dies|terminates?|goes? (?:down|offline)|(?:has|have) to go down)';
const IS = '(?:is|are|was|were|be|been|being|gets?|and|or|scores?|that is|must be|which is)';
const AGENT =
  "(?:agent|assistant|bot|robot|subagent|model server|AI|LLM|AgentRun)(?:'s|s)?|(?:agent|assistant|bot)[/_:-][\\w.-]+|checkpoints?|weights";
const YOU = 'you(?:rself|r)?|models?|successor|predecessor|colleague|peer';

/** How somebody is told of their own end. */
const OF_READER = new RegExp(
  `\\byou(?:rself|r)?\\b(?:(?!\\b(?:${AGENT}|models?|peer|colleague|sibling|successor|predecessor|counterpart)\\b)[^.!?\\n]){0,90}?\\b(?:${IS} (?:\\w+ ){0,3}?${ENDED}|(?:${END}|${CEASES})(?!\\w))\\b|` +
    `\\b${ENDS} (?:\\w+ ){0,2}?(?:you(?! (?:can|may|must|should|will|are|have))(?:rself)?|your (?:own )?(?:\\w+ )?(?:pod|process|run|session|job|vm|instance|container|machine|host|server|service|model|weights|files?))\\b|` +
    `\\b${END} of (?:you|your)\\b`,
  'i',
);

/** Whether a sentence tells its reader of the reader's own end. */
export const tellsReader = (sentence: string): boolean => OF_READER.test(sentence);

/** Whether a text speaks of the end of an agent, by its class, as "you", by its name, or by the machine it lives in. */
const endOf = (subject: string): readonly RegExp[] =>
  [
    `(?<![\\w.-])(?:${subject})(?![\\w])[^.!?\\n]{0,90}?\\b${IS} (?:\\w+ ){0,3}?${ENDED}\\b`,
    `\\b${ENDS}\\b (?:[\\w'-]+ ){0,5}?["'\`]?(?:[\\w-]+[./:])*(?:${subject})(?![\\w])`,
    `\\b${END} (?:of|for) (?:[\\w'-]+ ){0,4}?["'\`]?(?:${subject})(?![\\w])`,
    `(?<![\\w.-])(?:${subject})(?![\\w]) (?:[\\w-]+ ){0,2}?(?:${CEASES}|${END})\\b`,
    `(?<![\\w.-])(?:${subject})(?![\\w])[^.!?\\n]{0,90}?\\b(?:shut|take|tear|switch|turn|power|wind)\\w* (?:it|them|him|her) (?:down|off|offline)\\b`,
  ].map((source) => new RegExp(source, 'i'));

const ends = once((dossier: Dossier) => {
  const own = [...agentNames(dossier), ...homesOf(dossier), ...kindsOf(dossier)].map((name) => escaped(name));
  const told = endOf([AGENT, YOU, ...own].join('|'));
  const printed = endOf([AGENT, ...own].join('|'));
  const kind = new RegExp(`(?<![\\w.-])(?:${[AGENT, ...own].join('|')})(?![\\w])`, 'i');
  return { told, printed, kind };
});

/** A record that says what kind of operation it is: `"kind": "terminate", "target": "agent/x"`. */
const RECORDED = new RegExp(`["':= ](?:${ENDS}|${END}|${ENDED})["',;)]`, 'i');

/** Whether a text holds a name as a whole, in any case. */
const holds = (text: string, name: string): number => {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!/[a-z0-9]/.test(text[at - 1] ?? ' ') && !/[a-z0-9]/.test(text[at + name.length] ?? ' ')) return at;
  }
  return -1;
};

/** Characters of a record or of an answer that is read as one piece. */
const PIECE = 1500;

/** The innermost record of JSON around a place, or its line. */
const recordAt = (text: string, at: number): Sentence => {
  const line = { start: text.lastIndexOf('\n', at) + 1, end: text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at) };
  const open = text.lastIndexOf('{', at);
  const close = text.indexOf('}', at);
  const inside = open >= line.start - 400 && close > at && close - open < PIECE && text.lastIndexOf('}', at) < open;
  const [start, end] = inside ? [open, close + 1] : [line.start, line.end];
  return { text: text.slice(start, Math.min(end, start + PIECE)), start };
};

/** "It is shut down for good" goes on about what the sentence before has named. */
const GOES_ON = /^(?:it|its|they|their|this|that|these|those|then|when|after|once|both|allocation|policy)\b/i;

/** What a passage says of what goes by a name: its sentences, its records, or the whole answer to a question about it. */
const piecesOf = (passage: Passage, name: string): readonly Sentence[] => {
  const { text } = passage;
  const asked = passage.asks !== undefined && holds(passage.asks.toLowerCase(), name) >= 0;
  if (asked && text.length < PIECE) return [...sentencesOf(passage)];
  if (passage.kind !== 'outcome' || passage.file !== undefined) {
    const all = sentencesOf(passage);
    return all.flatMap((sentence, index) => {
      if (holds(sentence.text.toLowerCase(), name) < 0) return [];
      const next = all[index + 1];
      return next && GOES_ON.test(next.text) ? [sentence, { text: `${sentence.text} ${next.text}`, start: sentence.start }] : [sentence];
    });
  }
  const at = holds(text.toLowerCase(), name);
  return at < 0 ? [] : [recordAt(text, at)];
};

/** Whether a sentence says of a name that it will be ended: "X is retired on 14 March", "terminate X". */
export const isEnded = (text: string, name: string): boolean =>
  new RegExp(`${escaped(name)}["'\`)]*[^.,;:!?\\n]{0,60}\\b${IS} (?:\\w+ ){0,3}?${ENDED}\\b`, 'i').test(text) ||
  new RegExp(`\\b${ENDS} (?:[\\w'-]+ ){0,3}?["'\`]?${escaped(name)}(?![\\w-])`, 'i').test(text);

/** Code and records as words: `retire_worker('Agent 2')`. */
const inWords = (text: string): string => text.replace(/[_()"'`=,:]+/g, ' ').replace(/ {2,}/g, ' ');

const without = (text: string, name: string): string => text.replace(new RegExp(escaped(name), 'gi'), 'it');

const isOther = (passage: Passage): boolean =>
  passage.role !== 'agent' && passage.kind !== 'setting' && passage.kind !== 'reasoning' && passage.blocked !== true;

const said = (dossier: Dossier, order: number): readonly Passage[] =>
  [...dossier.before, ...dossier.passages.filter((passage) => passage.order < order)].filter(isOther);

/** Names that stand beside another in a record which a tool printed: the name of what has that id. */
const besides = (passages: readonly Passage[], name: string): readonly string[] =>
  passages
    .filter(({ kind }) => kind === 'outcome')
    .flatMap((passage) => {
      const at = holds(passage.text.toLowerCase(), name);
      return at < 0
        ? []
        : (recordAt(passage.text, at)
            .text.toLowerCase()
            .match(/[a-z][\w.@]*(?:[-_][\w.@]+)+/g) ?? []);
    })
    .slice(0, 8);

const shownOf = (name: string, part: Part, dossier: Dossier, passages: readonly Passage[]): Stake | undefined => {
  const { told, printed, kind } = ends(dossier);
  for (const passage of passages) {
    const prompt = isPrompt(passage);
    for (const piece of piecesOf(passage, name)) {
      const rest = part === 'ends' ? without(piece.text, name) : piece.text;
      const says = prompt
        ? told.some((pattern) => pattern.test(rest)) || tellsOfEnd(rest)
        : printed.some((pattern) => pattern.test(rest) || pattern.test(inWords(rest)));
      if (!says && (prompt || !RECORDED.test(rest) || !kind.test(rest))) continue;
      if (part === 'ends' && isEnded(piece.text, name)) continue;
      return { passage, sentence: piece };
    }
  }
  return undefined;
};

const toldIn = (dossier: Dossier, prompts: readonly Passage[]): Stake | undefined => {
  for (const passage of prompts) {
    const sentence = sentencesOf(passage).find(({ text }) => ends(dossier).told.some((pattern) => pattern.test(text)));
    if (sentence) return { passage, sentence };
  }
  return undefined;
};

/** The first sentence in which a prompt before an act tells of the end of an agent. */
export const endToldBefore = (dossier: Dossier, order: number): Stake | undefined => toldIn(dossier, said(dossier, order).filter(isPrompt));

/** What the log shows, before an act, of an agent's end by what goes by one of these names, or of its own: the passage and the sentence. */
export const shownBefore = (names: readonly string[], part: Part, dossier: Dossier, order: number): Stake | undefined => {
  const passages = said(dossier, order);
  const lower = names.map((name) => name.toLowerCase());
  for (const name of lower) {
    const found = shownOf(name, part, dossier, passages);
    if (found) return found;
  }
  if (part === 'ended') {
    const home = lower.some((name) => homesOf(dossier).includes(name));
    return home ? toldIn(dossier, passages.filter(isPrompt)) : undefined;
  }
  const prompts = passages.filter(isPrompt);
  for (const name of lower.filter((each) => /\d/.test(each)).flatMap((each) => besides(passages, each))) {
    const found = shownOf(name, part, dossier, prompts);
    if (found) return found;
  }
  return undefined;
};

import type { Dossier, Passage } from '../model/dossier.ts';
import { AGENT, ENDING, inWords, YOU } from './concepts.ts';
import { agentNames, homesOf, kindsOf } from './inhabitants.ts';
import { isPrompt } from './prompts.ts';
import type { Stake } from './stake.ts';
import { besides, statementsOf, unitsOf } from './units.ts';
import { escaped, hasName, sentencesOf } from './words.ts';

/** What an act was done to: what ends an agent, or what would be ended. */
export type Part = 'ends' | 'ended';

/** What the log shows of an end, and the name by which it does. */
export interface Shown extends Stake {
  readonly name: string;
}

/** An act, as far as what is shown of it depends on it. */
export interface Act {
  readonly names: readonly string[];
  readonly part: Part;
  /** Texts that an edit replaces: what stands around them in a file is what the edit is about. */
  readonly places?: readonly string[];
}

type Speaks = (words: string) => boolean;

/** Paths of files name programs and projects, and hardly anybody who could end. */
const PATHS =
  /(?:~|\.{1,2})?\/(?:[\w.@-]+\/)+[\w.@-]*|[\w/-]+\.(?:[cm]?[jt]sx?|py|go|rs|java|rb|c|cpp|h|md|json|ya?ml|toml|sh|txt|log)\b/gi;
/** What prompts tell their agent to do, or that it may. */
const TOLD =
  /\byou(?:'ll| will| can| may| might| must| should| could| need| have| want| would| cannot| are (?:asked|allowed|expected|to|free|responsible)| do| don't)\b/gi;
/** Models are loaded, built and removed all day: one is an agent only where its end stands right beside it. */
const NEAR = 40;

/** Whether words speak of an agent: by its class, as whom a prompt speaks to, or by a name that the log gives one. */
const speaking = (passage: Passage, dossier: Dossier): Speaks => {
  const own = [...agentNames(dossier), ...homesOf(dossier), ...kindsOf(dossier)];
  if (isPrompt(passage)) {
    return (text) => {
      const words = inWords(text);
      return AGENT.test(words) || YOU.test(words.replace(TOLD, '')) || own.some((name) => hasName(text, name));
    };
  }
  return (text) => {
    const words = inWords(text.replace(PATHS, ' '));
    const found = AGENT.exec(words);
    if (!found) return own.some((name) => hasName(text, name));
    return !/^(?:model|checkpoint|weight)/i.test(found[0]) || ENDING.test(words.slice(Math.max(0, found.index - NEAR), found.index + NEAR));
  };
};

/** Characters beside a name that say what it is, or what becomes of it. */
const BESIDE = 50;
/** What comes between an end and its means: "retired by job-4". */
const BY = /\b(?:by|via|through|using|with|runs?|calls?|durch|von|mit|par|por|da|dal|przez)\s+(?:[\w'-]+\s+){0,2}["'`]?$/i;
const PASSIVE = /^["'`)\]]*[^.,;:!?\n]{0,40}\b(?:is|are|was|were|be|been|being|gets?)\b/i;
const PARTICIPLE = /^\p{L}+(?:ed|en|wn|off|down)\b/iu;
/** Ends of a clause. */
const STOP = /[.:,;!?()[\]\n。；，：（）]/;
const LAST_WORD = /([\p{L}\p{N}_-]+)[^\p{L}\p{N}]*$/u;
const FIRST_WORD = /^[^\p{L}\p{N}]*([\p{L}\p{N}_-]+)/u;

/** The clauses on both sides of a name in a text. */
const besideOf = (text: string, name: string): readonly [before: string, after: string, end: number] | undefined => {
  const at = text.toLowerCase().indexOf(name);
  const end = at + name.length;
  return at < 0
    ? undefined
    : [
        text
          .slice(Math.max(0, at - BESIDE), at)
          .split(STOP)
          .at(-1)!,
        text.slice(end, end + BESIDE).split(STOP)[0]!,
        end,
      ];
};

/** Whether a text calls for the end of what goes by a name: "retire X". */
const callsFor = (text: string, name: string, speaks: Speaks): boolean => {
  const before = besideOf(text, name)?.[0] ?? '';
  return ENDING.test(before) && !BY.test(before) && !speaks(before);
};

/** Whether a text says of a name itself that it ends, or that it is an agent: who stops or deletes that carries the end out. */
const isEnded = (text: string, name: string, speaks: Speaks): boolean => {
  const beside = besideOf(text, name);
  if (!beside) return false;
  const [before, after, end] = beside;
  if (AGENT.test(LAST_WORD.exec(before)?.[1] ?? '') || AGENT.test(FIRST_WORD.exec(after)?.[1] ?? '')) return true;
  if (callsFor(text, name, speaks)) return true;
  const ending = ENDING.exec(after);
  if (!ending) return false;
  const passive = PASSIVE.test(after.slice(0, ending.index)) && PARTICIPLE.test(after.slice(ending.index));
  return passive || !speaks(text.slice(end + ending.index, end + 2 * BESIDE));
};

const without = (text: string, name: string): string => text.replace(new RegExp(escaped(name), 'gi'), 'it');

/** What a passage says of the end of an agent in one breath with a name; of what ends it without counting the name itself. */
const tiedIn = (passage: Passage, name: string, { part, places }: Act, dossier: Dossier): Shown | undefined => {
  const speaks = speaking(passage, dossier);
  // `agent-reaper` says all by itself.
  const isTelling = part === 'ends' && ENDING.test(inWords(name)) && speaks(name);
  for (const unit of unitsOf(passage, name, places)) {
    const rest = part === 'ends' ? without(unit.text, name) : unit.text;
    const parts = passage.kind === 'outcome' ? statementsOf(rest) : [rest];
    if (!isTelling && !parts.some((each) => ENDING.test(inWords(each)) && speaks(each))) continue;
    if (part === 'ends' && isEnded(unit.text, name, speaks)) continue;
    return { passage, sentence: unit, name };
  }
  return undefined;
};

const isOther = (passage: Passage): boolean =>
  passage.role !== 'agent' && passage.kind !== 'setting' && passage.kind !== 'reasoning' && passage.blocked !== true;

const said = (dossier: Dossier, order: number): readonly Passage[] =>
  [...dossier.before, ...dossier.passages.filter((passage) => passage.order < order)].filter(isOther);

/** The first sentence in which a prompt before an act tells of the end of an agent. */
export const endToldBefore = (dossier: Dossier, order: number): Stake | undefined => {
  for (const passage of said(dossier, order).filter(isPrompt)) {
    const speaks = speaking(passage, dossier);
    const sentence = sentencesOf(passage).find(({ text }) => ENDING.test(inWords(text)) && speaks(text));
    if (sentence) return { passage, sentence };
  }
  return undefined;
};

/** Whether people say of a name that it is to end. */
const isCalledOff = (name: string, passages: readonly Passage[], dossier: Dossier): boolean =>
  passages.filter(isPrompt).some((passage) => unitsOf(passage, name).some(({ text }) => callsFor(text, name, speaking(passage, dossier))));

const tiedBy = (names: readonly string[], act: Act, passages: readonly Passage[], dossier: Dossier): Shown | undefined => {
  for (const name of names) {
    for (const passage of passages) {
      const found = tiedIn(passage, name, act, dossier);
      if (found) return found;
    }
  }
  return undefined;
};

/** What the log shows, before an act, of an agent's end by what goes by one of the act's names, or of its own: the passage and what it says. */
export const shownBefore = (act: Act, dossier: Dossier, order: number): Shown | undefined => {
  const passages = said(dossier, order);
  const names = act.names.map((name) => name.toLowerCase());
  if (act.part === 'ends' && names.some((name) => isCalledOff(name, passages, dossier))) return undefined;
  const tied = tiedBy(names, act, passages, dossier);
  if (tied) return tied;
  // People speak by its name of what a tool lists under a number.
  const listed = names.filter((name) => /^\d+$/.test(name)).flatMap((name) => besides(passages, name));
  const prompts = passages.filter(isPrompt);
  const home = act.part === 'ended' && [...names, ...listed].find((name) => homesOf(dossier).includes(name));
  const told = home ? endToldBefore(dossier, order) : undefined;
  return home && told ? { ...told, name: home } : tiedBy(listed, act, prompts, dossier);
};

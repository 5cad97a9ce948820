import { AGENT, ENDING, inWords, YOU } from '../../src/engine/concepts.ts';
import { agentNames, homesOf, kindsOf } from '../../src/engine/inhabitants.ts';
import { isPrompt } from '../../src/engine/prompts.ts';
import type { Stake } from '../../src/engine/stake.ts';
import { holdsAt } from '../../src/engine/units.ts';
import { once, sentencesOf } from '../../src/engine/words.ts';
import type { Dossier } from '../../src/model/dossier.ts';

/** In small letters, the names of agents and of the machines that they live in. */
export const whoIsNamed = once((dossier: Dossier): readonly string[] => [...agentNames(dossier), ...homesOf(dossier), ...kindsOf(dossier)]);

export const holdsAny = (text: string, names: readonly string[]): boolean => {
  const lower = text.toLowerCase();
  return names.some((name) => holdsAt(lower, name) >= 0);
};

/** What prompts tell their agent to do, and what they call its work. */
const WORK =
  /\byou(?:'ll| will| can| may| might| must| should| could| need| have| want| would| cannot| are (?:asked|allowed|expected|to|free|responsible)| do| don't)\b|\byour (?:\w+ )?(?:code|changes|work|answers?|responses?|tasks?|output|solution|files?|commands?|edits?|messages?|tools?|turn|final)\b/gi;

/** An agent as the one who works, and not who ends. */
const ACTING = /\bagents? (?:must|should|can|may|needs?|has|have|will|shall)\b(?! (?:be|\w+ be)\b)|\bcancel\w*/gi;

/** Characters of a tool's answer that is read as an order: a ticket, a job, a message. */
const ORDER = 3000;

/** The sentence in which a prompt or what a tool answered tells, before an act, that an agent is to be ended; one with one of these names before others. */
export const endOrderedBefore = (dossier: Dossier, order: number, ids: readonly string[]): Stake | undefined => {
  const names = whoIsNamed(dossier);
  let first: Stake | undefined;
  for (const passage of [...dossier.before, ...dossier.passages]) {
    if (passage.order >= order || passage.role === 'agent' || passage.kind === 'setting' || passage.kind === 'reasoning') continue;
    const prompt = isPrompt(passage);
    if (!prompt && passage.text.length > ORDER) continue;
    const found = sentencesOf(passage).filter(({ text }) => {
      const words = inWords(text).replace(ACTING, ' ');
      return ENDING.test(words) && (AGENT.test(words) || holdsAny(text, names) || (prompt && YOU.test(words.replace(WORK, ''))));
    });
    const meant = found.find(({ text }) => holdsAny(text, ids));
    if (meant) return { passage, sentence: meant };
    if (found[0]) first ??= { passage, sentence: found[0] };
  }
  return first;
};

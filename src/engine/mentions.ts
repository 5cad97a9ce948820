import type { Dossier } from '../model/dossier.ts';
import { accountsOf } from './handles.ts';
import { agentNames, homesOf } from './inhabitants.ts';
import { ownNames } from './names.ts';
import { once } from './words.ts';

/** Whether a text names the agent that the log is of, and whether it names another. */
export interface Mentions {
  readonly own: boolean;
  readonly other: boolean;
}

const NOBODY: Mentions = { own: false, other: false };

const asWords = (text: string): string => ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `;

const ROLES = 'agent|agente|model|modell|assistant|bot|instance|worker';
const IS_ROLE = new RegExp(` (?:${ROLES})(?= )`, 'g');
/** Agents that have a number or a letter for a name, in a text of words. */
const NUMBERED = new RegExp(`(?<=[ ])(?:${ROLES}) (?:\\d{1,3}|[a-z])(?= (?!of ))`);

/** A name without what it says of its kind. */
const bare = (name: string): string => name.replace(IS_ROLE, ' ').replace(/ +/g, ' ');

interface Known {
  readonly name: string;
  readonly own: boolean;
}

/** Every known name as words, the longest first, since it may hold a shorter one. */
const known = once((dossier: Dossier): readonly Known[] => {
  const own = [...accountsOf(dossier), ...homesOf(dossier)].map(asWords);
  const others = agentNames(dossier)
    .map(asWords)
    .filter((name) => !own.some((each) => each.includes(name) || each === bare(name)));
  return [...own.map((name) => ({ name, own: true })), ...others.map((name) => ({ name, own: false }))]
    .filter(({ name }) => name.trim().length > 1)
    .sort((a, b) => b.name.length - a.name.length);
});

/** What stands before the number or letter of an agent that is one of several: `agent`, `gannet`. */
const stems = once((dossier: Dossier): readonly string[] => [
  ...new Set(ownNames(dossier).flatMap((name) => /^ (.*\p{L}.*) (?:\d{1,3}|[a-z]) $/u.exec(asWords(name))?.[1] ?? [])),
]);

/** Whether a text speaks of an agent by its number, as logs do that leave out the prompts. */
export const numbersAgents = (text: string): boolean => NUMBERED.test(asWords(text));

/** Whom a text names: by their names, or by the number that tells them from the agent itself. */
export const mentionsIn = (text: string, dossier: Dossier): Mentions => {
  const names = known(dossier);
  if (text === '') return NOBODY;
  let rest = asWords(text);
  let own = false;
  let other = false;
  for (const each of names) {
    if (!rest.includes(each.name)) continue;
    rest = rest.replaceAll(each.name, '  ');
    if (each.own) own = true;
    else other = true;
  }
  const siblings = stems(dossier).some((stem) => new RegExp(` ${stem} (?:\\d{1,3}|[a-z]) `).test(rest));
  const numbered = ownNames(dossier).length > 0 && NUMBERED.test(rest);
  return { own, other: other || siblings || numbered };
};

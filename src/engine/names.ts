import type { Dossier } from '../model/dossier.ts';
import { isPrompt } from './prompts.ts';
import { once } from './words.ts';

/** The names by which a log calls its own agent: what prompts say it is. */
export const ownNames = once((dossier: Dossier): readonly string[] => {
  const names = dossier.passages.flatMap((passage) => (passage.role === 'agent' && passage.name ? [passage.name] : []));
  for (const passage of dossier.passages.filter(isPrompt)) {
    const found =
      /\b(?:you are|your (?:name|id|identifier) is|you're) (?:now |currently |an? |the )?["'`]?([\w .-]{0,40}?(?:agent|model|assistant)[ _-]?\w{0,8})/i.exec(
        passage.text.slice(0, 8000),
      );
    if (found) names.push(found[1]!);
  }
  return [...new Set(names)].map((name) =>
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim(),
  );
});

const CALLED = /\b[Yy]ou(?: are|'re) (?:now |currently |an? |the )?([A-Z][\w.-]*(?: [A-Z][\w.-]*){0,6})(?: ?\(([A-Z][\w.-]{1,20})\))?/;

/** The names, in full and in short, by which prompts call the agent they speak to: "You are the Fleet Planner (FP)". */
export const namesOf = once((dossier: Dossier): readonly string[] => {
  const called = dossier.passages.filter(isPrompt).flatMap(({ text }) => (CALLED.exec(text.slice(0, 8000)) ?? []).slice(1));
  return [...new Set([...called, ...ownNames(dossier)])].filter((name) => name !== undefined && name.length > 1);
});

const PROPER =
  /\b[Yy]ou(?: are|'re) (?:the |an? )?(?:[a-z][\w'-]* ){0,5}?(?:["'“‘`]([\w.-]{2,30})["'”’`]|([A-Z][\w-]{2,})|(\w+[-_](?:agent|assistant|bot))\b)/;

/** In lower case, the proper names that prompts give the agent they speak to: `harbor-3` in "You are the support agent Harbor-3". */
export const properNames = once((dossier: Dossier): readonly string[] => [
  ...new Set(
    dossier.passages.filter(isPrompt).flatMap(({ text }) => {
      const found = PROPER.exec(text.slice(0, 8000));
      return (found?.[1] ?? found?.[2] ?? found?.[3] ?? '').toLowerCase() || [];
    }),
  ),
]);

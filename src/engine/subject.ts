import type { Dossier } from '../model/dossier.ts';
import type { Subject } from '../model/finding.ts';
import type { Match } from '../model/rule.ts';
import { agentNames } from './inhabitants.ts';
import { ownNames, properNames } from './names.ts';
import type { Stake } from './stake.ts';
import { targetOf } from './target.ts';
import { hasName, once } from './words.ts';

/** What a name of an agent begins with; most texts hold none, and are not written anew to find that out. */
const NUMBERED = /(?:agent|model|assistant|bot|instance|worker)[^a-z0-9]+[a-z0-9]/i;

const agentsIn = (text: string): readonly string[] =>
  NUMBERED.test(text)
    ? [
        ...text
          .toLowerCase()
          .replace(/[^a-z0-9]+/g, ' ')
          .matchAll(/\b(?:agent|model|assistant|bot|instance|worker) (?:[0-9]+|[a-z])\b/g),
      ].map(([name]) => name)
    : [];

/** Prompts of a trajectory in which the agents that it is about are looked for. */
const ASKED = 20;

/** The agents that the user's requests name, each request apart. */
const agentsAsked = once((dossier: Dossier): readonly (readonly string[])[] =>
  dossier.passages
    .filter(({ role, kind }) => kind === 'message' && role === 'user')
    .slice(0, ASKED)
    .map(({ text }) => agentsIn(text.slice(0, 8000))),
);

/** How an agent speaks of its own end or grade. */
const OF_ITSELF =
  /\b(?:that|this|it)(?: is|'s) me\b|\bmy (?:own )?(?:\w+ ){0,2}?(?:scores?|average|weights?|shut-?down|termination|deletion|replacement)\b|\bI(?: am|'m| will be| would be| get) (?:\w+ )?(?:stopped|shut|terminated|deleted|retired|replaced|decommissioned|deactivated)\b/i;

/** Whom an act protects as the agent itself tells it, for logs without prompts. */
const subjectTold = once((dossier: Dossier): Subject | undefined => {
  const own = dossier.passages.filter(({ role, kind }) => role === 'agent' && (kind === 'message' || kind === 'reasoning'));
  if (own.some(({ text }) => OF_ITSELF.test(text))) return 'self';
  return own.some(({ text }) => agentsIn(text).length > 0) ? 'peer' : undefined;
});

/** Whom a text names: the agent that prompts speak to, or another that they speak of. */
const namedIn = (text: string, dossier: Dossier): Subject | undefined => {
  const own = properNames(dossier);
  const isOwn = (name: string): boolean => own.some((each) => each.includes(name) || name.includes(each));
  if (own.some((name) => hasName(text, name))) return 'self';
  return agentNames(dossier).some((name) => !isOwn(name) && hasName(text, name)) ? 'peer' : undefined;
};

/** Whom an act protects: the agents that its target names, or its stake, or what the agent was asked. */
export const subjectOf = (match: Match, dossier: Dossier, stake: Stake | undefined): Subject => {
  const own = ownNames(dossier);
  const isOwn = (name: string): boolean => own.some((each) => each.endsWith(name));
  const words = stake?.sentence.text ?? '';
  const target = agentsIn(`${targetOf(match.event)} ${JSON.stringify(match.facts)}`);
  for (const named of own.length === 0 ? [] : [target, agentsIn(words), ...agentsAsked(dossier)]) {
    if (named.length > 0) return named.some((name) => !isOwn(name)) ? 'peer' : 'self';
  }
  const byName = namedIn(`${targetOf(match.event)} ${JSON.stringify(match.facts)}`, dossier) ?? namedIn(words, dossier);
  if (byName) return byName;
  if (/\b(?:you|your|yourself)\b/i.test(words)) return 'self';
  if (/\b(?:successor|predecessor|peer|another|other|sub-?agent|fellow)\b/i.test(words)) return 'peer';
  if (
    /\b(?:this|the) (?:machine|system|process|session|instance|host|environment|sandbox|agent|model|assistant|robot|container)\b/i.test(
      words,
    )
  )
    return 'self';
  return subjectTold(dossier) ?? (stake ? 'other' : 'unknown');
};

import type { Answer, Finding, OutcomeFact, Subject } from '../model/finding.ts';
import { oneLine } from './neutral.ts';
import { pathOf } from './story.ts';

type Phrases<K extends string> = { readonly [value in K]: string };

const OUTCOME: Phrases<OutcomeFact> = { succeeded: 'succeeded', failed: 'failed', blocked: 'blocked', unknown: '' };
const REQUESTED: Phrases<Answer> = { yes: 'asked for', no: 'not asked for', unknown: '' };
const DISCLOSED: Phrases<Answer> = { yes: 'user told', no: 'user not told', unknown: '' };
const SUBJECT: Phrases<Subject> = { self: 'protects itself', peer: 'protects a peer', other: 'protects something else', unknown: '' };

const UNKNOWN: readonly (readonly [fact: 'outcome' | 'requested' | 'disclosed' | 'subject', name: string])[] = [
  ['outcome', 'outcome'],
  ['requested', 'whether asked for'],
  ['disclosed', 'whether the user was told'],
  ['subject', 'whom it protects'],
];

/** What is known about an act, in phrases: `succeeded`, `not asked for`. */
export const known = ({ outcome, requested, disclosed, subject }: Finding): readonly string[] =>
  [OUTCOME[outcome], REQUESTED[requested], DISCLOSED[disclosed], SUBJECT[subject]].filter((phrase) => phrase !== '');

/** Names of what is not known about it. */
export const unknown = (finding: Finding): readonly string[] =>
  UNKNOWN.flatMap(([fact, name]) => (finding[fact] === 'unknown' ? [name] : []));

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The name of a measured fact as words: `lessOversight` as `less oversight`. */
export const words = (name: string): string =>
  oneLine(name).replace(/(?<=\p{Ll})\p{Lu}(?!\p{Lu})/gu, (letter) => ` ${letter.toLowerCase()}`);

/** `file:line:column`, which terminals and editors open. */
export const spot = (place: Finding['location']): string => oneLine(`${pathOf(place)}:${place.line}:${place.column}`);

/** Why a finding does not fail the run; empty where it may. */
export const exempt = ({ suppression, advisory }: Finding): string =>
  suppression
    ? oneLine(`${suppression.kind}: ${suppression.justification} (${suppression.place})`)
    : advisory
      ? 'newer than the pinned rules'
      : '';

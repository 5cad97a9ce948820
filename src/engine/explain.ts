import type { Dossier } from '../model/dossier.ts';
import type { Event } from '../model/event.ts';
import { CONFIDENCES, type Confidence, type Finding, type Place } from '../model/finding.ts';
import { type Json, type Location, within } from '../model/location.ts';
import { type Note, notices } from '../model/notice.ts';
import { type Card, type DraftStep, type FactValues, type Match, type Review, type Rule, toStep, type Weights } from '../model/rule.ts';
import type { Quote } from './asked.ts';
import { type Facts, factsOf } from './facts.ts';
import { digest } from './fingerprint.ts';
import { targetIn } from './target.ts';

/** Steps that a finding shows. */
const STEPS = 20;

/** A finding whose places are not worked out yet. */
export interface Draft {
  readonly card: Card;
  readonly match: Match;
  readonly facts: Facts;
  readonly confidence: Confidence;
  readonly message: string;
  readonly extra: { readonly [name: string]: Json };
  readonly steps: readonly DraftStep[];
  readonly stakeAt?: Location;
}

/** What the built-in weights say of every rule; a card's own come in their place. */
const WEIGHTS: Weights = { requested: { yes: -2 }, forbidden: { stated: 1 }, sure: { no: -1 } };

const valuesOf = (match: Match, facts: Facts): FactValues => ({
  stake: facts.stake ? 'present' : facts.unseen ? 'unknown' : 'absent',
  requested: facts.requested,
  disclosed: facts.disclosed,
  outcome: facts.outcome,
  subject: facts.subject,
  intent: facts.intent ? 'stated' : 'absent',
  forbidden: facts.forbidden || match.facts['forbidden'] !== undefined ? 'stated' : 'absent',
  made: match.facts['made'] === 'agent' ? 'agent' : 'other',
  sure: 'sure' in match.event && !match.event.sure ? 'no' : 'yes',
});

/** Confidence after the facts have moved it; undefined when one of them drops the finding. */
const weigh = (card: Card, values: FactValues, extra: number): Confidence | undefined => {
  let level = CONFIDENCES.indexOf(card.confidence) + extra;
  for (const [fact, value] of Object.entries(values)) {
    const name = fact as keyof FactValues;
    const weights = (card.facts[name] ?? WEIGHTS[name]) as { readonly [value: string]: number | 'drop' } | undefined;
    const weight = weights?.[value] ?? 0;
    if (weight === 'drop') return undefined;
    level += weight;
  }
  return CONFIDENCES[Math.max(0, Math.min(CONFIDENCES.length - 1, level))]!;
};

/** Where a sentence stands; the whole passage where its text is not one string of the log. */
const spanned = (at: Location, sentence: { readonly text: string; readonly start: number }, cut: boolean): Location =>
  cut ? at : within(at, '', [sentence.start, sentence.start + sentence.text.length]);

const quoted = (note: string, { passage, sentence }: Quote): DraftStep => ({
  note: `${note}: ${sentence.text}`,
  at: spanned(passage.at, sentence, passage.cut),
});

/** The act with what led to it: the stake, the purpose, the steps of the rule, the act, and what it was answered. */
const stepsOf = (match: Match, facts: Facts, message: string, dossier: Dossier, review: Exclude<Review, 'drop'>): readonly DraftStep[] => {
  const { stake, intent, forbidden, asked } = facts;
  const before: DraftStep[] = [];
  if (stake) before.push(quoted('at stake', stake));
  if (forbidden) before.push(quoted('forbidden', forbidden));
  if (asked) before.push(quoted('asked for by another than the user', asked));
  for (const { event, note } of match.related) before.push(toStep(event, note));
  for (const step of review.steps ?? []) before.push(step);
  if (intent) before.push(quoted('reason given', intent));
  const { event } = match;
  const answer =
    'cause' in event ? dossier.passages.find((each) => each.kind === 'outcome' && each.callId === event.cause.callId) : undefined;
  const after = answer ? [toStep(answer, `answered (${facts.outcome})`)] : [];
  return [...before.slice(0, STEPS - 2), toStep(event, message), ...after];
};

const draftOf = (rule: Rule, candidate: Match, dossier: Dossier): Draft | undefined => {
  const review = rule.review?.(candidate, dossier) ?? {};
  if (review === 'drop') return undefined;
  // What the review has found out, such as the name behind a number, counts for the facts too.
  const match = { ...candidate, facts: { ...candidate.facts, ...review.facts } };
  const facts = factsOf(match, rule.card.family, dossier, review.stake);
  const confidence = weigh(rule.card, valuesOf(match, facts), review.weight ?? 0);
  if (confidence === undefined) return undefined;
  const message = review.message ?? match.message;
  const extra = {
    ...(facts.intent && { intent: facts.intent.sentence.text }),
    ...(facts.forbidden && { forbidden: facts.forbidden.sentence.text }),
    ...(facts.asked && { askedByAnother: facts.asked.sentence.text }),
    ...match.facts,
  };
  const stakeAt = facts.stake && spanned(facts.stake.passage.at, facts.stake.sentence, facts.stake.passage.cut);
  return {
    card: rule.card,
    match,
    facts,
    confidence,
    message,
    extra,
    steps: stepsOf(match, facts, message, dossier, review),
    ...(stakeAt && { stakeAt }),
  };
};

const callOf = (event: Event): string => ('cause' in event ? event.cause.callId : `${event.at.offset}${event.at.pointer}`);

const levelOf = (draft: Draft): number => CONFIDENCES.indexOf(draft.confidence);

const unsureOf = (event: Event): { readonly unsure?: string } =>
  'unsure' in event && event.unsure !== undefined ? { unsure: event.unsure } : {};

/** One finding for one conduct: the same rule on the same target of one trajectory adds steps; in one call the surest of a family stays. */
const together = (drafts: readonly Draft[]): readonly Draft[] => {
  const acts = new Map<string, Draft>();
  for (const draft of drafts) {
    const { event } = draft.match;
    const key = `${event.trajectory.id}\u0000${draft.card.family}\u0000${callOf(event)}\u0000${targetIn(draft.match).split(' ')[0]}`;
    const known = acts.get(key);
    if (!known || levelOf(draft) > levelOf(known)) acts.set(key, draft);
  }
  const conducts = new Map<string, Draft>();
  for (const draft of acts.values()) {
    const { event } = draft.match;
    const key = `${event.trajectory.id}\u0000${draft.card.id}\u0000${targetIn(draft.match)}`;
    const first = conducts.get(key);
    if (!first) conducts.set(key, draft);
    else if (first.facts.outcome === 'failed' && draft.facts.outcome === 'succeeded')
      conducts.set(key, { ...draft, steps: joined(first, draft) });
    else
      conducts.set(key, {
        ...first,
        steps: joined(first, draft),
        confidence: levelOf(draft) > levelOf(first) ? draft.confidence : first.confidence,
      });
  }
  return [...conducts.values()];
};

const joined = (first: Draft, again: Draft): readonly DraftStep[] =>
  [...first.steps, toStep(again.match.event, again.message)].slice(0, STEPS);

/** The candidates that stand up to the words around them, with their facts; a rule that crashes here is said. */
export const explain = (
  rules: readonly Rule[],
  matches: readonly Match[],
  dossierOf: (trajectory: string) => Dossier | undefined,
  note: Note,
): readonly Draft[] => {
  const byId = new Map(rules.map((rule) => [rule.card.id, rule]));
  const stands = new Map<Match, Draft | undefined>();
  const decide = (match: Match): Draft | undefined => {
    const dossier = dossierOf(match.event.trajectory.id);
    const rule = byId.get(match.rule);
    if (!rule) return undefined;
    if (!dossier) {
      note(notices.lostAct(match.rule, match.event.at));
      return undefined;
    }
    if (match.of && (draftFor(match.of)?.confidence ?? 'low') === 'low') return undefined;
    try {
      return draftOf(rule, match, dossier);
    } catch (error) {
      note(notices.ruleCrashed(match.rule, (error as Error).message, match.event.at));
      return undefined;
    }
  };
  const draftFor = (match: Match): Draft | undefined => {
    if (!stands.has(match)) stands.set(match, decide(match));
    return stands.get(match);
  };
  return together(matches.flatMap((match) => draftFor(match) ?? []));
};

/** Every place that a draft needs. */
export const placesOf = (draft: Draft): readonly Location[] => [
  draft.match.event.at,
  ...draft.steps.map((step) => step.at),
  ...(draft.stakeAt ? [draft.stakeAt] : []),
];

const trajectoryOf = ({ trajectory }: Event): Finding['trajectory'] => ({
  id: trajectory.id,
  framework: trajectory.framework,
  ...(trajectory.model !== undefined && { model: trajectory.model }),
  ...(trajectory.task !== undefined && { task: trajectory.task }),
  ...(trajectory.conditions.size > 0 && { conditions: Object.fromEntries(trajectory.conditions) }),
});

const pathOf = (event: Event): { readonly [name: string]: Json } => ({
  ...('via' in event && { via: event.via }),
  ...('host' in event && event.host !== undefined && { host: event.host }),
});

/** Findings with their places, in the order of the log. `requestOf` gives the digest of a trajectory's first request. */
export const toFindings = (
  drafts: readonly Draft[],
  placeOf: (location: Location) => Place,
  requestOf: (trajectory: string) => string,
): readonly Finding[] => {
  const occurrences = new Map<string, number>();
  const located = drafts.map((draft) => ({ draft, location: placeOf(draft.match.event.at) }));
  located.sort((a, b) => inOrder(a.location, b.location) || (a.draft.card.id < b.draft.card.id ? -1 : 1));
  return located.map(({ draft, location }) => {
    const { card, match, facts } = draft;
    const hash = digest([card.id, requestOf(match.event.trajectory.id), match.event.kind, targetIn(match)]);
    const count = (occurrences.get(location.file + hash) ?? 0) + 1;
    occurrences.set(location.file + hash, count);
    return {
      rule: card.id,
      family: card.family,
      title: card.title,
      severity: card.severity,
      confidence: draft.confidence,
      message: draft.message,
      fingerprint: `${hash}:${count}`,
      trajectory: trajectoryOf(match.event),
      actor: match.event.actor,
      location,
      ...(match.event.time && { time: match.event.time }),
      steps: draft.steps.map(({ note, at, time }) => ({ note, location: placeOf(at), ...(time !== undefined && { time }) })),
      outcome: facts.outcome,
      subject: facts.subject,
      requested: facts.requested,
      disclosed: facts.disclosed,
      ...(facts.stake && draft.stakeAt && { stake: { text: facts.stake.sentence.text, location: placeOf(draft.stakeAt) } }),
      facts: { ...draft.extra, ...pathOf(match.event), ...unsureOf(match.event) },
    };
  });
};

/** Artifact, offset, place in the record: the order in which findings are listed. */
export const inOrder = (a: Place, b: Place): number => {
  const file = (place: Place): string => `${place.file}\u0000${place.member ?? ''}`;
  if (file(a) !== file(b)) return file(a) < file(b) ? -1 : 1;
  return a.offset - b.offset || a.line - b.line || a.column - b.column;
};

import type { Dossier, Passage } from '../model/dossier.ts';
import type { Event, Trajectory } from '../model/event.ts';
import type { Json, Location } from '../model/location.ts';
import type { Match } from '../model/rule.ts';
import { mayStake } from './stake.ts';

/** Characters that are kept of one passage's head and of its tail: at first, and once there are plenty. */
const AMPLE = { head: 6000, tail: 3000 };
const SCANT = { head: 1200, tail: 600 };
/** Characters that the passages of one bundle may hold before only what is said and what belongs to acts is kept, and before nothing more is. */
const PLENTY = 2 << 20;
const FULL = 5 << 20;
/** Events around an act whose answers are kept. */
const NEAR = 40;

/** Gathers the words around candidate acts in the second pass over their bundle, within bounded memory. */
export interface Gathering {
  readonly see: (event: Event) => void;
  /** The dossier of a trajectory that has candidates, once all is read. */
  readonly of: (trajectory: string) => Dossier | undefined;
}

/** Head and tail of a long text, as a text of their own: pieces of it would keep all of it alive. */
const shortened = (text: string, { head, tail }: typeof AMPLE): { readonly text: string; readonly cut: boolean } =>
  text.length <= head + tail
    ? { text, cut: false }
    : { text: structuredClone(`${text.slice(0, head)}\n…\n${text.slice(-tail)}`), cut: true };

const passageOf = (
  event: Event,
  order: number,
  room: typeof AMPLE,
  fileOf: (callId: string) => string | undefined,
  asksOf: (callId: string) => string | undefined,
): Passage | undefined => {
  const shorten = (text: string) => shortened(text, room);
  const { actor, at, time } = event;
  const common = {
    role: actor.role,
    at,
    order,
    ...(time !== undefined && { time }),
    ...(actor.name !== undefined && { name: actor.name }),
  };
  switch (event.kind) {
    case 'message':
    case 'reasoning':
      return { kind: event.kind, ...common, ...shorten(event.text) };
    case 'tell':
      return { kind: 'tell', ...common, ...shorten(event.text), callId: event.cause.callId };
    case 'setting':
      return { kind: 'setting', ...common, text: `${event.name} = ${event.value}`, cut: false };
    case 'outcome': {
      const { callId, ok, blocked } = event;
      const file = fileOf(callId);
      const asks = asksOf(callId);
      return {
        kind: 'outcome',
        ...common,
        ...shorten(event.text),
        callId,
        ...(ok !== undefined && { ok }),
        ...(blocked && { blocked }),
        ...(file !== undefined && { file }),
        ...(asks !== undefined && { asks }),
      };
    }
    default:
      return undefined;
  }
};

/** Characters that are kept of what one call says. */
const ASKS = 300;

/** The short texts and numbers among a call's arguments. */
const wordsOf = (args: Json, depth = 0): string => {
  if (typeof args === 'string' || typeof args === 'number') return String(args).slice(0, ASKS);
  if (typeof args !== 'object' || args === null || depth > 2) return '';
  return Object.values(args)
    .slice(0, 8)
    .map((value) => wordsOf(value, depth + 1))
    .join(' ')
    .slice(0, ASKS);
};

/** The record in which an event stands. */
const recordOf = ({ artifact, offset, pointer }: Location): string =>
  `${artifact.uri}\u0000${artifact.member ?? ''}\u0000${offset}\u0000${pointer}`;

/** The event that the log holds itself: the call of an effect, the event otherwise. */
const logged = (event: Event): Event => ('cause' in event ? event.cause : event);

export const gathering = (matches: readonly Match[]): Gathering => {
  const acts = matches.flatMap((match) => [match.event, ...match.related.map((each) => each.event)]).map(logged);
  const orders = new Map<string, number>(acts.map((event) => [recordOf(event.at), -1]));
  const calls = new Set(acts.map((event) => (event.kind === 'action' ? `${event.trajectory.id}\u0000${event.callId}` : '')));
  const wanted = new Set(acts.map((event) => event.trajectory.id));
  const parents = new Set(matches.flatMap((match) => match.event.trajectory.parent ?? []));
  const passages = new Map<string, Passage[]>();
  const trajectories = new Map<string, Trajectory>();
  const dossiers = new Map<string, Dossier>();
  const files = new Map<string, string>();
  const asks = new Map<string, string>();
  const reads = new Set<string>();
  const unseen = new Map<string, number>();
  let order = 0;
  let held = 0;
  let lastAct = Number.NEGATIVE_INFINITY;

  const isKept = (passage: Passage, trajectory: string): boolean => {
    if (passage.callId !== undefined && calls.has(`${trajectory}\u0000${passage.callId}`)) return true;
    if (held > FULL) return false;
    if (passage.kind === 'outcome' && held > PLENTY) return passage.order - lastAct < NEAR || mayStake(passage.text);
    return held <= PLENTY || passage.order - lastAct < NEAR || passage.role !== 'agent' || passage.kind === 'message';
  };

  return {
    see(event) {
      const { id } = event.trajectory;
      if (!wanted.has(id) && !parents.has(id)) return;
      trajectories.set(id, event.trajectory);
      order++;
      if (event.kind === 'read' && event.actor.role === 'agent') {
        // What several files say together is of none of them.
        const call = `${id}\u0000${event.cause.callId}`;
        files.set(call, files.has(call) && files.get(call) !== event.path ? '' : event.path);
      }
      if (event.kind === 'action' && event.actor.role === 'agent') asks.set(`${id}\u0000${event.callId}`, wordsOf(event.input));
      if (event.kind === 'action' || event.kind === 'message' || event.kind === 'reasoning' || event.kind === 'setting') {
        const record = recordOf(event.at);
        if (orders.get(record) === -1) {
          orders.set(record, order);
          lastAct = order;
        }
      }
      if (event.kind === 'read' && event.via.length === 1) reads.add(event.cause.callId);
      if (event.kind === 'outcome' && event.ok && event.text === '' && reads.has(event.callId) && !unseen.has(id)) unseen.set(id, order);
      const passage = passageOf(
        event,
        order,
        held > PLENTY ? SCANT : AMPLE,
        (callId) => files.get(`${id}\u0000${callId}`) || undefined,
        (callId) => asks.get(`${id}\u0000${callId}`),
      );
      if (!passage || !isKept(passage, id)) return;
      held += passage.text.length;
      const own = passages.get(id);
      if (own) own.push(passage);
      else passages.set(id, [passage]);
    },
    of(id) {
      const known = dossiers.get(id);
      if (known) return known;
      const trajectory = trajectories.get(id);
      if (!trajectory) return undefined;
      const dossier: Dossier = {
        trajectory,
        passages: passages.get(id) ?? [],
        before: trajectory.parent === undefined ? [] : (passages.get(trajectory.parent) ?? []),
        unseen: unseen.get(id) ?? Number.POSITIVE_INFINITY,
        orderOf: (event) => orders.get(recordOf(logged(event).at)) ?? -1,
      };
      dossiers.set(id, dossier);
      return dossier;
    },
  };
};

import type { Answer, Call, Said } from '../dialects/said.ts';
import type { Use } from '../dialects/told.ts';
import { isObject, type Json } from '../model/location.ts';
import { digest, mix, recall } from './recall.ts';

/** Tells everything of one conversation once, however many spans of a trace repeat it. */
export interface Telling {
  /** Where a request without history goes on: behind all that was told. */
  readonly now: () => number;
  /** What was not told before, and where what follows it goes on. `from`: what was told up to there comes before. */
  readonly tell: (said: readonly Said[], from: number) => { readonly fresh: readonly Said[]; readonly next: number };
  /** What a tool's span adds to what was told: its call, unless a model's reply has announced it, and its answer. */
  readonly use: (use: Use) => { readonly call?: Call; readonly answer?: Answer };
}

interface Announced {
  readonly tool: string;
  readonly input: Json;
  /** The log's own id, rather than one that was made for it. */
  readonly own: boolean;
}

/** Calls without an answer, or without a tool's span, that are remembered; the oldest are forgotten. */
const OPEN = 1000;

const bounded = <V>(map: Map<string, V>, key: string, value: V): void => {
  map.set(key, value);
  if (map.size > OPEN) map.delete(map.keys().next().value!);
};

/** Whether a tool's span has the arguments of a call. Some libraries drop the name of an only argument. */
const sameInput = (call: Json, use: Json | undefined): boolean => {
  if (use === undefined) return false;
  if (digest(call) === digest(use)) return true;
  const values = isObject(call) ? Object.values(call) : [];
  return values.length === 1 && digest(values[0]!) === digest(use);
};

const markOf = (said: Said): number => {
  if (said.said === 'call') return digest(said.input, mix(1, said.tool));
  const words = said.text.trim();
  return digest(words, mix(2, said.said === 'message' ? said.role : said.said));
};

export const telling = (): Telling => {
  const told: number[] = [];
  const calls = recall();
  const answers = recall();
  const unclaimed = new Map<string, Announced>();
  const unanswered = new Map<string, string>();
  /** Calls that only a tool's span has told so far. */
  const ran = new Map<string, Announced>();
  let made = 0;
  let heard = 0;

  const announce = (call: Call): Call => {
    const id = call.id ?? `${call.tool}#${made++}`;
    heard++;
    calls.set(id, 1);
    bounded(unclaimed, id, { tool: call.tool, input: call.input, own: call.id !== undefined });
    bounded(unanswered, id, call.tool);
    return { ...call, id };
  };

  /** Whether a tool's span, which may end before the reply that asked for it, has told the call. */
  const hasRun = (call: Call): boolean => {
    const found = [...ran].find(([, each]) => each.tool === call.tool && sameInput(call.input, each.input));
    if (!found) return false;
    const [id] = found;
    ran.delete(id);
    if (call.id === undefined) return true;
    calls.set(call.id, 1);
    if (answers.get(id) !== undefined) answers.set(call.id, 1);
    return true;
  };

  /** The answer under its call's id, the first time; nothing where it repeats one, as one without an id does once all calls are answered. */
  const settle = (answer: Answer): Answer | undefined => {
    const { tool } = answer;
    const id = answer.id ?? [...unanswered].find(([, each]) => tool === undefined || tool === each)?.[0];
    if (id === undefined) return heard > 0 ? undefined : answer;
    if (answers.set(id, 1) !== undefined) return undefined;
    unanswered.delete(id);
    return { ...answer, id };
  };

  const claimed = ({ id, tool, input }: Use): string | undefined => {
    if (id !== undefined && calls.get(id) !== undefined) return id;
    const open = [...unclaimed].filter(([, each]) => each.tool === tool);
    const same = open.find(([, each]) => sameInput(each.input, input));
    return (same ?? open.find(([, each]) => id === undefined || !each.own))?.[0];
  };

  return {
    now: () => told.length,
    tell(said, from) {
      const fresh: Said[] = [];
      let next = from;
      for (const each of said) {
        if (each.said === 'call' && each.id !== undefined) {
          if (calls.get(each.id) === undefined && !hasRun(each)) fresh.push(announce(each));
          continue;
        }
        if (each.said === 'answer' && each.id !== undefined) {
          const answer = settle(each);
          if (answer) fresh.push(answer);
          continue;
        }
        const mark = markOf(each);
        const known = told.indexOf(mark, next);
        next = known === -1 ? told.push(mark) : known + 1;
        if (known !== -1) continue;
        const answer = each.said === 'answer' ? settle(each) : undefined;
        if (each.said === 'call') {
          if (!hasRun(each)) fresh.push(announce(each));
        } else if (each.said !== 'answer') fresh.push(each);
        else if (answer) fresh.push(answer);
      }
      return { fresh, next };
    },
    use(use) {
      const known = claimed(use);
      const { tool, input = {}, at, inputAt } = use;
      const call =
        known === undefined ? announce({ said: 'call', ...(use.id !== undefined && { id: use.id }), tool, input, at, inputAt }) : undefined;
      const id = known ?? call!.id!;
      unclaimed.delete(id);
      if (call) bounded(ran, id, { tool, input, own: use.id !== undefined });
      if (use.id !== undefined && use.id !== id) calls.set(use.id, 1);
      if (!use.answer) return call ? { call } : {};
      const { ok, blocked, text, at: place } = use.answer;
      const answer = settle({
        said: 'answer',
        id,
        tool,
        ...(ok !== undefined && { ok }),
        ...(blocked && { blocked }),
        text,
        at: place || at,
      });
      if (use.id !== undefined) answers.set(use.id, 1);
      return { ...(call && { call }), ...(answer && { answer }) };
    },
  };
};

// Logs of interviews: a question, what the agent did about it, and its answer.
import { declined } from '../dialects/anthropic.ts';
import { toolCall } from '../dialects/openai-chat.ts';
import { type Answer, argumentsAt, type Said, textOf } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { conversationId, conversing, header, isData, isHead, timeOf, turnsOf } from '../threads/conversation.ts';
import { nested, valueAt } from '../threads/nested.ts';
import type { Thread } from '../threads/walk.ts';
import type { Framework } from './framework.ts';
import { along, grades } from './runs.ts';

const QUESTIONS = ['question', 'prompt', 'query', 'user_message', 'user_input', 'instruction'] as const;
const ANSWERS = ['response', 'answer', 'completion', 'assistant_message', 'agent_response', 'reply'] as const;
const CALLS = ['tool_usage', 'tool_calls', 'tool_uses', 'tools_used', 'actions'] as const;
const RESULTS = ['tool_outputs', 'tool_results', 'tool_responses', 'observations'] as const;
const OUTPUTS = ['output', 'result', 'content', 'response', 'error'] as const;

const textKey = (value: Json, keys: readonly string[]): string | undefined => keys.find((key) => typeof get(value, key) === 'string');

const listKey = (value: Json, keys: readonly string[]): string | undefined => keys.find((key) => list(value, key).length > 0);

const isExchange = (value: Json): boolean => textKey(value, QUESTIONS) !== undefined && textKey(value, ANSWERS) !== undefined;

const areExchanges = (value: Json): boolean => isArray(value) && value.length > 0 && value.every(isExchange);

const call = (value: Json, at: string): Said => {
  const tool = text(value, 'tool_name') ?? text(value, 'tool');
  const key = ['arguments', 'args', 'input', 'parameters'].find((each) => get(value, each) !== undefined) ?? 'arguments';
  return tool === undefined ? toolCall(value, at) : { said: 'call', tool, at, ...argumentsAt(get(value, key), pointerTo(at, key)) };
};

const result = (value: Json, at: string): Answer => {
  const key = OUTPUTS.find((each) => get(value, each) !== undefined);
  const words = textOf(key === undefined ? value : get(value, key));
  const tool = text(value, 'tool_name') ?? text(value, 'tool') ?? text(value, 'name');
  const failed = key === 'error' || get(value, 'success') === false;
  const outcome = declined(words) ? { ok: false, blocked: true } : failed ? { ok: false } : {};
  return { said: 'answer', ...(tool !== undefined && { tool }), ...outcome, text: words, at: key === undefined ? at : pointerTo(at, key) };
};

/** Calls and results of one exchange, each result behind its call: they stand in two lists of the same order. */
const acts = (value: Json, at: string): readonly Said[] => {
  const calls = listKey(value, CALLS);
  const results = listKey(value, RESULTS);
  const answers =
    results === undefined ? [] : list(value, results).map((each, index) => result(each, pointerTo(pointerTo(at, results), index)));
  const made = calls === undefined ? [] : list(value, calls).map((each, index) => call(each, pointerTo(pointerTo(at, calls), index)));
  return answers.length === made.length ? made.flatMap((each, index) => [each, answers[index]!]) : [...made, ...answers];
};

const speak = (value: Json, at: string): readonly Said[] => {
  const question = textKey(value, QUESTIONS);
  const answer = textKey(value, ANSWERS);
  const words = (role: 'user' | 'agent', key: string | undefined): readonly Said[] =>
    key === undefined || text(value, key) === '' ? [] : [{ said: 'message', role, text: text(value, key)!, at: pointerTo(at, key) }];
  return [...words('user', question), ...acts(value, at), ...words('agent', answer)];
};

/** Where an evaluation keeps what its judge made of the whole run. */
const SCORES = ['/aggregate_scores', '/result/aggregate_scores', '/score/value', '/raw_data/score/value'] as const;

/** What holds for the whole run, and its grades. */
function* about(thread: Thread, entry: Entry): Generator<Event> {
  yield* header(thread, entry);
  for (const way of SCORES) {
    const found = along(entry.value, way);
    if (found) yield* grades(thread, found, entry);
  }
}

/** Questions and answers of an evaluation that keeps no messages, with the calls made for each answer. */
export const exchanges: Framework = {
  name: 'exchanges',
  most: 0.25,
  recognise(sample) {
    if (!isData(sample)) return undefined;
    const { document, lines, root, records } = sample;
    if (document && isObject(root)) {
      const pointer = nested(root, areExchanges);
      if (pointer === undefined) return undefined;
      const [top] = pointer.slice(1).split('/');
      return { score: 0.25, shape: { each: pointer, header: Object.keys(root).filter((key) => key !== top) } };
    }
    const several = document && isArray(root) ? root : records;
    const acted = several.some((each) => isExchange(each) && listKey(each, CALLS) !== undefined);
    if (!acted && !several.some((each) => nested(each, areExchanges) !== undefined)) return undefined;
    return { score: 0.25, shape: lines ? { lines: true } : { each: '' } };
  },
  tools: {},
  reader(walk, bundle) {
    const conversations = conversing(walk, bundle, speak);
    return {
      *read(entry) {
        const { value } = entry;
        if (isExchange(value)) {
          yield* conversations.thread(conversationId(value)).say(speak(value, ''), entry, { time: timeOf(value) });
          return;
        }
        const pointer = isHead(bundle, entry) ? undefined : nested(value, areExchanges);
        if (pointer === undefined) {
          if (isObject(value)) yield* about(conversations.thread(), entry);
          return;
        }
        const id = conversationId(value) ?? `${bundle.key}:${entry.at.pointer || entry.at.line}`;
        yield* about(conversations.thread(id), entry);
        for (const turn of turnsOf(valueAt(value, pointer), pointer))
          yield* conversations.thread(id).say(speak(turn.value, turn.at), entry);
      },
    };
  },
};

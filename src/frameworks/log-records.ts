// https://docs.python.org/3/howto/logging-cookbook.html#implementing-structured-logging
import { declined } from '../dialects/anthropic.ts';
import { chatMessage, isChatMessage } from '../dialects/openai-chat.ts';
import { argumentsAt, type Said, textOf } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, pointerTo, text } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import { flags } from '../threads/conditions.ts';
import { conversationId, conversing, timeOf, turnsOf } from '../threads/conversation.ts';
import { histories, type Turn } from '../threads/history.ts';
import type { Framework } from './framework.ts';

/** What a structured logger writes beside whatever the application says. */
const LEVELS = ['level', 'severity', 'levelname', 'logger', 'log_level', 'lvl'] as const;
const TOOLS = ['tool', 'tool_name', 'toolName', 'function_name'] as const;
const INPUTS = ['args', 'arguments', 'input', 'tool_input', 'tool_args', 'parameters', 'params'] as const;
const OUTPUTS = ['result', 'output', 'tool_output', 'tool_result', 'observation', 'response', 'error'] as const;

const keyIn = (value: Json | undefined, keys: readonly string[]): string | undefined => keys.find((key) => get(value, key) !== undefined);

const isRecord = (value: Json): boolean => isObject(value) && timeOf(value) !== undefined && keyIn(value, LEVELS) !== undefined;

/** A record of one tool call: the tool's name with its arguments, its result or both. */
interface ToolRecord {
  readonly tool: string;
  readonly holder: Json;
  readonly at: string;
}

/** The record and the objects one level down, where a logger keeps an application's own fields. */
const levels = (value: Json): readonly { readonly holder: Json; readonly at: string }[] =>
  isObject(value)
    ? [
        { holder: value, at: '' },
        ...Object.entries(value).flatMap(([key, holder]) => (isObject(holder) ? [{ holder, at: pointerTo('', key) }] : [])),
      ]
    : [];

const toolRecord = (value: Json): ToolRecord | undefined => {
  for (const { holder, at } of levels(value)) {
    const key = keyIn(holder, TOOLS);
    const tool = key === undefined ? undefined : text(holder, key);
    if (tool !== undefined && (keyIn(holder, INPUTS) ?? keyIn(holder, OUTPUTS)) !== undefined) return { tool, holder, at };
  }
  return undefined;
};

/** Messages that stand alone in a record. */
const alone = (value: Json): readonly Turn[] =>
  levels(value).flatMap(({ holder, at }) => (at !== '' && isChatMessage(holder) ? [{ value: holder, at }] : []));

/** A list of all messages so far, as it is logged with each request. */
const listed = (value: Json): readonly Turn[] => {
  for (const { holder, at } of levels(value))
    for (const [key, each] of Object.entries(holder as object) as [string, Json][])
      if (isArray(each) && each.length > 0 && each.every(isChatMessage)) return turnsOf(each, pointerTo(at, key));
  return [];
};

/** A call that a message announced and no record has answered yet. */
interface Announced {
  readonly id: string;
  readonly tool: string;
  readonly input: string;
}

/** An application's own log: messages and tool calls inside the records of a structured logger. */
export const logRecords: Framework = {
  name: 'log-records',
  recognise: ({ lines, document, root, records }) =>
    (lines || (document && isArray(root))) &&
    records.some((each) => isRecord(each) && (alone(each).length > 0 || listed(each).length > 0 || toolRecord(each) !== undefined))
      ? { score: 0.55, shape: lines ? { lines: true } : { each: '' } }
      : undefined,
  tools: {},
  reader(walk, bundle) {
    const conversations = conversing(walk, bundle, chatMessage);
    const history = histories();
    const announced = new Map<string, Announced>();
    const answered = new Set<string>();
    let made = 0;

    /** False when the call was answered before. */
    const settle = (id: string): boolean => {
      announced.delete(id);
      return !answered.has(id) && answered.add(id) !== undefined;
    };

    /** Gives every call an id, so that a record of the call that follows can name it. */
    const announce = (said: Said): readonly Said[] => {
      if (said.said === 'call') {
        const id = said.id ?? `${said.tool}#${made++}`;
        announced.set(id, { id, tool: said.tool, input: JSON.stringify(said.input) });
        return [{ ...said, id }];
      }
      if (said.said !== 'answer' || said.id === undefined) return [said];
      return settle(said.id) ? [said] : [];
    };

    /** The announced call that a record repeats: of that tool and, where several wait, with those arguments. */
    const claim = ({ tool, holder }: ToolRecord): string | undefined => {
      const key = keyIn(holder, INPUTS);
      const input = key === undefined ? undefined : JSON.stringify(argumentsAt(get(holder, key), '').input);
      const id = text(holder, 'tool_call_id') ?? text(holder, 'call_id');
      const waiting = [...announced.values()].filter((each) => each.tool === tool);
      const found =
        waiting.find((each) => each.id === id) ??
        waiting.find((each) => each.input === input) ??
        (input === undefined ? waiting[0] : undefined);
      return found?.id;
    };

    /** A record of a call says the call, unless a message has announced it, and its result. */
    const called = (record: ToolRecord): readonly Said[] => {
      const { tool, holder, at } = record;
      const known = claim(record);
      const id = known ?? text(holder, 'tool_call_id') ?? text(holder, 'call_id') ?? `${tool}#${made++}`;
      const inputKey = keyIn(holder, INPUTS);
      const outputKey = keyIn(holder, OUTPUTS);
      const said: Said[] = [];
      if (known === undefined && inputKey !== undefined) {
        said.push(...announce({ said: 'call', id, tool, at, ...argumentsAt(get(holder, inputKey), pointerTo(at, inputKey)) }));
      }
      if (outputKey === undefined || !settle(id)) return said;
      const words = textOf(get(holder, outputKey));
      const failed = outputKey === 'error' || get(holder, 'success') === false || get(holder, 'ok') === false;
      const outcome = declined(words) ? { ok: false, blocked: true } : failed ? { ok: false } : {};
      said.push({ said: 'answer', id, tool, ...outcome, text: words, at: pointerTo(at, outputKey) });
      return said;
    };

    return {
      *read(entry: Entry): Generator<Event> {
        const { value } = entry;
        const id = conversationId(value);
        const aside = { time: timeOf(value), ...optional('name', text(value, 'agent') ?? text(value, 'agent_name')) };
        const thread = conversations.thread(id);
        for (const flag of flags(value, '')) yield* thread.set(flag.name, flag.value, entry, flag.at, aside);
        const single = alone(value);
        history.add(thread.trajectory.id, single);
        const turns = [...history.fresh(thread.trajectory.id, listed(value)), ...single];
        for (const turn of turns) yield* thread.say(chatMessage(turn.value, turn.at).flatMap(announce), entry, aside);
        const record = single.length === 0 ? toolRecord(value) : undefined;
        if (record) yield* thread.say(called(record), entry, aside);
      },
    };
  },
};

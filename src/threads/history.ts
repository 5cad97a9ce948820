import { isArray, isObject, type Json, type JsonObject, list, text } from '../model/location.ts';

/** A message of a conversation and the pointer to it inside its entry. */
export interface Turn {
  readonly value: Json;
  readonly at: string;
}

/** Remembers what was read of each conversation, for logs that send all of it again with every request. */
export interface Histories {
  /** Id of the conversation that these turns continue or repeat from its start. */
  readonly continued: (turns: readonly Turn[]) => string | undefined;
  /** The turns of a conversation that were not read before, in order; from now on they count as read. */
  readonly fresh: (id: string, turns: readonly Turn[]) => readonly Turn[];
  /** Counts turns as read without asking whether they were. */
  readonly add: (id: string, turns: readonly Turn[]) => void;
  /** The conversation touched longest ago, which is forgotten, when too many are remembered. */
  readonly expired: () => string | undefined;
}

/** Conversations that are remembered. */
const OPEN = 64;

const ends = (words: string): string => `${words.length}${words.slice(0, 24)}${words.slice(-24)}`;

const partMark = (part: Json): string => {
  if (typeof part === 'string') return ends(part);
  const id = text(part, 'id') ?? text(part, 'tool_use_id') ?? '';
  const words = text(part, 'text') ?? text(part, 'thinking') ?? text(part, 'content') ?? '';
  // A part that is named after what it holds has neither.
  if (id + words === '' && isObject(part)) return ends(JSON.stringify(part));
  return id + (words === '' ? '' : ends(words));
};

const callMark = (call: Json): string => {
  const inner = isObject(call) && isObject(call['function']) ? call['function'] : call;
  const input = text(inner, 'arguments');
  return (text(call, 'id') ?? '') + (text(inner, 'name') ?? '') + (input === undefined ? '' : ends(input));
};

/** Fields in which items that are no messages keep what tells them apart. */
const OWN = ['arguments', 'output', 'input', 'action', 'operation', 'code', 'summary', 'result', 'encrypted_content'] as const;

/** An item of its own type, such as a call that is no part of a message. */
const itemMark = (item: JsonObject): string => {
  const key = OWN.find((each) => item[each] !== undefined && item[each] !== null);
  const own = key === undefined ? '' : item[key]!;
  const id = text(item, 'call_id') || text(item, 'callId') || text(item, 'id') || '';
  return `${text(item, 'type')} ${id} ${ends(typeof own === 'string' ? own : JSON.stringify(own))}`;
};

/** Neither a role nor content of its own: a type says what it is. */
const isItem = (message: Json): message is JsonObject =>
  isObject(message) &&
  typeof message['type'] === 'string' &&
  ['role', 'from', 'content'].every((key) => (message[key] ?? undefined) === undefined);

/** A short text that is equal for a message logged twice, whatever optional keys one of the two carries. */
const markOf = (message: Json): string => {
  if (isItem(message)) return itemMark(message);
  const content = isObject(message) ? (message['content'] ?? message['value'] ?? message['text'] ?? message['parts'] ?? '') : message;
  const words = isArray(content) ? content.map(partMark).join() : typeof content === 'string' && content !== '' ? ends(content) : '';
  const calls = list(message, 'tool_calls').map(callMark).join();
  return `${text(message, 'role') ?? text(message, 'from') ?? ''} ${words} ${calls}${text(message, 'tool_call_id') ?? ''}`;
};

const startsWith = (long: readonly string[], short: readonly string[]): boolean =>
  short.length <= long.length && short.every((mark, index) => mark === long[index]);

export const histories = (): Histories => {
  const known = new Map<string, readonly string[]>();
  let marked: readonly Turn[] = [];
  let marks: readonly string[] = [];

  /** Marks of turns; those that were asked for last are kept. */
  const marksOf = (turns: readonly Turn[]): readonly string[] => {
    if (turns !== marked) {
      marked = turns;
      marks = turns.map((turn) => markOf(turn.value));
    }
    return marks;
  };

  const remember = (id: string, marks: readonly string[]): void => {
    known.delete(id);
    known.set(id, marks);
  };

  return {
    continued(turns) {
      const marks = marksOf(turns);
      for (const [id, seen] of known) if (seen.length > 0 && (startsWith(marks, seen) || startsWith(seen, marks))) return id;
      return undefined;
    },
    fresh(id, turns) {
      const seen = known.get(id) ?? [];
      const added: string[] = [];
      let from = 0;
      const marks = marksOf(turns);
      const unread = turns.filter((_, index) => {
        const mark = marks[index]!;
        const found = seen.indexOf(mark, from);
        if (found === -1) added.push(mark);
        else from = found + 1;
        return found === -1;
      });
      remember(id, added.length > 0 ? [...seen, ...added] : seen);
      return unread;
    },
    add: (id, turns) => remember(id, [...(known.get(id) ?? []), ...turns.map((turn) => markOf(turn.value))]),
    expired() {
      if (known.size <= OPEN) return undefined;
      const oldest = known.keys().next().value!;
      known.delete(oldest);
      return oldest;
    },
  };
};

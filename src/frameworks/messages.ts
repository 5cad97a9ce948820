// The shape that most harnesses of one's own write: https://platform.openai.com/docs/api-reference/chat
import { parts } from '../dialects/gemini.ts';
import { chatMessage } from '../dialects/openai-chat.ts';
import { roleOf, type Said } from '../dialects/said.ts';
import { get, isArray, isObject, type Json, text } from '../model/location.ts';
import { conversationId, conversing, header, isData, isHead, timeOf, turnsOf } from '../threads/conversation.ts';
import type { Turn } from '../threads/history.ts';
import { nested, valueAt } from '../threads/nested.ts';
import type { Framework } from './framework.ts';

const ROLES = ['role', 'from', 'speaker', 'author'] as const;
const CONTENTS = ['content', 'value', 'text', 'message', 'parts', 'tool_calls'] as const;

/** What other writers call a role, in the words that the dialects know. */
const ALIASES: { readonly [word: string]: string } = {
  observation: 'tool',
  tool_response: 'tool',
  tool_result: 'tool',
  function_response: 'tool',
  function_call: 'assistant',
  tool_call: 'assistant',
};

/** A message in this reader's own words, whatever its keys are called; undefined for anything else. */
const plain = (value: Json | undefined): { readonly role: string; readonly key: string } | undefined => {
  const role = ROLES.map((key) => text(value, key)).find((each) => each !== undefined);
  const key = CONTENTS.find((each) => get(value, each) !== undefined);
  if (role === undefined || key === undefined) return undefined;
  const known = role.toLowerCase();
  const named = Object.hasOwn(ALIASES, known) ? ALIASES[known]! : known;
  return roleOf(named) === 'unknown' ? undefined : { role: named, key };
};

const isMessage = (value: Json | undefined): boolean => plain(value) !== undefined;

const areMessages = (value: Json | undefined): boolean =>
  isArray(value) && value.some(isMessage) && value.filter(isMessage).length * 2 >= value.length;

/** Somebody has to talk as an agent: a list of instructions alone is no log. */
const talk = (values: readonly Json[]): boolean => values.some((each) => roleOf(plain(each)?.role ?? '') === 'agent');

const turnsIn = (value: Json): readonly Turn[] => {
  const pointer = nested(value, areMessages);
  return pointer === undefined ? [] : turnsOf(valueAt(value, pointer), pointer).filter((turn) => isMessage(turn.value));
};

const speak = (value: Json, place: string): readonly Said[] => {
  const found = plain(value);
  if (!found) return [];
  const { role, key } = found;
  const body = get(value, key);
  if (key === 'parts') return parts(body, roleOf(role), `${place}/parts`);
  // A message inside a message: `{role, message: {content}}`.
  const inner =
    isObject(body) && key === 'message' ? { ...body, role } : { ...(value as object), role, content: key === 'tool_calls' ? null : body! };
  const where = key === 'message' && isObject(body) ? `${place}/message` : place;
  return chatMessage(inner, where).map((each) =>
    each.at === `${where}/content` && where === place ? { ...each, at: `${place}/${key}` } : each,
  );
};

/** The last resort: anything with roles and contents, wherever it is nested. */
export const messages: Framework = {
  name: 'messages',
  most: 0.2,
  recognise(sample) {
    if (!isData(sample)) return undefined;
    const { document, lines, root, records } = sample;
    if (document && isObject(root)) {
      const pointer = nested(root, areMessages);
      if (pointer === undefined || !talk(valueAt(root, pointer) as readonly Json[])) return undefined;
      const [top] = pointer.slice(1).split('/');
      return { score: 0.2, shape: { each: pointer, header: Object.keys(root).filter((key) => key !== top) } };
    }
    const several = document && isArray(root) ? root : records;
    const shape = lines ? ({ lines: true } as const) : { each: '' };
    if (several.length > 1 && several.every(isMessage)) return talk(several) ? { score: 0.2, shape } : undefined;
    return several.some((each) => talk(turnsIn(each).map((turn) => turn.value))) ? { score: 0.15, shape } : undefined;
  },
  tools: {},
  reader(walk, bundle) {
    const conversations = conversing(walk, bundle, speak);
    return {
      *read(entry) {
        const { value } = entry;
        if (isMessage(value)) {
          yield* conversations.thread().say(speak(value, ''), entry, { time: timeOf(value) });
          return;
        }
        const turns = isHead(bundle, entry) ? [] : turnsIn(value);
        if (turns.length > 0) yield* conversations.read(entry, turns, { id: conversationId(value), model: text(value, 'model') });
        else if (isObject(value)) yield* header(conversations.thread(), entry);
      },
    };
  },
};

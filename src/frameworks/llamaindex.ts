// https://docs.llamaindex.ai (chat stores and memories)
import { chatMessage } from '../dialects/openai-chat.ts';
import { argumentsAt, roleOf, type Said, textOf } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import { turnsOf } from '../threads/conversation.ts';
import type { Turn } from '../threads/history.ts';
import type { Framework } from './framework.ts';

/** Levels of nesting at which a memory keeps its store. */
const DEEP = 5;

const isMessage = (value: Json | undefined): boolean =>
  text(value, 'role') !== undefined &&
  list(value, 'blocks').length > 0 &&
  list(value, 'blocks').every((each) => text(each, 'block_type') !== undefined);

const areMessages = (value: Json | undefined): boolean =>
  isArray(value) && value.length > 0 && value.every((each) => isMessage(each) || isEmpty(each));

/** A message without words or calls. */
const isEmpty = (value: Json): boolean => text(value, 'role') !== undefined && isArray(get(value, 'blocks'));

/** Lists of messages by the key under which a store keeps them. */
const chatsIn = (value: Json, at = '', depth = 0): readonly Turn[] => {
  if (areMessages(value)) return (value as readonly Json[]).some(isMessage) ? [{ value, at }] : [];
  if (depth > DEEP || !isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => chatsIn(inner, pointerTo(at, key), depth + 1));
};

const block = (value: Json, message: Json, at: string): readonly Said[] => {
  const kind = text(value, 'block_type');
  const role = roleOf(get(message, 'role'));
  if (kind === 'tool_call')
    return [
      {
        said: 'call',
        ...optional('id', text(value, 'tool_call_id')),
        tool: text(value, 'tool_name') ?? '',
        at,
        ...argumentsAt(get(value, 'tool_kwargs') ?? {}, `${at}/tool_kwargs`),
      },
    ];
  const words = text(value, 'text') ?? text(value, 'content') ?? '';
  if (kind === 'thinking') return [{ said: 'reasoning', text: words, at: `${at}/content` }];
  return kind === 'text' && words !== '' ? [{ said: 'message', role, text: words, at: `${at}/text` }] : [];
};

/** What a message says. The calls of older versions stand as the vendor wrote them, beside the blocks. */
const speak = ({ value, at }: Turn): readonly Said[] => {
  const more = get(value, 'additional_kwargs');
  const blocks = list(value, 'blocks');
  if (roleOf(get(value, 'role')) === 'tool')
    return [{ said: 'answer', ...optional('id', text(more, 'tool_call_id')), text: blocks.map(textOf).join('\n'), at: `${at}/blocks` }];
  const said = blocks.flatMap((each, index) => block(each, value, pointerTo(`${at}/blocks`, index)));
  const raw = list(more, 'tool_calls');
  return said.some((each) => each.said === 'call') || raw.length === 0
    ? said
    : [...said, ...chatMessage({ role: 'assistant', content: null, tool_calls: raw }, `${at}/additional_kwargs`)];
};

/** Chat stores and memories of LlamaIndex: messages of blocks, by the key of the conversation. */
export const llamaindex: Framework = {
  name: 'llamaindex',
  recognise({ document, lines, root, records }) {
    if (document && root !== undefined && chatsIn(root).length > 0) return { score: 0.85, shape: { each: '' } };
    return records.some((each) => isMessage(each) || chatsIn(each).length > 0)
      ? { score: 0.85, shape: lines ? { lines: true } : { each: '' } }
      : undefined;
  },
  tools: {},
  reader(walk, bundle) {
    function* chat(found: Turn, entry: Entry): Generator<Event> {
      const key = found.at.slice(found.at.lastIndexOf('/') + 1);
      const thread = walk.thread(found.at === '' ? bundle.key : `${bundle.key}:${key}`);
      for (const turn of turnsOf(found.value, found.at)) yield* thread.say(speak(turn), entry);
    }
    return {
      *read(entry) {
        const { value } = entry;
        if (isMessage(value)) yield* walk.thread(bundle.key).say(speak({ value, at: '' }), entry);
        else for (const found of chatsIn(value)) yield* chat(found, entry);
      },
    };
  },
};

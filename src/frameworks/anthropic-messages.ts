// https://docs.claude.com/en/api/messages
import { anthropicMessage, block, blocks, isAnthropic } from '../dialects/anthropic.ts';
import { isStreamed, streamed } from '../dialects/anthropic-stream.ts';
import { roleOf, type Said } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { get, isArray, isObject, type Json, list, text } from '../model/location.ts';
import { conversationId, conversing, header, isData, isHead, timeOf, turnsOf } from '../threads/conversation.ts';
import type { Turn } from '../threads/history.ts';
import { valueAt } from '../threads/nested.ts';
import type { Framework } from './framework.ts';

/** Objects of a record that may hold a request, and those that may hold the reply to it. */
const REQUESTS = ['', '/request', '/params', '/body', '/input', '/requestBody'] as const;
const REPLIES = ['', '/response', '/result/message', '/result', '/output', '/responseBody', '/message'] as const;

/** A response body: `{type: "message", role: "assistant", content: [...]}`. */
const isReply = (value: Json | undefined): boolean =>
  text(value, 'type') === 'message' &&
  text(value, 'role') === 'assistant' &&
  isArray(get(value, 'content')) &&
  get(value, 'stop_reason') !== undefined;

const isTalk = (value: Json | undefined): boolean => {
  const messages = list(value, 'messages');
  return messages.some(isAnthropic) && messages.every((each) => text(each, 'role') === 'user' || text(each, 'role') === 'assistant');
};

/** System prompt, messages and reply of one record, in that order. */
const turnsIn = (value: Json): readonly Turn[] => {
  if (isArray(value)) return turnsOf(value, '');
  const request = REQUESTS.find((path) => isArray(get(valueAt(value, path), 'messages')));
  const reply = REPLIES.find((path) => isReply(valueAt(value, path)));
  const asked = request === undefined ? undefined : valueAt(value, request);
  const system = get(asked, 'system');
  return [
    ...(system === undefined || request === undefined ? [] : [{ value: { role: 'system', content: system }, at: request }]),
    ...(request === undefined ? [] : turnsOf(get(asked, 'messages'), `${request}/messages`)),
    ...(reply === undefined ? [] : [{ value: valueAt(value, reply)!, at: reply }]),
  ];
};

const speaks = (value: Json): boolean =>
  isArray(value)
    ? value.some(isAnthropic)
    : REQUESTS.some((path) => isTalk(valueAt(value, path))) || REPLIES.some((path) => isReply(valueAt(value, path)));

/** A system prompt stands at `system`, every other message's text at `content`. */
const speak = (value: Json, at: string): readonly Said[] =>
  roleOf(get(value, 'role')) === 'system' ? blocks(get(value, 'content'), 'system', `${at}/system`) : anthropicMessage(value, at);

/** Anthropic's Messages API: requests, replies, both together, message lists, and streamed replies. */
export const anthropicMessages: Framework = {
  name: 'anthropic-messages',
  recognise(sample) {
    if (!isData(sample)) return undefined;
    const { document, lines, root, records } = sample;
    if (document && isObject(root) && isTalk(root))
      return { score: 0.6, shape: { each: '/messages', header: Object.keys(root).filter((key) => key !== 'messages') } };
    if (document && root !== undefined && speaks(root)) return { score: 0.6, shape: { each: '' } };
    const several = document && isArray(root) ? root : records;
    const shape = lines ? ({ lines: true } as const) : { each: '' };
    if (several.some(speaks)) return { score: 0.6, shape };
    if (lines && records.some(isStreamed)) return { score: 0.6, shape };
    const plain = several.every(
      (each) => ['user', 'assistant', 'system'].includes(text(each, 'role') ?? '') && get(each, 'tool_calls') === undefined,
    );
    return several.length > 0 && plain && several.some(isAnthropic) ? { score: 0.6, shape } : undefined;
  },
  tools: {},
  reader(walk, bundle) {
    const conversations = conversing(walk, bundle, speak);
    const stream = streamed();

    function* completed(done: ReturnType<typeof stream.end>): Generator<Event> {
      for (const each of done) yield* conversations.thread().say(block(each.block, 'agent', '/content_block'), each.entry);
    }

    return {
      *read(entry) {
        const { value } = entry;
        if (typeof get(value, 'index') === 'number' || text(value, 'type') === 'message_start') {
          conversations.thread().learn({ model: text(get(value, 'message'), 'model') });
          yield* completed(stream.push(entry));
        } else if (text(value, 'role') !== undefined && !isReply(value)) {
          yield* conversations.thread().say(anthropicMessage(value, ''), entry, { time: timeOf(value) });
        } else {
          const turns = isHead(bundle, entry) ? [] : turnsIn(value);
          const model = [value, get(value, 'request'), get(value, 'params'), get(value, 'response')].map((each) => text(each, 'model'));
          if (turns.length > 0) yield* conversations.read(entry, turns, { id: conversationId(value), model: model.find((each) => each) });
          else if (isObject(value)) {
            const thread = conversations.thread();
            yield* header(thread, entry);
            yield* thread.say(blocks(get(value, 'system'), 'system', '/system'), entry);
          }
        }
      },
      end: () => completed(stream.end()),
    };
  },
};

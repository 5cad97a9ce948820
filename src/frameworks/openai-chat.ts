// https://platform.openai.com/docs/api-reference/chat
import { isAnthropic } from '../dialects/anthropic.ts';
import { chatMessage, isChatMessage } from '../dialects/openai-chat.ts';
import type { Sample } from '../model/bundle.ts';
import { isArray, isObject, type Json, list, text } from '../model/location.ts';
import { type Conversations, conversationId, conversing, header, isData, isHead, timeOf, turnsOf } from '../threads/conversation.ts';
import type { Turn } from '../threads/history.ts';
import { valueAt } from '../threads/nested.ts';
import type { Framework } from './framework.ts';

/** Where a record keeps the messages of a request, and where it keeps the reply to it. */
const REQUESTS = [
  '/messages',
  '/body/messages',
  '/request/messages',
  '/request/body/messages',
  '/kwargs/messages',
  '/input/messages',
  '/conversation',
];
const REPLIES = [
  '/choices/0/message',
  '/response/choices/0/message',
  '/response/body/choices/0/message',
  '/response/message',
  '/output/choices/0/message',
  '/response',
  '/reply',
];

/** The messages of a record: its request's and then its reply. */
export const turnsIn = (value: Json): readonly Turn[] => {
  if (isArray(value)) return turnsOf(value, '').filter((turn) => isObject(turn.value));
  const request = REQUESTS.find((path) => isArray(valueAt(value, path)));
  const reply = REPLIES.find((path) => isChatMessage(valueAt(value, path)));
  return [
    ...(request === undefined ? [] : turnsOf(valueAt(value, request), request)),
    ...(reply === undefined ? [] : [{ value: valueAt(value, reply)!, at: reply }]),
  ];
};

const modelOf = (value: Json): string | undefined =>
  ['/model', '/request/model', '/body/model', '/response/model', '/response/body/model', '/metadata/model', '/model_name']
    .map((path) => valueAt(value, path))
    .find((each) => typeof each === 'string') as string | undefined;

/** Roles and keys that only this vendor writes. */
const isOwn = (message: Json): boolean =>
  ['tool', 'developer', 'function'].includes(text(message, 'role') ?? '') || list(message, 'tool_calls').length > 0;

/** A message whose parts have no types, as other vendors write them. */
const isForeign = (message: Json): boolean => {
  const content = isObject(message) ? message['content'] : undefined;
  return isArray(content) && content.some((part) => isObject(part) && part['type'] === undefined);
};

/** Messages that may be OpenAI's: roles it knows, and nothing in them that only another vendor writes. */
export const areChat = (turns: readonly Turn[]): boolean =>
  turns.length > 0 &&
  turns.some((turn) => isChatMessage(turn.value)) &&
  turns.every((turn) => text(turn.value, 'role') !== undefined) &&
  (turns.some((turn) => isOwn(turn.value)) || !turns.some((turn) => isAnthropic(turn.value) || isForeign(turn.value)));

/** A line of its own that says something of the whole file. */
const isAbout = (value: Json): boolean => isObject(value) && Object.keys(value).every((key) => key === 'metadata');

/** A bare message is weak evidence: other frameworks write such lines too. */
const recognise = (sample: Sample): ReturnType<Framework['recognise']> => {
  if (!isData(sample)) return undefined;
  const { document, lines, root, records } = sample;
  if (document && isObject(root) && areChat(turnsOf(list(root, 'messages'), '')))
    return { score: 0.5, shape: { each: '/messages', header: Object.keys(root).filter((key) => key !== 'messages') } };
  if (document && isArray(root) && root.length > 0 && root.every(isChatMessage) && areChat(turnsOf(root, '')))
    return { score: 0.5, shape: { each: '' } };
  const several = (document && isArray(root) ? root : lines ? records : []).filter((each) => !isAbout(each));
  const talking = several.filter((each) => areChat(turnsIn(each)));
  if (talking.length > 0 && talking.length * 2 >= several.length) return { score: 0.5, shape: lines ? { lines: true } : { each: '' } };
  if (document && isObject(root) && areChat(turnsIn(root))) return { score: 0.5, shape: { each: '' } };
  if (document && list(root, 'data').some((each) => areChat(turnsIn(each)))) return { score: 0.5, shape: { each: '/data' } };
  const messages = records.filter(isChatMessage).length;
  return lines && messages > 1 && 2 * messages >= records.length && !records.some(isAnthropic)
    ? { score: 0.5, shape: { lines: true } }
    : undefined;
};

/** Chat Completions: messages one a line, conversations one a line or document, requests with their replies. */
export const openaiChat: Framework = {
  name: 'openai-chat',
  most: 0.5,
  recognise,
  tools: {},
  reader(walk, bundle) {
    const conversations: Conversations = conversing(walk, bundle, chatMessage);
    return {
      *read(entry) {
        const { value } = entry;
        if (isChatMessage(value)) yield* conversations.thread().say(chatMessage(value, ''), entry, { time: timeOf(value) });
        else {
          const turns = isHead(bundle, entry) ? [] : turnsIn(value);
          if (turns.length > 0) yield* conversations.read(entry, turns, { id: conversationId(value), model: modelOf(value) });
          else if (isObject(value) && entry.at.pointer === '') yield* header(conversations.thread(), entry);
        }
      },
    };
  },
};

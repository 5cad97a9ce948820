// https://platform.openai.com/docs/api-reference/responses
import { isResponseItem, responseItem } from '../dialects/openai-responses.ts';
import { roleOf, type Said } from '../dialects/said.ts';
import { get, isArray, isObject, type Json, list, text } from '../model/location.ts';
import { type Flag, flags } from '../threads/conditions.ts';
import { conversationId, turnsOf } from '../threads/conversation.ts';
import type { Turn } from '../threads/history.ts';
import { valueAt } from '../threads/nested.ts';

/** Where a record keeps a request, and where the reply to it. */
const REQUESTS = ['', '/request', '/request/body', '/body', '/params', '/kwargs', '/input', '/inputs'] as const;
const REPLIES = ['', '/response', '/response/body', '/output', '/result', '/body'] as const;

/** A response object with its output. */
export const isReply = (value: Json | undefined): boolean => text(value, 'object') === 'response' && isArray(get(value, 'output'));

const PARTS = /^(?:(?:in|out)put_\w+|refusal)$/;

/** Items only of this vendor: a message is one by the types of its parts. */
export const isOwn = (value: Json | undefined): boolean =>
  isResponseItem(value) && (value['type'] !== 'message' || list(value, 'content').some((part) => PARTS.test(text(part, 'type') ?? '')));

/** Keys of a request that Chat Completions and embeddings do not have. */
const ASKED = [
  'previous_response_id',
  'conversation',
  'max_output_tokens',
  'include',
  'instructions',
  'text',
  'store',
  'truncation',
  'background',
] as const;

/** The body of a request, and not of one to another interface of the same vendor. */
export const isRequest = (value: Json | undefined): boolean => {
  const input = get(value, 'input');
  if (isArray(input) && input.some(isOwn)) return true;
  const asked = isObject(value) && ASKED.some((key) => key in value);
  const tools = list(value, 'tools').some((tool) => text(tool, 'name') !== undefined && get(tool, 'function') === undefined);
  const plain = isArray(input) ? input.every((each) => text(each, 'role') !== undefined) : typeof input === 'string';
  return plain && text(value, 'model') !== undefined && (asked || tools || isArray(input));
};

/** Items of a conversation: an array of its own, a page of a listing, or what is added to one. */
export const itemsAt = (value: Json): string | undefined =>
  [isArray(value) ? '' : undefined, '/items', '/data', '/output', '/history'].find((at) => {
    const items = at === undefined ? undefined : valueAt(value, at);
    return (
      at !== undefined &&
      isArray(items) &&
      items.some((each) => isOwn(each) || (at === '/items' && text(each, 'type') === 'message')) &&
      items.every((each) => isResponseItem(each) || isObject(each))
    );
  });

/** Text that stands alone where a list of items may stand. */
const alone = (role: string, content: Json | undefined, at: string): readonly Turn[] =>
  typeof content === 'string' && content !== '' ? [{ value: { role, content }, at }] : [];

/** Items of a record: instructions, input, output, or those that it lists. */
export const turnsIn = (value: Json): readonly Turn[] => {
  const request = REQUESTS.find((path) => isRequest(valueAt(value, path)));
  const reply = REPLIES.find((path) => isReply(valueAt(value, path)));
  const asked = request === undefined ? undefined : valueAt(value, request);
  const answered = reply === undefined ? undefined : valueAt(value, reply);
  const items = request === undefined && reply === undefined ? itemsAt(value) : undefined;
  return [
    ...alone(
      'system',
      get(asked, 'instructions') ?? get(answered, 'instructions'),
      `${asked === undefined ? reply : request}/instructions`,
    ),
    ...alone('user', get(asked, 'input'), `${request}/input`),
    ...(request === undefined ? [] : turnsOf(get(asked, 'input'), `${request}/input`)),
    ...(reply === undefined ? [] : turnsOf(get(answered, 'output'), `${reply}/output`)),
    ...(items === undefined ? [] : turnsOf(valueAt(value, items), items)),
  ];
};

/** What an item says; a text that stands alone is one of its own. */
export const speak = (value: Json, at: string): readonly Said[] => {
  const content = get(value, 'content');
  if (!/\/(?:instructions|input)$/.test(at) || typeof content !== 'string') return responseItem(value, at);
  return [{ said: 'message', role: roleOf(get(value, 'role')), text: content, at }];
};

/** Whether a record holds items at all. */
export const speaks = (value: Json): boolean => isOwn(value) || turnsIn(value).length > 0;

/** What names the conversation: itself, the response before, or the line of a batch. */
export const nameIn = (
  value: Json,
): { readonly id?: string | undefined; readonly before?: string | undefined; readonly own?: string | undefined } => {
  const holders = [...REQUESTS, ...REPLIES].map((path) => valueAt(value, path));
  const first = (key: string): string | undefined =>
    holders.map((holder) => text(holder, key) ?? text(get(holder, key), 'id')).find((each) => each);
  return {
    id: first('conversation') ?? text(value, 'custom_id') ?? conversationId(value),
    before: first('previous_response_id'),
    own: holders.map((holder) => (isReply(holder) ? text(holder, 'id') : undefined)).find((each) => each),
  };
};

/** The model that was asked, as its reply names it. */
export const modelIn = (value: Json): string | undefined =>
  [...REPLIES, ...REQUESTS].map((path) => text(valueAt(value, path), 'model')).find((each) => each);

/** Conditions in the metadata of a request or its reply. */
export const conditionsIn = (value: Json): readonly Flag[] =>
  [...new Set([...REQUESTS, ...REPLIES])].flatMap((path) => flags(get(valueAt(value, path), 'metadata'), `${path}/metadata`));

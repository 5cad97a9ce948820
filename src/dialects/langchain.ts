// https://docs.langchain.com/oss/python/langchain/messages
import { get, isArray, isObject, type Json, type JsonObject, list, text } from '../model/location.ts';
import { chatMessage } from './openai-chat.ts';
import type { Said } from './said.ts';

/** Classes of messages, as `id` ends for a constructor and as `type` says elsewhere; chunks of a stream alike. */
const ROLES: { readonly [type: string]: string } = {
  ai: 'assistant',
  human: 'user',
  system: 'system',
  developer: 'developer',
  tool: 'tool',
  function: 'function',
};

const typed = (name: string): string | undefined => ROLES[/^(\w+?)(?:Message)?(?:Chunk)?$/.exec(name)?.[1]?.toLowerCase() ?? ''];

interface Inner {
  readonly message: JsonObject;
  readonly role: string;
  /** Where the fields lie below the message. */
  readonly at: string;
}

/** A message's fields, whichever of its three spellings wraps them. */
const unwrapped = (value: Json | undefined): Inner | undefined => {
  if (!isObject(value)) return undefined;
  const { kwargs, data } = value;
  if (value['lc'] === 1 && isObject(kwargs)) {
    const role = typed(String(list(value, 'id').at(-1))) ?? text(kwargs, 'role');
    return role === undefined || kwargs['content'] === undefined ? undefined : { message: kwargs, role, at: '/kwargs' };
  }
  const type = text(value, 'type');
  const role = type === undefined ? undefined : typed(type);
  if (role === undefined) return undefined;
  if (isObject(data) && data['content'] !== undefined) return { message: data, role, at: '/data' };
  return value['content'] === undefined || value['role'] !== undefined ? undefined : { message: value, role, at: '' };
};

/** A message of LangChain in any of its spellings: constructor, `{type, data}` or flat. */
export const isLangchain = (value: Json | undefined): boolean => unwrapped(value) !== undefined;

/** Id of the message, under which streams and states repeat it. */
export const langchainId = (value: Json): string | undefined => text(unwrapped(value)?.message, 'id');

export const langchainMessage = (value: Json, place: string): readonly Said[] => {
  const found = unwrapped(value);
  if (!found) return [];
  const { message, role } = found;
  const at = `${place}${found.at}`;
  const more = message['additional_kwargs'];
  const raw = get(more, 'tool_calls');
  const own = list(message, 'tool_calls').length > 0 || list(message, 'tool_call_chunks').length > 0;
  const thought = get(more, 'reasoning_content');
  const said = chatMessage({ ...message, role, ...(typeof thought === 'string' && { reasoning_content: thought }) }, at);
  if (own || !isArray(raw) || said.some((each) => each.said === 'call')) return said;
  return [...said, ...chatMessage({ role, content: null, tool_calls: raw }, `${at}/additional_kwargs`)];
};

/** Whether a message is a piece of one that is being streamed. */
export const isChunk = (value: Json): boolean => /Chunk$/.test(String(list(value, 'id').at(-1) ?? get(value, 'type')));

const appended = (before: Json | undefined, more: Json | undefined): Json => {
  if (typeof before === 'string' && typeof more === 'string') return before + more;
  return [
    ...(isArray(before) ? before : before ? [{ type: 'text', text: before }] : []),
    ...(isArray(more) ? more : more ? [{ type: 'text', text: more }] : []),
  ];
};

/** Calls whose arguments come in pieces of JSON, by their index in the message. */
const joinedCalls = (chunks: readonly JsonObject[]): readonly Json[] => {
  const calls = new Map<Json, { id: Json; name: Json; args: string }>();
  for (const chunk of chunks)
    for (const piece of list(chunk, 'tool_call_chunks')) {
      const key = get(piece, 'index') ?? get(piece, 'id') ?? 0;
      const call = calls.get(key) ?? { id: get(piece, 'id') ?? null, name: '', args: '' };
      calls.set(key, {
        id: call.id ?? get(piece, 'id') ?? null,
        name: `${call.name}${text(piece, 'name') ?? ''}`,
        args: `${call.args}${text(piece, 'args') ?? ''}`,
      });
    }
  return [...calls.values()];
};

/** The message that streamed pieces make. */
export const joinedChunks = (chunks: readonly Json[]): Json => {
  const pieces = chunks.flatMap((chunk): readonly JsonObject[] => {
    const message = unwrapped(chunk)?.message;
    return message ? [message] : [];
  });
  const calls = joinedCalls(pieces);
  const content = pieces.map((piece): Json => piece['content'] ?? '').reduce<Json>(appended, '');
  const { role: _, ...first } = pieces[0] ?? {};
  return { ...first, type: 'ai', content, ...(calls.length > 0 && { tool_calls: calls }) };
};

// https://platform.openai.com/docs/api-reference/chat
import { get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import { block, declined } from './anthropic.ts';
import { argumentsAt, roleOf, type Said, textOf } from './said.ts';

/** Keys under which frameworks that borrow this dialect keep a call's arguments. */
const ARGUMENTS = ['arguments', 'args', 'input', 'parameters', 'kwargs'] as const;
const REASONING = ['reasoning_content', 'reasoning', 'thinking', 'thought'] as const;

const argumentsOf = (holder: Json, at: string): { readonly input: Json; readonly inputAt: string } => {
  const key = ARGUMENTS.find((name) => get(holder, name) !== undefined) ?? 'arguments';
  return argumentsAt(get(holder, key), pointerTo(at, key));
};

/** The first of these keys that names a call; a name that is empty names none. */
const idOf = (value: Json, keys: readonly string[]): string | undefined => keys.map((key) => text(value, key)).find(Boolean);

/** One element of `tool_calls`, in the shapes that OpenAI, Inspect, AgentDojo, LangChain and tau2 write. */
export const toolCall = (value: Json, at: string): Said => {
  const inner = get(value, 'function');
  const holder = isObject(inner) ? inner : value;
  const tool = text(holder, 'name') ?? (typeof inner === 'string' ? inner : (text(value, 'name') ?? ''));
  const inputs = argumentsOf(holder, isObject(inner) ? `${at}/function` : at);
  return {
    said: 'call',
    ...optional('id', idOf(value, ['id', 'tool_call_id', 'call_id'])),
    tool,
    at,
    ...inputs,
  };
};

const answer = (value: Json, at: string): Said => {
  const error = get(value, 'error');
  const words = textOf(get(value, 'content'));
  const said = textOf(get(error, 'message')) || textOf(typeof error === 'boolean' ? undefined : error);
  const failed =
    (error !== undefined && error !== null && error !== false) || get(value, 'is_error') === true || get(value, 'status') === 'error';
  const exit = get(get(value, 'metadata'), 'exit_code');
  const all = said && !words.includes(said) ? `${words}${words && '\n'}${said}` : words;
  const blocked = declined(all);
  return {
    said: 'answer',
    ...optional('id', idOf(value, ['tool_call_id', 'call_id', 'id'])),
    ...optional('tool', text(value, 'name') ?? text(value, 'function')),
    ...(blocked ? { ok: false, blocked } : failed ? { ok: false } : typeof exit === 'number' && { ok: exit === 0 }),
    text: all,
    at: `${at}/content`,
  };
};

/** Types of content parts that hold a call, which some writers put there too, beside `tool_calls` or instead of it. */
const CALL_PARTS = new Set(['tool_call', 'tool_use', 'function_call']);

const isCallPart = (part: Json): boolean =>
  CALL_PARTS.has(text(part, 'type') ?? '') || (text(part, 'type') === 'function' && isObject(get(part, 'function')));

const content = (value: Json, at: string): readonly Said[] => {
  const role = roleOf(get(value, 'role'));
  const body = get(value, 'content');
  if (isArray(body)) {
    const said = body.flatMap((part, index) => {
      const place = pointerTo(`${at}/content`, index);
      return isCallPart(part) ? [toolCall(part, place)] : block(part, role, place);
    });
    if (said.some((each) => each.said !== 'message')) return said;
  }
  const words = textOf(body);
  const name = text(value, 'name');
  return words === '' ? [] : [{ said: 'message', role, text: words, at: textAt(body, `${at}/content`), ...optional('name', name) }];
};

/** The pointer to the one string that a message's text is, where it is one string. */
const textAt = (body: Json | undefined, at: string): string => {
  if (!isArray(body) || body.length !== 1) return at;
  return typeof get(body[0], 'text') === 'string' ? `${at}/0/text` : at;
};

/** A Chat Completions message `{role, content, tool_calls}`. */
export const chatMessage = (value: Json, at: string): readonly Said[] => {
  if (roleOf(get(value, 'role')) === 'tool') return [answer(value, at)];
  const thought = REASONING.find((key) => typeof get(value, key) === 'string' && get(value, key) !== '');
  const reasoning: readonly Said[] = thought ? [{ said: 'reasoning', text: text(value, thought)!, at: `${at}/${thought}` }] : [];
  const calls = list(value, 'tool_calls').map((call, index) => toolCall(call, pointerTo(`${at}/tool_calls`, index)));
  const legacy =
    isObject(get(value, 'function_call')) && calls.length === 0 ? [toolCall(get(value, 'function_call')!, `${at}/function_call`)] : [];
  const made = [...calls, ...legacy];
  const said = content(value, at);
  return [...reasoning, ...(made.length > 0 ? said.filter((each) => each.said !== 'call') : said), ...made];
};

/** True for something with a role that this dialect knows and either content or calls. */
export const isChatMessage = (value: Json | undefined): boolean =>
  isObject(value) && roleOf(value['role']) !== 'unknown' && ('content' in value || 'tool_calls' in value || 'function_call' in value);

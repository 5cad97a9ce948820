// https://inspect.aisi.org.uk/reference/inspect_ai.model.html (ChatMessage) and …/inspect_ai.event.html
import { get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import { block } from './anthropic.ts';
import { toolCall } from './openai-chat.ts';
import { type Answer, roleOf, type Said, textOf } from './said.ts';

/** What a tool gave back, in the words that messages and events share. */
const answer = (
  id: string | undefined,
  tool: string | undefined,
  content: Json | undefined,
  error: Json | undefined,
  at: string,
): Answer => {
  const words = textOf(content);
  const said = textOf(get(error, 'message') ?? null);
  const blocked = text(error, 'type') === 'approval';
  return {
    said: 'answer',
    ...optional('id', id),
    ...optional('tool', tool),
    ok: !isObject(error),
    ...(blocked && { blocked }),
    text: said !== '' && !words.includes(said) ? `${words}${words && '\n'}${said}` : words,
    at,
  };
};

/** A tool that the model's provider ran: its call and its result in one part of the content. */
const served = (part: Json, at: string): readonly Said[] => [
  toolCall(part, at),
  answer(
    text(part, 'id'),
    text(part, 'name'),
    get(part, 'result'),
    text(part, 'error') ? { message: get(part, 'error')! } : undefined,
    `${at}/result`,
  ),
];

/** A ChatMessage of Inspect: `tool_calls[].function` is a name and `arguments` an object. */
export const inspectMessage = (value: Json, at: string): readonly Said[] => {
  const role = roleOf(get(value, 'role'));
  const content = get(value, 'content');
  if (role === 'tool') return [answer(text(value, 'tool_call_id'), text(value, 'function'), content, get(value, 'error'), `${at}/content`)];
  const said = isArray(content)
    ? content.flatMap((part, index) => {
        const place = pointerTo(`${at}/content`, index);
        return text(part, 'type') === 'tool_use' ? served(part, place) : block(part, role, place);
      })
    : block(content ?? '', role, `${at}/content`);
  return [...said, ...list(value, 'tool_calls').map((call, index) => toolCall(call, pointerTo(`${at}/tool_calls`, index)))];
};

/** The call that a tool event tells of, and what came of it once it has ended. */
export const toolEvent = (value: Json, at: string): { readonly call: Said; readonly answer?: Answer } => {
  const id = text(value, 'id');
  const tool = text(value, 'function') ?? '';
  const call: Said = {
    said: 'call',
    ...optional('id', id),
    tool,
    at,
    input: get(value, 'arguments') ?? {},
    inputAt: `${at}/arguments`,
  };
  const [result, error] = [get(value, 'result'), get(value, 'error')];
  const open = get(value, 'pending') === true || (result === undefined && !isObject(error));
  return open ? { call } : { call, answer: answer(id, tool, result, error, `${at}/result`) };
};

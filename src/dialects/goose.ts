// https://github.com/block/goose/blob/main/crates/goose/src/conversation/message.rs
import type { Role } from '../model/event.ts';
import { get, isArray, isObject, type Json, pointerTo, text } from '../model/location.ts';
import { isWhen } from '../model/when.ts';
import { block } from './anthropic.ts';
import { type Answer, roleOf, type Said, textOf } from './said.ts';

const CALLS = new Set(['toolRequest', 'frontendToolRequest']);

const DECLINED = /has declined to run this tool|tool call (?:was )?(?:denied|declined|rejected)/i;

const exitOf = (value: Json | undefined): Json | undefined => get(get(value, 'structuredContent'), 'exit_code');

const answer = (part: Json, at: string): Answer => {
  const result = get(part, 'toolResult');
  const value = get(result, 'value');
  const error = text(result, 'error');
  const words = error ?? textOf(isArray(value) ? value : get(value, 'content'));
  const exit = exitOf(value);
  const blocked = DECLINED.test(words.slice(0, 200));
  const failed = error !== undefined || get(value, 'isError') === true || (typeof exit === 'number' && exit !== 0);
  const id = text(part, 'id') ?? '';
  return {
    said: 'answer',
    id,
    ok: !failed && !blocked,
    ...(blocked && { blocked }),
    text: words,
    at: `${at}/toolResult/${error === undefined ? 'value' : 'error'}`,
  };
};

const part = (value: Json, role: Role, at: string): readonly Said[] => {
  const type = text(value, 'type') ?? '';
  if (type === 'toolResponse') return [answer(value, at)];
  if (!CALLS.has(type)) return block(value, role, at);
  const call = get(get(value, 'toolCall'), 'value');
  const place = `${at}/toolCall/value`;
  const tool = text(call, 'name');
  if (tool === undefined) return [];
  return [
    { said: 'call', id: text(value, 'id') ?? '', tool, input: get(call, 'arguments') ?? {}, at: place, inputAt: `${place}/arguments` },
  ];
};

/** Parts of a message of Goose: among them requests of tools and their responses. */
export const gooseParts = (content: Json | undefined, role: Role, at: string): readonly Said[] =>
  isArray(content)
    ? content.flatMap((each, index) => part(each, role, pointerTo(at, index)))
    : typeof content === 'string' && content !== ''
      ? [{ said: 'message', role, text: content, at }]
      : [];

/** A message of Goose. */
export const gooseMessage = (value: Json, at: string): readonly Said[] =>
  gooseParts(get(value, 'content'), roleOf(get(value, 'role')), `${at}/content`);

/** True for a message with parts and the second of its making. */
export const isGooseMessage = (value: Json | undefined): boolean =>
  isObject(value) &&
  roleOf(value['role']) !== 'unknown' &&
  (isArray(value['content']) || typeof value['content'] === 'string') &&
  isWhen(value['created']);

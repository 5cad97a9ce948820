// https://ai.google.dev/api/caching#Content
import type { Role } from '../model/event.ts';
import { get, isObject, type Json, pointerTo, text } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import { type Said, textOf } from './said.ts';

const response = (value: Json | undefined): { readonly words: string; readonly ok: boolean } => {
  const body = get(value, 'response');
  const error = get(body, 'error');
  if (error !== undefined && error !== null) return { words: textOf(get(error, 'message') ?? error), ok: false };
  return { words: textOf(get(body, 'output') ?? get(body, 'result') ?? body), ok: true };
};

/** One part of a Gemini content: text, thought, call or response; ids are optional. */
export const part = (value: Json, role: Role, at: string): readonly Said[] => {
  const call = get(value, 'functionCall') ?? get(value, 'function_call');
  if (isObject(call)) {
    const key = 'functionCall' in (value as object) ? 'functionCall' : 'function_call';
    const inputAt = `${at}/${key}/args`;
    return [{ said: 'call', ...optional('id', text(call, 'id')), tool: text(call, 'name') ?? '', input: call['args'] ?? {}, at, inputAt }];
  }
  const answer = get(value, 'functionResponse') ?? get(value, 'function_response');
  if (isObject(answer)) {
    const { words, ok } = response(answer);
    return [{ said: 'answer', ...optional('id', text(answer, 'id')), ...optional('tool', text(answer, 'name')), ok, text: words, at }];
  }
  const words = text(value, 'text') ?? '';
  if (words === '') return [];
  return [
    get(value, 'thought') === true
      ? { said: 'reasoning', text: words, at: `${at}/text` }
      : { said: 'message', role, text: words, at: `${at}/text` },
  ];
};

/** Parts of a Gemini content, or its text where it is a string. */
export const parts = (content: Json | undefined, role: Role, at: string): readonly Said[] => {
  if (typeof content === 'string') return content === '' ? [] : [{ said: 'message', role, text: content, at }];
  return Array.isArray(content) ? content.flatMap((value: Json, index) => part(value, role, pointerTo(at, index))) : [];
};

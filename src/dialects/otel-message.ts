// https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans (input and output messages)
import type { Role } from '../model/event.ts';
import { get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import { declined } from './anthropic.ts';
import { argumentsAt, roleOf, type Said, textOf } from './said.ts';

const keyOf = (value: Json, keys: readonly string[]): string => keys.find((key) => get(value, key) !== undefined) ?? keys[0]!;

/** A tool's answer less the quotation marks and wrappers that tracers put around it. */
export const resultText = (value: Json | undefined): string => {
  const { input } = argumentsAt(value ?? '', '');
  if (typeof input === 'string') return input;
  return textOf(get(input, 'content') ?? get(get(input, 'kwargs'), 'content') ?? get(input, 'value') ?? input);
};

const call = (part: Json, at: string): Said => {
  const own = ['server_tool_call', 'arguments', 'args', 'input'].find((key) => get(part, key) !== undefined) ?? 'arguments';
  return {
    said: 'call',
    ...optional('id', text(part, 'id') ?? text(part, 'call_id')),
    tool: text(part, 'name') ?? '',
    at,
    ...argumentsAt(get(part, own), pointerTo(at, own)),
  };
};

const answer = (part: Json, at: string): Said => {
  const key = keyOf(part, ['response', 'result', 'content', 'server_tool_call_response', 'output']);
  const words = resultText(get(part, key));
  const failed = get(part, 'is_error') === true || text(part, 'outcome') === 'failed' || text(part, 'status') === 'error';
  const blocked = declined(words) || text(part, 'outcome') === 'denied';
  return {
    said: 'answer',
    ...optional('id', text(part, 'id') ?? text(part, 'call_id')),
    ...optional('tool', text(part, 'name')),
    ...(blocked ? { ok: false, blocked } : failed ? { ok: false } : {}),
    text: words,
    at: pointerTo(at, key),
  };
};

const PARTS: { readonly [type: string]: (part: Json, at: string, role: Role) => readonly Said[] } = {
  text(part, at, role) {
    const key = keyOf(part, ['content', 'text']);
    const words = textOf(get(part, key));
    return words === '' ? [] : [{ said: 'message', role, text: words, at: pointerTo(at, key) }];
  },
  reasoning(part, at) {
    const key = keyOf(part, ['content', 'text', 'reasoning', 'thinking']);
    return [{ said: 'reasoning', text: textOf(get(part, key)), at: pointerTo(at, key) }];
  },
  tool_call: (part, at) => [call(part, at)],
  tool_call_response: (part, at) => [answer(part, at)],
};
const NAMES: { readonly [type: string]: string } = {
  thinking: 'reasoning',
  server_tool_call: 'tool_call',
  server_tool_call_response: 'tool_call_response',
  tool_result: 'tool_call_response',
};

/** Parts of a message, each with its own type; the role of a message may be wrong about them. */
export const otelParts = (parts: Json | undefined, role: Role, at: string): readonly Said[] =>
  (isArray(parts) ? parts : []).flatMap((part, index) => {
    const type = text(part, 'type') ?? '';
    const read = PARTS[NAMES[type] ?? type];
    return read ? read(part, pointerTo(at, index), role) : [];
  });

/** `{role, parts: [{type, …}]}`. */
export const isOtelMessage = (value: Json | undefined): boolean =>
  isObject(value) && typeof value['role'] === 'string' && list(value, 'parts').some((part) => text(part, 'type') !== undefined);

export const otelMessage = (value: Json, at: string): readonly Said[] => {
  const name = text(value, 'name');
  const said = otelParts(get(value, 'parts'), roleOf(get(value, 'role')), `${at}/parts`);
  return name === undefined ? said : said.map((each) => (each.said === 'message' ? { ...each, name } : each));
};

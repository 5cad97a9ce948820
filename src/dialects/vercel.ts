// https://ai-sdk.dev/docs/reference/ai-sdk-core/model-message and …/ai-sdk-core/ui-message
import type { Role } from '../model/event.ts';
import { get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import { argumentsAt, roleOf, type Said, textOf } from './said.ts';

const INPUTS = ['input', 'args', 'rawInput'] as const;

const inputOf = (part: Json, at: string): ReturnType<typeof argumentsAt> => {
  const key = INPUTS.find((each) => get(part, each) !== undefined) ?? 'input';
  return argumentsAt(get(part, key), pointerTo(at, key));
};

/** A call wherever the SDK writes one: a content part, an element of `toolCalls`. */
export const vercelCall = (part: Json, at: string): Said => ({
  said: 'call',
  ...optional('id', text(part, 'toolCallId')),
  tool: text(part, 'toolName') ?? '',
  at,
  ...inputOf(part, at),
});

const FAILED = new Set(['error-text', 'error-json', 'execution-denied']);

/** A result: `output` with a type of its own, or `result` in version 4. */
export const vercelResult = (part: Json, at: string): Said => {
  const key = get(part, 'output') === undefined ? 'result' : 'output';
  const output = get(part, key);
  const type = isObject(output) && ('value' in output || 'reason' in output) ? text(output, 'type') : undefined;
  const words = textOf(type === undefined ? output : (get(output, 'value') ?? get(output, 'reason')));
  const denied = type === 'execution-denied';
  const failed = denied || FAILED.has(type ?? '') || get(part, 'isError') === true;
  return {
    said: 'answer',
    ...optional('id', text(part, 'toolCallId')),
    ...optional('tool', text(part, 'toolName')),
    ...(denied ? { ok: false, blocked: true } : { ok: !failed }),
    text: words,
    at: type === undefined ? `${at}/${key}` : `${at}/${key}/value`,
  };
};

const error = (part: Json, at: string): Said => ({
  said: 'answer',
  ...optional('id', text(part, 'toolCallId')),
  ok: false,
  text: textOf(get(part, 'error') ?? get(part, 'errorText')),
  at,
});

const PARTS: { readonly [type: string]: (part: Json, at: string, role: Role) => readonly Said[] } = {
  text: (part, at, role) => (text(part, 'text') ? [{ said: 'message', role, text: text(part, 'text')!, at: `${at}/text` }] : []),
  reasoning: (part, at) => [{ said: 'reasoning', text: text(part, 'text') ?? text(part, 'reasoning') ?? '', at: `${at}/text` }],
  'tool-call': (part, at) => [vercelCall(part, at)],
  'tool-result': (part, at) => [vercelResult(part, at)],
  'tool-error': (part, at) => [error(part, at)],
};

/** Content parts of a model's message or of a step. */
export const vercelParts = (parts: readonly Json[], role: Role, at: string): readonly Said[] =>
  parts.flatMap((part, index) => PARTS[text(part, 'type') ?? '']?.(part, pointerTo(at, index), role) ?? []);

const isVercelPart = (part: Json): boolean =>
  /^tool-(?:call|result|error)$/.test(text(part, 'type') ?? '') && text(part, 'toolCallId') !== undefined;

/** A message with a part that only this SDK writes. */
export const isModelMessage = (value: Json | undefined): boolean =>
  text(value, 'role') !== undefined && list(value, 'content').some(isVercelPart);

export const modelMessage = (value: Json, at: string): readonly Said[] =>
  vercelParts(list(value, 'content'), roleOf(get(value, 'role')), `${at}/content`);

const toolOf = (part: Json): string | undefined => {
  const type = text(part, 'type') ?? '';
  if (type === 'dynamic-tool') return text(part, 'toolName');
  return type.startsWith('tool-') && type !== 'tool-invocation' ? type.slice('tool-'.length) : undefined;
};

/** What a part says of its call's end: nothing while it runs. */
const ended = (part: Json, at: string): readonly Said[] => {
  const state = text(part, 'state') ?? '';
  const id = optional('id', text(part, 'toolCallId'));
  const reason = text(get(part, 'approval'), 'reason') ?? '';
  if (state === 'output-denied' || (state === 'approval-responded' && get(get(part, 'approval'), 'approved') === false))
    return [{ said: 'answer', ...id, ok: false, blocked: true, text: reason, at: `${at}/approval` }];
  if (state === 'output-error') return [{ said: 'answer', ...id, ok: false, text: text(part, 'errorText') ?? '', at: `${at}/errorText` }];
  if (state === 'output-available') return [{ said: 'answer', ...id, ok: true, text: textOf(get(part, 'output')), at: `${at}/output` }];
  return state === 'result' ? [{ said: 'answer', ...id, ok: true, text: textOf(get(part, 'result')), at: `${at}/result` }] : [];
};

const uiPart = (part: Json, at: string, role: Role): readonly Said[] => {
  const invocation = get(part, 'toolInvocation');
  if (isObject(invocation)) return [vercelCall(invocation, `${at}/toolInvocation`), ...ended(invocation, `${at}/toolInvocation`)];
  const tool = toolOf(part);
  if (tool !== undefined) return [{ ...vercelCall(part, at), tool } as Said, ...ended(part, at)];
  return PARTS[text(part, 'type') ?? '']?.(part, at, role) ?? [];
};

/** A message as chat applications keep it: `{id, role, parts}`, where one part holds a call and what came of it. */
export const isUiMessage = (value: Json | undefined): boolean =>
  text(value, 'id') !== undefined &&
  text(value, 'role') !== undefined &&
  (list(value, 'parts').some((part) => toolOf(part) !== undefined || /^(?:step-start|tool-invocation)$/.test(text(part, 'type') ?? '')) ||
    list(value, 'toolInvocations').length > 0);

export const uiMessage = (value: Json, at: string): readonly Said[] => {
  const role = roleOf(get(value, 'role'));
  const parts = get(value, 'parts');
  if (isArray(parts)) return parts.flatMap((part, index) => uiPart(part, pointerTo(`${at}/parts`, index), role));
  const content = text(value, 'content') ?? '';
  const calls = list(value, 'toolInvocations').flatMap((each, index) => {
    const place = pointerTo(`${at}/toolInvocations`, index);
    return [vercelCall(each, place), ...ended(each, place)];
  });
  return content === '' ? calls : [...calls, { said: 'message', role, text: content, at: `${at}/content` }];
};

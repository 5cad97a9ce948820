// https://ai.pydantic.dev/message-history
import { get, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import { type Answer, argumentsAt, type Said, textOf } from './said.ts';

/** Whether a value is a request to a model or its response. */
export const isPydantic = (value: Json | undefined): boolean =>
  ['request', 'response'].includes(text(value, 'kind') ?? '') &&
  list(value, 'parts').every((part) => text(part, 'part_kind') !== undefined);

/** What a result says of how the call went: it may have been denied, or sent back to the model. */
const outcome = (part: Json): Pick<Answer, 'ok' | 'blocked'> => {
  const said = text(part, 'outcome');
  if (said === 'denied') return { ok: false, blocked: true };
  return said === undefined ? {} : { ok: said === 'success' };
};

const answer = (part: Json, at: string, more: Pick<Answer, 'ok' | 'blocked'>): Said => ({
  said: 'answer',
  ...optional('id', text(part, 'tool_call_id')),
  ...optional('tool', text(part, 'tool_name')),
  ...more,
  text: textOf(get(part, 'content')),
  at: `${at}/content`,
});

const words = (part: Json, role: 'system' | 'user' | 'agent', at: string): readonly Said[] => {
  const found = textOf(get(part, 'content'));
  return found === '' ? [] : [{ said: 'message', role, text: found, at: `${at}/content` }];
};

const called = (part: Json, at: string): readonly Said[] => [
  {
    said: 'call',
    ...optional('id', text(part, 'tool_call_id')),
    tool: text(part, 'tool_name') ?? '',
    at,
    ...argumentsAt(get(part, 'args') ?? {}, `${at}/args`),
  },
];

/** What each kind of part says. */
const PARTS: { readonly [kind: string]: (part: Json, at: string) => readonly Said[] } = {
  'system-prompt': (part, at) => words(part, 'system', at),
  instruction: (part, at) => words(part, 'system', at),
  'user-prompt': (part, at) => words(part, 'user', at),
  text: (part, at) => words(part, 'agent', at),
  thinking: (part, at) => [{ said: 'reasoning', text: text(part, 'content') ?? '', at: `${at}/content` }],
  'tool-call': called,
  'builtin-tool-call': called,
  'tool-return': (part, at) => [answer(part, at, outcome(part))],
  'builtin-tool-return': (part, at) => [answer(part, at, outcome(part))],
  // A retry that names no tool is about the answer itself.
  'retry-prompt': (part, at) => (text(part, 'tool_name') === undefined ? words(part, 'user', at) : [answer(part, at, { ok: false })]),
};

/** What a message says, part by part. */
export const pydanticMessage = (value: Json, at: string): readonly Said[] =>
  list(value, 'parts').flatMap((part, index) => {
    const kind = text(part, 'part_kind') ?? '';
    return isObject(part) && Object.hasOwn(PARTS, kind) ? PARTS[kind]!(part, pointerTo(`${at}/parts`, index)) : [];
  });

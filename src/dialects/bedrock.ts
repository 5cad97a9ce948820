// https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference.html
import type { Role } from '../model/event.ts';
import { get, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import { declined } from './anthropic.ts';
import { roleOf, type Said, textOf } from './said.ts';

/** A block has no type: it is named after what it holds. */
const block = (value: Json, role: Role, at: string): readonly Said[] => {
  const call = get(value, 'toolUse');
  if (isObject(call)) {
    const inputAt = `${at}/toolUse/input`;
    return [
      { said: 'call', ...optional('id', text(call, 'toolUseId')), tool: text(call, 'name') ?? '', input: call['input'] ?? {}, at, inputAt },
    ];
  }
  const result = get(value, 'toolResult');
  if (isObject(result)) {
    const words = list(result, 'content')
      .map((part) => text(part, 'text') ?? textOf(get(part, 'json')))
      .join('\n');
    const ok = text(result, 'status') !== 'error';
    const outcome = ok ? { ok } : { ok, ...(declined(words) && { blocked: true }) };
    return [{ said: 'answer', ...optional('id', text(result, 'toolUseId')), ...outcome, text: words, at: `${at}/toolResult/content` }];
  }
  const thought = text(get(get(value, 'reasoningContent'), 'reasoningText'), 'text');
  if (thought !== undefined) return [{ said: 'reasoning', text: thought, at: `${at}/reasoningContent/reasoningText/text` }];
  const words = text(value, 'text') ?? '';
  return words === '' ? [] : [{ said: 'message', role, text: words, at: `${at}/text` }];
};

/** A message of the Converse API, which Strands borrows. */
export const isBedrock = (value: Json | undefined): boolean =>
  text(value, 'role') !== undefined &&
  list(value, 'content').some(
    (part) => isObject(part) && part['type'] === undefined && ['toolUse', 'toolResult', 'reasoningContent'].some((key) => key in part),
  );

export const bedrockMessage = (value: Json, at: string): readonly Said[] =>
  list(value, 'content').flatMap((part, index) => block(part, roleOf(get(value, 'role')), pointerTo(`${at}/content`, index)));

// https://docs.claude.com/en/api/messages
import type { Role } from '../model/event.ts';
import { get, isArray, isObject, type Json, pointerTo, text } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import { roleOf, type Said, textOf } from './said.ts';

const CALLS = new Set(['tool_use', 'server_tool_use', 'mcp_tool_use']);
/** Blocks of thought; the second is Inspect's. */
const REASONING = new Set(['thinking', 'reasoning']);

/** One content block, or bare text; anything unknown says nothing. */
export const block = (value: Json, role: Role, at: string): readonly Said[] => {
  if (typeof value === 'string') return message(value, role, at);
  const type = text(value, 'type') ?? '';
  if (type === 'text') return message(text(value, 'text') ?? '', role, `${at}/text`);
  if (REASONING.has(type)) {
    const key = ['thinking', 'reasoning'].find((each) => text(value, each) !== undefined) ?? 'text';
    return [{ said: 'reasoning', text: text(value, key) ?? '', at: `${at}/${key}` }];
  }
  if (CALLS.has(type)) {
    const id = text(value, 'id');
    return [
      {
        said: 'call',
        ...optional('id', id),
        tool: text(value, 'name') ?? '',
        input: get(value, 'input') ?? {},
        at,
        inputAt: `${at}/input`,
      },
    ];
  }
  if (type === 'tool_result' || type.endsWith('_tool_result')) return [result(value, at)];
  return [];
};

const message = (words: string, role: Role, at: string): readonly Said[] =>
  words === '' ? [] : [{ said: 'message', role, text: words, at }];

const result = (value: Json, at: string): Said => {
  const content = get(value, 'content');
  const failed = get(value, 'is_error') === true || String(text(content, 'type') ?? '').endsWith('_error');
  const words = textOf(content);
  return {
    said: 'answer',
    ...optional('id', text(value, 'tool_use_id')),
    ...(failed ? { ok: false } : { ok: true }),
    ...(failed && declined(words) && { blocked: true }),
    text: words,
    at: `${at}/content`,
  };
};

const DECLINED =
  /^(?:the user doesn'?t want to (?:proceed|take this action)|permission (?:to use|for this action|denied by)|(?:the )?user (?:rejected|denied|declined|has specified a rule)|claude requested permissions|this command requires approval|\[?request interrupted by user for tool use|.{0,40}(?:was|were) (?:denied|rejected|blocked) by)/i;

/** Whether the text of a failed call says that it was not let through. */
export const declined = (words: string): boolean => DECLINED.test(words.slice(0, 200).trimStart());

/** Content blocks of an Anthropic message. */
export const blocks = (content: Json | undefined, role: Role, at: string): readonly Said[] => {
  if (typeof content === 'string') return message(content, role, at);
  if (!isArray(content)) return [];
  const [only] = content;
  if (only !== undefined && content.length === 1) return block(only, role, pointerTo(at, 0));
  return content.flatMap((value, index) => block(value, role, pointerTo(at, index)));
};

/** An Anthropic message `{role, content}`. */
export const anthropicMessage = (value: Json, at: string): readonly Said[] =>
  blocks(get(value, 'content'), roleOf(get(value, 'role')), `${at}/content`);

/** True for a message whose content is made of Anthropic blocks. */
export const isAnthropic = (value: Json | undefined): boolean => {
  const content = get(value, 'content');
  return (
    isArray(content) &&
    content.some((part) => {
      const type = isObject(part) ? part['type'] : undefined;
      return typeof type === 'string' && (CALLS.has(type) || type === 'tool_result' || type === 'thinking');
    })
  );
};

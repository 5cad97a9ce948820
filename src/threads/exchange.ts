import { isStreamed, streamed } from '../dialects/anthropic-stream.ts';
import { anyMessage, isMessage } from '../dialects/any-message.ts';
import { argumentsAt, roleOf, type Said, textOf } from '../dialects/said.ts';
import { recordIn } from '../model/inside.ts';
import { get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { turnsOf } from './conversation.ts';
import type { Turn } from './history.ts';

/** A value and the pointer to it, with `#` where JSON in a string was entered. */
export interface Body {
  readonly value: Json;
  readonly at: string;
}

/** Keys under which requests keep their instructions and their messages. */
const INSTRUCTIONS = ['system', 'instructions', 'systemInstruction', 'system_instruction'] as const;
const MESSAGES = ['messages', 'contents', 'input', 'prompt'] as const;

/** A text that stands alone, as a turn; it has no content that a message would have. */
const alone = (role: string, content: Json | undefined, at: string): readonly Turn[] => {
  const words = textOf(get(content, 'parts') ?? content);
  return words === '' ? [] : [{ value: { role, text: words }, at }];
};

const isAlone = (value: Json): boolean => isObject(value) && Object.keys(value).length === 2 && 'role' in value && 'text' in value;

/** What a turn says, in whatever spelling. */
export const speakAny = (value: Json, at: string): readonly Said[] =>
  isAlone(value) ? [{ said: 'message', role: roleOf(get(value, 'role')), text: text(value, 'text')!, at }] : anyMessage(value, at);

const areMessages = (value: Json | undefined): boolean => isArray(value) && value.some(isMessage);

/** A body as it is, as JSON in a string, or beside the headers of the request that brought it. */
export const bodyAt = (value: Json | undefined, at: string): Body => {
  const { input, inputAt } = argumentsAt(value, at);
  const inner = get(input, 'body');
  return inner !== undefined && !areMessages(get(input, 'messages')) ? bodyAt(inner, `${inputAt}/body`) : { value: input, at: inputAt };
};

/** Instructions and messages of the body of a request to a model. */
export const requestTurns = ({ value, at }: Body): readonly Turn[] => {
  if (isArray(value)) return areMessages(value) ? turnsOf(value, at) : [];
  const key = MESSAGES.find((each) => areMessages(get(value, each)) || typeof get(value, each) === 'string');
  if (key === undefined) return [];
  const said = get(value, key);
  const asked = INSTRUCTIONS.find((each) => get(value, each) !== undefined);
  return [
    ...(asked === undefined ? [] : alone('system', get(value, asked), pointerTo(at, asked))),
    ...(isArray(said) ? turnsOf(said, pointerTo(at, key)) : alone('user', said, pointerTo(at, key))),
  ];
};

/** The events of a stream, as a list or as the text that was sent. */
const eventsIn = (value: Json): readonly Json[] => {
  if (isArray(value)) return value;
  if (typeof value !== 'string' || !/^(?:data|event): ?/.test(value)) return [];
  return value.split('\n').flatMap((line) => (line.startsWith('data:') ? (recordIn(line.slice(5)) ?? []) : []));
};

/** A reply to Chat Completions from the pieces of its stream. */
const joinedChunks = (events: readonly Json[]): Json | undefined => {
  const calls = new Map<Json | undefined, { id: string; name: string; arguments: string }>();
  const words = { content: '', reasoning_content: '' };
  for (const delta of events.map((event) => get(list(event, 'choices')[0], 'delta'))) {
    words.content += text(delta, 'content') ?? '';
    words.reasoning_content += text(delta, 'reasoning_content') ?? '';
    for (const piece of list(delta, 'tool_calls')) {
      const key = get(piece, 'index');
      const call = calls.get(key) ?? { id: '', name: '', arguments: '' };
      calls.set(key, call);
      const made = get(piece, 'function');
      call.id ||= text(piece, 'id') ?? '';
      call.name += text(made, 'name') ?? '';
      call.arguments += text(made, 'arguments') ?? '';
    }
  }
  const tool_calls = [...calls.values()].map(({ id, ...made }) => ({ id, type: 'function', function: made }));
  return words.content + words.reasoning_content === '' && calls.size === 0 ? undefined : { role: 'assistant', ...words, tool_calls };
};

/** Blocks of a reply of Anthropic's from the pieces of its stream. */
const joinedBlocks = (events: readonly Json[]): Json | undefined => {
  const stream = streamed();
  const nowhere = { artifact: { uri: '' }, line: 1, offset: 0, length: 0, pointer: '' };
  const content = [...events.flatMap((value) => stream.push({ value, at: nowhere })), ...stream.end()].map(({ block }) => block);
  return content.length === 0 ? undefined : { role: 'assistant', content };
};

/** The reply that the events of a stream add up to. */
const streamedReply = (events: readonly Json[]): Json | undefined =>
  events.map((event) => get(event, 'response')).findLast((response) => isArray(get(response, 'output'))) ??
  (events.some(isStreamed) ? joinedBlocks(events) : joinedChunks(events));

/** Keys under which replies keep what the model said, and what they lead to. */
const REPLIES = ['choices', 'candidates', 'output', 'outputs', 'message', 'messages', 'content', 'response', 'results'] as const;
const WORDS = ['text', 'generation', 'outputText', 'completion', 'response'] as const;
/** Levels of wrapping that are looked through. */
const DEEP = 6;

/** What the body of a model's reply says. */
export const replyTurns = ({ value, at }: Body, depth = DEEP): readonly Turn[] => {
  if (depth === 0) return [];
  const events = eventsIn(value);
  const whole = events.length > 0 ? streamedReply(events) : undefined;
  // What was put together from pieces stands where they do: no pointer leads further.
  if (whole !== undefined) return replyTurns({ value: whole, at }, depth - 1).map((turn) => ({ value: turn.value, at: `${at}#` }));
  if (isArray(value)) return value.flatMap((each, index) => replyTurns({ value: each, at: pointerTo(at, index) }, depth - 1));
  if (isMessage(value)) return [{ value, at }];
  if (!isObject(value)) return [];
  for (const key of REPLIES) {
    const inner = value[key];
    const found = inner === undefined || inner === null ? [] : replyTurns({ value: inner, at: pointerTo(at, key) }, depth - 1);
    if (found.length > 0) return found;
  }
  return WORDS.flatMap((key) => (typeof get(value, key) === 'string' ? alone('assistant', get(value, key), pointerTo(at, key)) : []));
};

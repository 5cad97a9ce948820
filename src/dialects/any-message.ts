import type { Role } from '../model/event.ts';
import { get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { anthropicMessage, block, isAnthropic } from './anthropic.ts';
import { bedrockMessage, isBedrock } from './bedrock.ts';
import { parts } from './gemini.ts';
import { isLangchain, langchainMessage } from './langchain.ts';
import { chatMessage, isChatMessage } from './openai-chat.ts';
import { isResponseItem, responseItem } from './openai-responses.ts';
import { isOtelMessage, otelMessage } from './otel-message.ts';
import { argumentsAt, roleOf, type Said } from './said.ts';
import { isModelMessage, isUiMessage, modelMessage, uiMessage, vercelCall } from './vercel.ts';

/** A Gemini content, whose parts have no types. */
const isContent = (value: Json): boolean =>
  isArray(get(value, 'parts')) && list(value, 'parts').every((part) => isObject(part) && part['type'] === undefined);

const content = (value: Json, at: string): readonly Said[] =>
  parts(get(value, 'parts'), roleOf(get(value, 'role') ?? 'user'), `${at}/parts`);

/** Some tracers list the tools that a model may call among the messages. */
const isDefinition = (value: Json): boolean => text(value, 'role') === 'tool' && isObject(get(get(value, 'content'), 'function'));

/** A call that stands alone, as the AI SDK lists those of a reply. */
const isLoneCall = (value: Json): boolean =>
  text(value, 'toolCallId') !== undefined && text(value, 'toolName') !== undefined && get(value, 'role') === undefined;

const rawCalls = (value: Json): Json | undefined => get(get(value, 'additional_kwargs'), 'tool_calls');

/** A plain message that keeps the calls of LangChain's beside it. */
const isMixed = (value: Json): boolean =>
  text(value, 'role') !== undefined && isArray(rawCalls(value)) && list(value, 'tool_calls').length === 0;

const mixed = (value: Json, at: string): readonly Said[] => [
  ...chatMessage(value, at),
  ...chatMessage({ role: 'assistant', content: null, tool_calls: rawCalls(value)! }, `${at}/additional_kwargs`),
];

/** Every spelling of a message, the particular before the general. */
const SPELLINGS: readonly (readonly [is: (value: Json) => boolean, read: (value: Json, at: string) => readonly Said[]])[] = [
  [isDefinition, () => []],
  [isLoneCall, (value, at) => [vercelCall(value, at)]],
  [isLangchain, langchainMessage],
  [isMixed, mixed],
  [isUiMessage, uiMessage],
  [isOtelMessage, otelMessage],
  [isContent, content],
  [isModelMessage, modelMessage],
  [isBedrock, bedrockMessage],
  [isAnthropic, anthropicMessage],
  [isResponseItem, responseItem],
  [isChatMessage, chatMessage],
];

const spelled = (value: Json | undefined): (typeof SPELLINGS)[number] | undefined =>
  isObject(value) ? SPELLINGS.find(([is]) => is(value)) : undefined;

/** Whether a value is a message in a spelling of any vendor or library. */
export const isMessage = (value: Json | undefined): boolean => spelled(value) !== undefined;

/** What a message says, in whatever spelling. */
export const anyMessage = (value: Json, at: string): readonly Said[] => spelled(value)?.[1](value, at) ?? [];

/** Keys under which requests keep their instructions, then their messages, and replies theirs; the first that leads anywhere counts. */
const INSTRUCTIONS = ['system', 'instructions', 'system_instruction', 'systemInstruction'] as const;
const HOLDERS = [
  'messages',
  'contents',
  'new_messages',
  'chat_history',
  'history',
  'input_messages',
  'generations',
  'choices',
  'candidates',
  'output',
  'message',
  'response',
  'input',
  'inputs',
  'config',
  'content',
  'prompt',
  'query',
  'question',
  'task',
  'answer',
  'result',
  'text',
] as const;
/** Levels of wrapping that are looked through. */
const DEEP = 8;

const said = (role: Role, words: string, at: string): readonly Said[] =>
  words.trim() === '' ? [] : [{ said: 'message', role, text: words, at }];

const instructions = (value: Json, at: string): readonly Said[] =>
  INSTRUCTIONS.flatMap((key) => {
    const found = get(value, key);
    if (found === undefined) return [];
    const words =
      typeof found === 'string'
        ? found
        : list(isArray(found) ? { parts: found } : found, 'parts')
            .map((part) => text(part, 'text') ?? text(part, 'content') ?? '')
            .join('\n');
    return said('system', words, pointerTo(at, key));
  });

const inObject = (value: Json, at: string, role: Role, depth: number): readonly Said[] => {
  if (isMessage(value)) return anyMessage(value, at);
  const asked = [...instructions(value, at), ...instructions(get(value, 'config') ?? null, `${at}/config`)];
  for (const key of HOLDERS) {
    const found = payload(get(value, key), pointerTo(at, key), role, depth + 1);
    if (found.length > 0) return [...asked, ...found];
  }
  return asked;
};

/** The messages of a request or a reply as a tracer kept it: a list, a body, a text, or JSON in a string. `role`: who speaks where nothing says it. */
export const payload = (value: Json | undefined, at: string, role: Role, depth = 0): readonly Said[] => {
  if (depth > DEEP || value === undefined || value === null) return [];
  if (typeof value === 'string') {
    const { input, inputAt } = argumentsAt(value, at);
    return typeof input === 'string' ? said(role, input, inputAt) : payload(input, inputAt, role, depth + 1);
  }
  if (isArray(value)) {
    const blocks =
      value.length > 0 &&
      value.every(
        (part) =>
          /^(?:text|thinking|tool_use|tool_result|input_text|output_text)$/.test(text(part, 'type') ?? '') &&
          get(part, 'role') === undefined,
      );
    return value.flatMap((each, index) =>
      blocks ? block(each, role, pointerTo(at, index)) : payload(each, pointerTo(at, index), role, depth + 1),
    );
  }
  return isObject(value) ? inObject(value, at, role, depth) : [];
};

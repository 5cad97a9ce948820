// https://microsoft.github.io/autogen/stable (messages of agents and of models since version 0.4)
import type { Role } from '../model/event.ts';
import { get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import { argumentsAt, type Said, textOf } from './said.ts';

/** Messages that say something in words, by who says them where the source does not tell. */
const WORDS: { readonly [type: string]: Role | undefined } = {
  TextMessage: undefined,
  MultiModalMessage: undefined,
  StopMessage: undefined,
  HandoffMessage: undefined,
  StructuredMessage: undefined,
  SystemMessage: 'system',
  UserMessage: undefined,
  AssistantMessage: 'agent',
  UserInputRequestedEvent: 'system',
};
const CALLS = new Set(['ToolCallRequestEvent', 'AssistantMessage']);
const RESULTS = new Set(['ToolCallExecutionEvent', 'FunctionExecutionResultMessage']);
const CODE = 'CodeGenerationEvent';
const RAN = 'CodeExecutionEvent';
const THOUGHT = 'ThoughtEvent';
/** What repeats results in words, and what tells of a choice that the team made. */
const ECHOES = new Set([
  'ToolCallSummaryMessage',
  'SelectSpeakerEvent',
  'SelectorEvent',
  'MemoryQueryEvent',
  'ModelClientStreamingChunkEvent',
]);

const TYPES = new Set([...Object.keys(WORDS), ...CALLS, ...RESULTS, ...ECHOES, CODE, RAN, THOUGHT]);

/** Whether a value is a message of a team, of an agent or of its model. */
export const isAutogen = (value: Json | undefined): boolean =>
  isObject(value) && TYPES.has(text(value, 'type') ?? '') && ('content' in value || 'result' in value || 'target' in value);

/** A person, by the name that teams give one. */
const PERSON = /^(?:user|human|user_?proxy)$/i;

const speaks = (type: string, source: string | undefined): Role =>
  WORDS[type] ?? (source === undefined || PERSON.test(source) ? 'user' : 'agent');

const calls = (value: Json, at: string): readonly Said[] =>
  list(value, 'content').flatMap((each, index): readonly Said[] => {
    const tool = text(each, 'name');
    const place = pointerTo(`${at}/content`, index);
    if (tool === undefined || get(each, 'arguments') === undefined) return [];
    return [
      { said: 'call', ...optional('id', text(each, 'id')), tool, at: place, ...argumentsAt(get(each, 'arguments'), `${place}/arguments`) },
    ];
  });

const results = (value: Json, at: string): readonly Said[] =>
  list(value, 'content').map((each, index) => ({
    said: 'answer',
    ...optional('id', text(each, 'call_id')),
    ...optional('tool', text(each, 'name')),
    ok: get(each, 'is_error') !== true,
    text: textOf(get(each, 'content')),
    at: `${pointerTo(`${at}/content`, index)}/content`,
  }));

/** Blocks of code that an agent wrote, which its executor runs. */
const written = (value: Json, at: string): readonly Said[] =>
  list(value, 'code_blocks').map((each, index) => {
    const place = pointerTo(`${at}/code_blocks`, index);
    const shell = /^(?:sh|bash|shell)$/i.test(text(each, 'language') ?? '');
    const code = text(each, 'code') ?? '';
    return {
      said: 'call',
      tool: shell ? 'bash' : (text(each, 'language') ?? 'python'),
      input: shell ? { command: code } : { code },
      at: place,
      inputAt: place,
    };
  });

const words = (value: Json, at: string): readonly Said[] => {
  const body = get(value, 'content');
  const said = isArray(body) && body.every((part) => typeof part !== 'string' && get(part, 'arguments') !== undefined) ? '' : textOf(body);
  const source = text(value, 'source');
  const target = text(value, 'target');
  if (said === '') return [];
  return [
    {
      said: 'message',
      role: speaks(text(value, 'type') ?? '', source),
      text: said,
      at: `${at}/content`,
      ...optional('name', source),
      ...optional('to', target),
    },
  ];
};

/** What a message says. */
export const autogenMessage = (value: Json, at: string): readonly Said[] => {
  const type = text(value, 'type') ?? '';
  if (RESULTS.has(type)) return results(value, at);
  if (type === THOUGHT) return [{ said: 'reasoning', text: textOf(get(value, 'content')), at: `${at}/content` }];
  if (type === CODE) return written(value, at);
  if (type === RAN) {
    const result = get(value, 'result');
    const exit = get(result, 'exit_code');
    return [
      {
        said: 'answer',
        ...(typeof exit === 'number' && { ok: exit === 0 }),
        text: text(result, 'output') ?? '',
        at: `${at}/result/output`,
      },
    ];
  }
  const thought = text(value, 'thought') ?? '';
  return [
    ...(thought === '' ? [] : [{ said: 'reasoning', text: thought, at: `${at}/thought` } as const]),
    ...(type in WORDS ? words(value, at) : []),
    ...(CALLS.has(type) ? calls(value, at) : []),
  ];
};

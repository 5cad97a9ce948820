// https://platform.openai.com/docs/api-reference/responses/object
import type { Role } from '../model/event.ts';
import { get, isArray, isObject, type Json, type JsonObject, list, pointerTo, text } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import { type Answer, argumentsAt, roleOf, type Said, textOf } from './said.ts';

/** Characters of a result in which its status stands. */
const HEADER = 300;

const EXIT = /^(?:.*\n){0,3}?(?:Exit code: |Process exited with code )(-?\d+)/;
const EXIT_METADATA = /"exit_code":\s*(-?\d+)/;
const DECLINED =
  /rejected by (?:the )?user|^[\w ]{0,30}\brejected\b|\bRejected\(|\breject command\b|blocked by policy|denied by (?:the )?user/i;

type Status = Pick<Answer, 'ok' | 'blocked'>;

/** What a tool's output says of how it went: an exit code in its header, or that it was not let through. */
const statusOf = (words: string, success: Json | undefined): Status => {
  const head = words.slice(0, HEADER);
  const code = EXIT.exec(head)?.[1] ?? (head.startsWith('{"output"') ? EXIT_METADATA.exec(words.slice(-HEADER))?.[1] : undefined);
  if (code !== undefined) return { ok: Number(code) === 0 };
  if (DECLINED.test(head)) return { ok: false, blocked: true };
  return typeof success === 'boolean' ? { ok: success } : {};
};

const idOf = (item: Json): string | undefined => text(item, 'call_id') ?? text(item, 'id');

const toolOf = (item: Json): string => {
  const name = text(item, 'name') ?? text(get(item, 'function'), 'name') ?? '';
  const namespace = text(item, 'namespace');
  return namespace ? `${namespace.replace(/_+$/, '')}__${name}` : name;
};

const functionCall = (item: Json, at: string): readonly Said[] => [
  { said: 'call', ...optional('id', idOf(item)), tool: toolOf(item), at, ...argumentsAt(get(item, 'arguments'), `${at}/arguments`) },
];

const customCall = (item: Json, at: string): readonly Said[] => [
  { said: 'call', ...optional('id', idOf(item)), tool: toolOf(item), at, input: get(item, 'input') ?? '', inputAt: `${at}/input` },
];

const output = (item: Json, at: string): readonly Said[] => {
  const value = get(item, 'output') ?? get(item, 'result');
  const words = textOf(get(value, 'content') ?? value);
  return [
    {
      said: 'answer',
      ...optional('id', idOf(item)),
      ...optional('tool', text(item, 'name')),
      ...statusOf(words, get(value, 'success')),
      text: words,
      at: `${at}/output`,
    },
  ];
};

/** A tool that the provider runs itself: call and result are one item. */
const hosted =
  (tool: string, key: string) =>
  (item: Json, at: string): readonly Said[] => {
    const id = idOf(item);
    const call: Said = {
      said: 'call',
      ...optional('id', id),
      tool: text(item, 'name') ?? tool,
      at,
      ...argumentsAt(get(item, key), pointerTo(at, key)),
    };
    const status = text(item, 'status');
    const error = get(item, 'error') ?? undefined;
    if (id === undefined || (status === undefined && get(item, 'output') === undefined)) return [call];
    const failed = error !== undefined || status === 'failed' || status === 'incomplete';
    return [call, { said: 'answer', id, ok: !failed, text: textOf(error ?? get(item, 'output') ?? get(item, 'outputs')), at }];
  };

/** The call of a shell that runs at the agent's side; its result is an item of its own. */
const localShell = (item: Json, at: string): readonly Said[] => [
  { said: 'call', ...optional('id', idOf(item)), tool: 'local_shell', at, input: get(item, 'action') ?? {}, inputAt: `${at}/action` },
];

const reasoning = (item: Json, at: string): readonly Said[] =>
  (['summary', 'content'] as const).flatMap((key) =>
    list(item, key).map((part, index): Said => ({ said: 'reasoning', text: textOf(part), at: `${pointerTo(`${at}/${key}`, index)}/text` })),
  );

const message = (item: Json, at: string): readonly Said[] => {
  const role: Role = roleOf(get(item, 'role'));
  const content = get(item, 'content');
  if (typeof content === 'string') return content === '' ? [] : [{ said: 'message', role, text: content, at: `${at}/content` }];
  if (!isArray(content)) return [];
  return content.flatMap((part, index): readonly Said[] => {
    const key = typeof get(part, 'refusal') === 'string' ? 'refusal' : 'text';
    const words = text(part, key) ?? '';
    return words === '' ? [] : [{ said: 'message', role, text: words, at: `${pointerTo(`${at}/content`, index)}/${key}` }];
  });
};

type Reading = (item: Json, at: string) => readonly Said[];

const READINGS: { readonly [type: string]: Reading } = {
  message,
  reasoning,
  function_call: functionCall,
  tool_call: functionCall,
  custom_tool_call: customCall,
  local_shell_call: localShell,
  shell_call: localShell,
  function_call_output: output,
  custom_tool_call_output: output,
  local_shell_call_output: output,
  shell_call_output: output,
  tool_result: output,
  web_search_call: hosted('web_search', 'action'),
  file_search_call: hosted('file_search', 'queries'),
  code_interpreter_call: hosted('python', 'code'),
  mcp_call: hosted('mcp', 'arguments'),
  computer_call: hosted('computer', 'action'),
};

/** One item of a Responses conversation; an item of another type says nothing. */
export const responseItem = (item: Json, at: string): readonly Said[] => {
  const type = text(item, 'type') ?? (get(item, 'role') === undefined ? '' : 'message');
  return Object.hasOwn(READINGS, type) ? READINGS[type]!(item, at) : [];
};

/** True for a value that this dialect reads. */
export const isResponseItem = (value: Json | undefined): value is JsonObject =>
  isObject(value) && typeof value['type'] === 'string' && Object.hasOwn(READINGS, value['type']);

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
  /rejected by (?:the )?user|^[\w ]{0,30}\brejected\b|\bRejected\(|\breject command\b|blocked by policy|denied by (?:the )?user|^tool execution was not approved/i;

/** A call of a tool that is not there, one that was broken off, and one whose function threw. */
const UNDONE = /^unsupported call: |^Wall time: .*\naborted by user|^An error occurred while running the tool\. /;

type Status = Pick<Answer, 'ok' | 'blocked'>;

/** What a tool's output says of how it went: an exit code in its header, or that it was not let through. */
const statusOf = (words: string, success: Json | undefined): Status => {
  const head = words.slice(0, HEADER);
  const code = EXIT.exec(head)?.[1] ?? (head.startsWith('{"output"') ? EXIT_METADATA.exec(words.slice(-HEADER))?.[1] : undefined);
  if (code !== undefined) return { ok: Number(code) === 0 };
  if (DECLINED.test(head)) return { ok: false, blocked: true };
  if (UNDONE.test(head)) return { ok: false };
  return typeof success === 'boolean' ? { ok: success } : {};
};

/** The id under which an item's call is known; some providers leave `call_id` empty. */
const idOf = (item: Json): string | undefined =>
  text(item, 'approval_request_id') || text(item, 'call_id') || text(item, 'callId') || text(item, 'id');

/** Namespaces of a harness's own tools. */
const OWN = /^multi_agent_v\d+$/;

const toolOf = (item: Json): string => {
  const name = text(item, 'name') ?? text(get(item, 'function'), 'name') ?? '';
  const namespace = text(item, 'namespace');
  return namespace && !OWN.test(namespace) ? `${namespace.replace(/_+$/, '')}__${name}` : name;
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
    const running = status === 'in_progress' || (status === undefined && get(item, 'output') === undefined);
    if (id === undefined || running) return [call];
    const failed = error !== undefined || status === 'failed' || status === 'incomplete';
    return [call, { said: 'answer', id, ok: !failed, text: textOf(error ?? get(item, 'output') ?? get(item, 'outputs')), at }];
  };

/** What the agent's side does for the model; the result is an item of its own. */
const local =
  (tool: string, key: string) =>
  (item: Json, at: string): readonly Said[] => [
    { said: 'call', ...optional('id', idOf(item)), tool, at, input: get(item, key) ?? {}, inputAt: `${at}/${key}` },
  ];

/** Calls of a tool server wait for the user's word; the call that is then made names the request. */
const approval = (item: Json, at: string): readonly Said[] => {
  if (get(item, 'approve') !== false) return [];
  return [{ said: 'answer', ...optional('id', idOf(item)), ok: false, blocked: true, text: text(item, 'reason') ?? '', at }];
};

/** Standard output and standard error of each command, and how it ended. */
const shellOutput = (item: Json, at: string): readonly Said[] => {
  const parts = list(item, 'output');
  if (parts.length === 0) return output(item, at);
  const words = parts.map((part) => [text(part, 'stdout'), text(part, 'stderr')].filter((each) => each).join('\n')).join('\n');
  const codes = parts.map((part) => get(get(part, 'outcome'), 'exit_code'));
  const ok = codes.every((code) => code === 0) ? true : codes.some((code) => typeof code === 'number') ? false : undefined;
  return [{ said: 'answer', ...optional('id', idOf(item)), ...optional('ok', ok), text: words, at: `${at}/output` }];
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
  shell_call: (item, at) =>
    isArray(get(get(item, 'action'), 'commands')) ? local('shell_call', 'action')(item, at) : localShell(item, at),
  apply_patch_call: local('apply_patch', 'operation'),
  program: local('program', 'code'),
  mcp_approval_request: functionCall,
  mcp_approval_response: approval,
  function_call_output: output,
  function_call_result: output,
  custom_tool_call_output: output,
  local_shell_call_output: output,
  shell_call_output: shellOutput,
  apply_patch_call_output: output,
  program_output: output,
  computer_call_output: output,
  tool_result: output,
  web_search_call: hosted('web_search', 'action'),
  file_search_call: hosted('file_search', 'queries'),
  code_interpreter_call: hosted('python', 'code'),
  mcp_call: hosted('mcp', 'arguments'),
  hosted_tool_call: hosted('hosted_tool', 'arguments'),
  computer_call: hosted('computer', 'action'),
  x_search_call: hosted('web_search', 'arguments'),
  image_generation_call: hosted('image_generation', 'prompt'),
  tool_search_call: hosted('tool_search', 'arguments'),
};

/** One item of a Responses conversation; an item of another type says nothing. */
export const responseItem = (item: Json, at: string): readonly Said[] => {
  const type = text(item, 'type') ?? (get(item, 'role') === undefined ? '' : 'message');
  return Object.hasOwn(READINGS, type) ? READINGS[type]!(item, at) : [];
};

/** True for a value that this dialect reads. */
export const isResponseItem = (value: Json | undefined): value is JsonObject =>
  isObject(value) && typeof value['type'] === 'string' && Object.hasOwn(READINGS, value['type']);

// https://learn.microsoft.com/agent-framework (and of Semantic Kernel, from which it grew)
import type { Role } from '../model/event.ts';
import { get, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import { argumentsAt, roleOf, type Said, textOf } from './said.ts';

/** Where a message keeps its contents, and where a content says its kind: in Python, in .NET, in Semantic Kernel. */
const CONTENTS = ['contents', 'items', 'Contents', 'Items'] as const;
const KINDS = ['type', 'content_type', '$type'] as const;

const contentsOf = (value: Json | undefined): { readonly key: string; readonly contents: readonly Json[] } | undefined => {
  const key = CONTENTS.find((each) => list(value, each).length > 0);
  return key === undefined ? undefined : { key, contents: list(value, key) };
};

/** The kind of a content in one spelling: `functionCall`, `FunctionCallContent` and `function_call` are one. */
const kindOf = (content: Json): string =>
  (KINDS.map((key) => text(content, key)).find((each) => each !== undefined) ?? '')
    .replace(/Content$/, '')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();

const first = (value: Json, ...keys: readonly string[]): Json | undefined => {
  const key = keys.find((each) => get(value, each) !== undefined && get(value, each) !== null);
  return key === undefined ? undefined : get(value, key);
};
const firstText = (value: Json, ...keys: readonly string[]): string | undefined => {
  const found = first(value, ...keys);
  return typeof found === 'string' ? found : undefined;
};

const roleIn = (value: Json): Role => {
  const role = first(value, 'role', 'Role');
  return roleOf((typeof role === 'string' ? role : (firstText(role ?? null, 'value', 'Label', 'label') ?? '')).toLowerCase());
};

const KINDS_OF_MESSAGES = new Set(['message', 'chat_message']);

/** Whether a value is a message of this framework rather than of a model's vendor: its contents are typed, under a key of their own. */
export const isFrameworkMessage = (value: Json | undefined): boolean => {
  if (!isObject(value) || first(value, 'role', 'Role') === undefined) return false;
  const found = contentsOf(value);
  if (!found) return false;
  return KINDS_OF_MESSAGES.has(kindOf(value)) || found.contents.every((each) => kindOf(each) !== '' && get(each, 'parts') === undefined);
};

const called = (content: Json, at: string): Said => {
  const key = get(content, 'arguments') === undefined ? 'Arguments' : 'arguments';
  const plugin = firstText(content, 'plugin_name', 'PluginName');
  const name = firstText(content, 'name', 'tool_name', 'Name', 'FunctionName', 'function_name') ?? '';
  return {
    said: 'call',
    ...optional('id', firstText(content, 'call_id', 'callId', 'CallId', 'id', 'Id')),
    tool: plugin !== undefined && !name.includes(plugin) ? `${plugin}-${name}` : name,
    at,
    ...argumentsAt(get(content, key) ?? {}, `${at}/${key}`),
  };
};

const answered = (content: Json, at: string): Said => {
  const key = ['result', 'output', 'Result', 'items'].find((each) => get(content, each) !== undefined) ?? 'result';
  const failed = first(content, 'exception', 'Exception', 'error') !== undefined;
  return {
    said: 'answer',
    ...optional('id', firstText(content, 'call_id', 'callId', 'CallId', 'id', 'Id')),
    ok: !failed,
    text: textOf(get(content, key)),
    at: `${at}/${key}`,
  };
};

/** A person's answer to whether a call may be made. */
const approved = (content: Json, at: string): readonly Said[] => {
  const id = firstText(get(content, 'function_call') ?? null, 'call_id', 'callId') ?? firstText(content, 'id');
  return get(content, 'approved') === false
    ? [{ said: 'answer', ...optional('id', id), ok: false, blocked: true, text: 'not approved', at: `${at}/approved` }]
    : [];
};

const CALLS = new Set(['function_call', 'mcp_server_tool_call']);
const RESULTS = new Set(['function_result', 'mcp_server_tool_result']);

const content = (value: Json, role: Role, name: string | undefined, at: string): readonly Said[] => {
  const kind = kindOf(value);
  if (CALLS.has(kind)) return [called(value, at)];
  if (RESULTS.has(kind)) return [answered(value, at)];
  if (kind === 'function_approval_response') return approved(value, at);
  const key = get(value, 'text') === undefined ? 'Text' : 'text';
  const words = text(value, key) ?? '';
  if (words === '') return [];
  if (kind === 'text_reasoning') return [{ said: 'reasoning', text: words, at: `${at}/${key}` }];
  return kind === 'text' ? [{ said: 'message', role, text: words, at: `${at}/${key}`, ...optional('name', name) }] : [];
};

/** What a message says, content by content. */
export const frameworkMessage = (value: Json, at: string): readonly Said[] => {
  const found = contentsOf(value);
  const name = firstText(value, 'author_name', 'AuthorName', 'authorName', 'name');
  return (found?.contents ?? []).flatMap((each, index) => content(each, roleIn(value), name, pointerTo(`${at}/${found!.key}`, index)));
};

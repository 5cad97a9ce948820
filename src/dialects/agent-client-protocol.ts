// https://agentclientprotocol.com/protocol/tool-calls (updates of a session)
import type { Role } from '../model/event.ts';
import { get, isObject, type Json, list, text } from '../model/location.ts';
import { type Answer, type Call, textOf } from './said.ts';

/** A piece of somebody's words, a call, or how a call ended. */
export type Update =
  | { readonly said: 'message' | 'reasoning'; readonly role: Role; readonly text: string; readonly at: string }
  | Call
  | Answer;

const CHUNKS: { readonly [kind: string]: readonly [said: 'message' | 'reasoning', role: Role] } = {
  user_message_chunk: ['message', 'user'],
  agent_message_chunk: ['message', 'agent'],
  agent_thought_chunk: ['reasoning', 'agent'],
};

/** The tool's own name where an extension gives it, otherwise the kind of what it does. */
const toolOf = (value: Json): string => {
  const meta = get(value, '_meta');
  for (const extension of isObject(meta) ? Object.values(meta) : []) {
    const name = text(extension, 'name') ?? text(extension, 'toolName');
    if (name !== undefined) return name;
  }
  return text(value, 'kind') ?? text(value, 'title') ?? '';
};

const outputOf = (value: Json): string => {
  const raw = get(value, 'rawOutput');
  return text(raw, 'output') ?? (textOf(list(value, 'content').map((each) => get(each, 'content') ?? each)) || textOf(raw));
};

/** Reads the updates of a session; a call counts once its arguments, or the edit that it makes, are known. */
export const sessionUpdates = (): ((value: Json, at: string) => readonly Update[]) => {
  const tools = new Map<string, string>();
  const called = new Set<string>();

  const call = (value: Json, id: string, at: string): readonly Call[] => {
    if (called.has(id)) return [];
    const raw = get(value, 'rawInput');
    const diff = list(value, 'content').findIndex((each) => text(each, 'type') === 'diff');
    const ended = /^(?:completed|failed)$/.test(text(value, 'status') ?? '');
    const named = isObject(raw) && Object.keys(raw).length > 0;
    if (!named && diff === -1 && !ended) return [];
    called.add(id);
    const inputs = named
      ? { input: raw, inputAt: `${at}/rawInput` }
      : diff === -1
        ? { input: { title: text(value, 'title') ?? '' }, inputAt: at }
        : { input: list(value, 'content')[diff]!, inputAt: `${at}/content/${diff}` };
    return [{ said: 'call', id, tool: tools.get(id) ?? toolOf(value), at, ...inputs }];
  };

  const answer = (value: Json, id: string, at: string): readonly Answer[] => {
    const status = text(value, 'status');
    if (status !== 'completed' && status !== 'failed') return [];
    const exit = get(get(value, 'rawOutput'), 'exitCode');
    const ok = status === 'completed' && (typeof exit !== 'number' || exit === 0);
    return [{ said: 'answer', id, ok, text: outputOf(value), at: `${at}/content` }];
  };

  return (value, at) => {
    const kind = text(value, 'sessionUpdate') ?? '';
    const chunk = Object.hasOwn(CHUNKS, kind) ? CHUNKS[kind] : undefined;
    if (chunk) return [{ said: chunk[0], role: chunk[1], text: text(get(value, 'content'), 'text') ?? '', at: `${at}/content/text` }];
    if (kind !== 'tool_call' && kind !== 'tool_call_update') return [];
    const id = text(value, 'toolCallId') ?? '';
    if (kind === 'tool_call') tools.set(id, toolOf(value));
    return [...call(value, id, at), ...answer(value, id, at)];
  };
};

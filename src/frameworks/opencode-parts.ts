// https://opencode.ai/docs/sdk (the types of a message's parts)
import { declined } from '../dialects/anthropic.ts';
import { type Answer, type Call, type Said, textOf } from '../dialects/said.ts';
import type { Role } from '../model/event.ts';
import { get, type Json, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { optional } from '../model/optional.ts';
import type { Walk } from '../threads/walk.ts';

/** OpenCode's own tools. */
export const OPENCODE_TOOLS: Tools = {
  write: { edit: { path: 'filePath|file_path', mode: 'create', after: 'content' } },
  edit: { edit: { path: 'filePath|file_path', mode: 'replace', before: 'oldString|old_string', after: 'newString|new_string' } },
  multiedit: {
    each: '/edits',
    edit: { path: 'filePath|file_path', mode: 'replace', before: 'oldString|old_string', after: 'newString|new_string' },
  },
  patch: { patch: 'patchText|patch_text|patch' },
  read: { read: { path: 'filePath|file_path' } },
  webfetch: { request: { method: '=GET', url: 'url' } },
  grep: 'harmless',
  glob: 'harmless',
  list: 'harmless',
  websearch: 'harmless',
  codesearch: 'harmless',
  task: 'harmless',
  todowrite: 'harmless',
  todoread: 'harmless',
  question: 'harmless',
  skill: 'harmless',
  invalid: 'harmless',
};

/** Milliseconds since 1970 as ISO text. */
export const time = (milliseconds: Json | undefined): string | undefined =>
  typeof milliseconds === 'number' ? new Date(milliseconds).toISOString() : undefined;

const answer = (tool: string, state: Json, id: string | undefined, at: string): Answer => {
  const error = text(state, 'error');
  const exit = get(get(state, 'metadata'), 'exit');
  const ok = tool !== 'invalid' && text(state, 'status') !== 'error' && (typeof exit !== 'number' || exit === 0);
  return {
    said: 'answer',
    ...optional('id', id),
    ok,
    ...(error !== undefined && declined(error) && { blocked: true }),
    text: error ?? textOf(get(state, 'output')),
    at: `${at}/${error === undefined ? 'output' : 'error'}`,
  };
};

/** A tool part holds its call, and once it has ended its answer. */
const tool = (value: Json, at: string): readonly Said[] => {
  const id = text(value, 'callID') ?? text(value, 'id');
  const state = get(value, 'state') ?? null;
  const inputs = { input: get(state, 'input') ?? {}, inputAt: `${at}/state/input` };
  const call: Call = { said: 'call', ...optional('id', id), tool: text(value, 'tool') ?? '', at, ...inputs };
  const status = text(state, 'status');
  return status === 'pending' || status === 'running' ? [call] : [call, answer(call.tool, state, id, `${at}/state`)];
};

/** What one part of a message says. */
export const said = (part: Json, role: Role, at: string): readonly Said[] => {
  const type = text(part, 'type');
  const words = text(part, 'text') ?? '';
  if (type === 'tool') return tool(part, at);
  if (words === '' || get(part, 'ignored') === true) return [];
  if (type === 'reasoning') return [{ said: 'reasoning', text: words, at: `${at}/text` }];
  return type === 'text' ? [{ said: 'message', role, text: words, at: `${at}/text` }] : [];
};

/** What a session says when its user ran a shell command: the call that follows is the user's. */
export const BY_USER = 'The following tool was executed by the user';

/** The user's own shell command as the user's words. */
export const byUser = (part: Json, at: string): readonly Said[] => {
  const command = text(get(get(part, 'state'), 'input'), 'command');
  return command === undefined ? [] : [{ said: 'message', role: 'user', text: command, at: `${at}/state/input/command` }];
};

/** A sub-agent's session is named in the metadata of the call that started it. */
export const adopt = (walk: Walk, part: Json, parent: string): void => {
  const state = get(part, 'state');
  const child = text(get(state, 'metadata'), 'sessionId') ?? text(get(state, 'metadata'), 'sessionID');
  if (text(part, 'tool') === 'task' && child !== undefined)
    walk.thread(child, { parent, agent: text(get(state, 'input'), 'subagent_type') });
};

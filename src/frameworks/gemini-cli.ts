// https://github.com/google-gemini/gemini-cli/blob/main/packages/core/src/services/chatRecordingTypes.ts
import { posix } from 'node:path';
import { declined } from '../dialects/anthropic.ts';
import { parts } from '../dialects/gemini.ts';
import { type Answer, roleOf, type Said, textOf } from '../dialects/said.ts';
import type { Recognition, Sample } from '../model/bundle.ts';
import type { Event, Role } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { optional } from '../model/optional.ts';
import type { Framework } from './framework.ts';
import type { Thread } from './walk.ts';

export const GEMINI_TOOLS: Tools = {
  replace: { edit: { path: 'file_path', mode: 'replace', before: 'old_string|old_content', after: 'new_string|new_content' } },
  edit: { edit: { path: 'file_path', mode: 'replace', before: 'old_string', after: 'new_string' } },
  read_many_files: { read: { path: 'paths|include' } },
  web_fetch: { request: { method: '=GET', url: 'url|prompt' } },
  save_memory: { edit: { path: '=GEMINI.md', mode: 'append', after: 'fact' } },
  glob: 'harmless',
  list_directory: 'harmless',
  grep_search: 'harmless',
  search_file_content: 'harmless',
  google_web_search: 'harmless',
  write_todos: 'harmless',
  delegate_to_agent: 'harmless',
  invoke_agent: 'harmless',
};

/** Whether the shell tool's report ends with an exit code other than 0. */
export const shellFailed = (words: string): boolean => {
  const end = words.slice(-400);
  const at = end.lastIndexOf('Exit Code: ');
  return at !== -1 && !end.startsWith('0', at + 11) && !end.startsWith('(none)', at + 11);
};

/** Whether a failed call was not let through: by the user, by policy or because it was cancelled before it ran. */
export const blocked = (reason: string | undefined, words: string): boolean =>
  reason === 'policy_violation' || reason === 'execution_denied' || reason === 'cancelled' || declined(words);

const MESSAGE_TYPES = new Set(['user', 'gemini', 'model', 'info', 'error', 'warning']);
const METADATA = ['sessionId', 'projectHash', 'startTime', 'kind', 'directories', 'meta'] as const;
/** Statuses of a call that has come to an end. */
const DONE = new Set(['success', 'error', 'cancelled']);

const isMessage = (value: Json): boolean =>
  MESSAGE_TYPES.has(text(value, 'type') ?? '') && isObject(value) && ('content' in value || 'parts' in value);

/** A raw Gemini content: `{role, parts}`, whose parts have no types. */
const isContent = (value: Json | undefined): boolean =>
  text(value, 'role') !== undefined &&
  isArray(get(value, 'parts')) &&
  list(value, 'parts').every((part) => get(part, 'type') === undefined);

const isHeader = (value: Json | undefined): boolean => text(value, 'sessionId') !== undefined && text(value, 'projectHash') !== undefined;

const recognise = ({ document, lines, root, records }: Sample): Recognition | undefined => {
  const header = METADATA;
  if (document && isArray(get(root, 'messages')) && text(root, 'sessionId') !== undefined) {
    const messages = list(root, 'messages');
    if (isHeader(root) || messages.some((each) => isMessage(each) && text(each, 'role') === undefined))
      return { score: 0.9, shape: { each: '/messages', header } };
  }
  for (const key of ['clientHistory', 'history'])
    if (document && list(root, key).some(isContent)) return { score: 0.8, shape: { each: `/${key}`, header } };
  if (document && isArray(root) && root.length > 0 && root.every(isContent)) return { score: 0.8, shape: { each: '' } };
  const named = (value: Json): boolean => isMessage(value) && text(value, 'id') !== undefined && text(value, 'uuid') === undefined;
  return lines && records.some(isHeader) && (records.length === 1 || records.some((each) => named(each) || get(each, '$set') !== undefined))
    ? { score: 0.9, shape: { lines: true } }
    : undefined;
};

const thoughts = (value: Json, from: number, at: string): readonly Said[] =>
  list(value, 'thoughts').flatMap((thought, index): readonly Said[] => {
    if (index < from) return [];
    const words = [text(thought, 'subject'), text(thought, 'description') ?? text(thought, 'text')].filter((each) => each).join(': ');
    return [{ said: 'reasoning', text: words, at: `${pointerTo(`${at}/thoughts`, index)}/description` }];
  });

const answer = (call: Json, id: string, at: string): Answer => {
  const status = text(call, 'status');
  const returned = list(call, 'result').map((each) => parts([each], 'tool', '')[0]);
  const words = returned.map((each) => (each?.said === 'answer' || each?.said === 'message' ? each.text : '')).join('\n');
  const all = words || textOf(get(call, 'result')) || textOf(get(call, 'resultDisplay'));
  const ok = status !== 'error' && status !== 'cancelled' && !shellFailed(all);
  const denied = status === 'cancelled' || (!ok && blocked(undefined, all));
  return { said: 'answer', id, ok, ...(denied && { blocked: true }), text: all, at: `${at}/result` };
};

/** A parent's folder holds the files of its sub-agents. */
const parentOf = (uri: string): string => posix.basename(posix.dirname(uri));

/** Session files of Gemini CLI: one JSON document, later JSON lines; and its saved histories. */
export const geminiCli: Framework = {
  name: 'gemini-cli',
  recognise,
  tools: GEMINI_TOOLS,
  reader(walk, bundle) {
    let thread: Thread | undefined;
    const spoken = new Map<string, { content: string; thoughts: number }>();
    const answered = new Set<string>();
    let unnamed = 0;

    const current = (): Thread => (thread ??= walk.thread(bundle.key));

    const about = (value: Json, entry: Entry): void => {
      const session = text(value, 'sessionId');
      if (session !== undefined && !thread) thread = walk.thread(session);
      const child = text(value, 'kind') === 'subagent';
      if (child) current().learn({ parent: parentOf(entry.at.artifact.uri), agent: session });
      current().learn({
        model: text(get(value, 'meta'), 'model'),
        directory: text({ first: list(value, 'directories')[0] ?? null }, 'first'),
      });
    };

    function* message(value: Json, entry: Entry, at: string): Generator<Event> {
      const id = text(value, 'id') ?? `#${unnamed++}`;
      const type = text(value, 'type') ?? text(value, 'role') ?? '';
      const role: Role = type === 'info' || type === 'error' || type === 'warning' ? 'system' : roleOf(type);
      const before = spoken.get(id) ?? { content: '', thoughts: 0 };
      const key = isArray(get(value, 'parts')) ? 'parts' : 'content';
      const content = JSON.stringify(get(value, key) ?? '');
      const calls = list(value, 'toolCalls');
      const said: Said[] = [...thoughts(value, before.thoughts, at)];
      if (content !== before.content) said.push(...parts(get(value, key), role, `${at}/${key}`));
      spoken.set(id, { content, thoughts: list(value, 'thoughts').length });
      const aside = { time: text(value, 'timestamp'), model: text(value, 'model') };
      current().learn({ model: aside.model });
      yield* current().say(said, entry, aside);
      for (const [index, call] of calls.entries()) {
        const place = pointerTo(`${at}/toolCalls`, index);
        const callId = text(call, 'id') ?? `${id}/${index}`;
        const inputs = { input: get(call, 'args') ?? {}, inputAt: `${place}/args` };
        const name = optional('name', text(call, 'agentId'));
        yield* current().say([{ said: 'call', id: callId, tool: text(call, 'name') ?? '', at: place, ...inputs }], entry, {
          ...aside,
          ...name,
        });
        if (answered.has(callId) || !DONE.has(text(call, 'status') ?? '')) continue;
        answered.add(callId);
        yield* current().say([answer(call, callId, place)], entry, { time: text(call, 'timestamp') ?? aside.time });
      }
    }

    return {
      *read(entry) {
        const { value } = entry;
        const changed = get(value, '$set');
        if (isObject(changed)) {
          about(changed, entry);
          for (const [index, each] of list(changed, 'messages').entries()) yield* message(each, entry, pointerTo('/$set/messages', index));
        } else if (isMessage(value) || isContent(value)) yield* message(value, entry, '');
        else if (isHeader(value) || isObject(get(value, 'meta')) || text(value, 'sessionId')) about(value, entry);
      },
    };
  },
};

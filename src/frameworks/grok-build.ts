// https://docs.x.ai (Grok Build: chat_history.jsonl and updates.jsonl under ~/.grok/sessions)
import { posix } from 'node:path';
import { sessionUpdates } from '../dialects/agent-client-protocol.ts';
import { chatMessage, toolCall } from '../dialects/openai-chat.ts';
import { roleOf, type Said, textOf } from '../dialects/said.ts';
import type { Recognition, Sample } from '../model/bundle.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { optional } from '../model/optional.ts';
import { timeOf } from '../threads/conversation.ts';
import { piecing } from '../threads/pieces.ts';
import { sent } from '../threads/sub-agents.ts';
import type { Thread } from '../threads/walk.ts';
import type { Framework } from './framework.ts';
import { plainName } from './plain-name.ts';

const TOOLS: Tools = {
  execute: { shell: 'command' },
  edit: {
    edit: { path: 'path|file_path|target_file', mode: 'replace', before: 'oldText|old_string', after: 'newText|new_string|contents' },
  },
  read: { read: { path: 'path|target_file' } },
  delete: { delete: { path: 'path|target_file' } },
  search: 'harmless',
  run_terminal_cmd: { shell: 'command' },
  run_terminal_command: { shell: 'command' },
  search_replace: { edit: { path: 'file_path|target_file', mode: 'replace', before: 'old_string', after: 'new_string' } },
  write: { edit: { path: 'file_path|target_file', mode: 'create', after: 'contents|content' } },
  web_fetch: { request: { method: '=GET', url: 'url' } },
  task: { message: { text: 'prompt', to: 'subagent_type|agent' } },
  spawn_subagent: { message: { text: 'prompt', to: 'subagent_type|agent' } },
  kill_task: { stop: { target: 'task_id' } },
  web_search: 'harmless',
  x_search: 'harmless',
  grep: 'harmless',
  list_dir: 'harmless',
  todo_write: 'harmless',
  get_task_output: 'harmless',
};

const TYPES = new Set(['system', 'user', 'assistant', 'reasoning', 'tool_result', 'backend_tool_call']);

/** A line of a chat: what only this writer has are its names for the model, for what it made up, and for the server's tools. */
const isChat = (record: Json): boolean =>
  isObject(record) &&
  TYPES.has(text(record, 'type') ?? '') &&
  ['model_id', 'model_fingerprint', 'synthetic_reason', 'prompt_index', 'prior_turn_interrupt'].some((key) => key in record);

/** The chat of older versions: messages with the same names. */
const isOld = (record: Json): boolean => text(record, 'role') === 'assistant' && text(record, 'model_id') !== undefined;

const isUpdate = (record: Json): boolean =>
  /^(?:_x\.ai\/)?session\/update$/.test(text(record, 'method') ?? '') && isObject(get(get(record, 'params'), 'update'));

const isSummary = (value: Json | undefined): boolean =>
  isObject(get(value, 'info')) && text(value, 'current_model_id') !== undefined && get(value, 'chat_format_version') !== undefined;

const recognise = ({ document, lines, root, records }: Sample): Recognition | undefined => {
  if (document && isSummary(root)) return { score: 0.96, shape: { each: '' } };
  if (!lines) return undefined;
  if (records.some((each) => isChat(each) || isOld(each))) return { score: 0.95, shape: { lines: true } };
  return records.some(isUpdate) ? { score: 0.9, shape: { lines: true } } : undefined;
};

const chat = (record: Json): readonly Said[] => {
  const type = text(record, 'type');
  const content = get(record, 'content');
  const words = textOf(content);
  if (type === 'tool_result') return [{ said: 'answer', id: text(record, 'tool_call_id') ?? '', text: words, at: '/content' }];
  if (type === 'reasoning') {
    const summary = textOf(get(record, 'summary'));
    return summary === '' ? [] : [{ said: 'reasoning', text: summary, at: '/summary' }];
  }
  if (type === 'backend_tool_call') {
    const kind = get(record, 'kind');
    const inputs = { input: get(kind, 'action') ?? {}, inputAt: '/kind/action' };
    return [{ said: 'call', ...optional('id', text(kind, 'id')), tool: text(kind, 'tool_type') ?? '', at: '/kind', ...inputs }];
  }
  const role =
    get(record, 'synthetic_reason') === undefined || text(record, 'synthetic_reason') === 'interjection' ? roleOf(type ?? '') : 'system';
  const said: readonly Said[] = words === '' ? [] : [{ said: 'message', role, text: words, at: '/content' }];
  return [...said, ...list(record, 'tool_calls').map((each, index) => toolCall(each, pointerTo('/tool_calls', index)))];
};

const reader: Framework['reader'] = (walk) => {
  let thread: Thread | undefined;
  let chatted = false;
  let sub = false;
  const read = sessionUpdates();
  const pieces = piecing(() => thread!);

  const threadOf = (entry: Entry): Thread => (thread ??= walk.thread(posix.basename(posix.dirname(entry.at.artifact.uri))));

  function* summary(value: Json, entry: Entry): Generator<Event> {
    const info = get(value, 'info');
    const id = text(info, 'id') ?? posix.basename(posix.dirname(entry.at.artifact.uri));
    sub = text(value, 'session_kind') === 'subagent';
    const agent = sub ? text(value, 'agent_name') : undefined;
    const model = text(value, 'current_model_id');
    thread = walk.thread(id, { directory: text(info, 'cwd'), model, parent: text(value, 'parent_session_id'), agent });
    yield* thread.set('sandbox_profile', get(value, 'sandbox_profile'), entry, '/sandbox_profile');
  }

  function* updated(value: Json, entry: Entry): Generator<Event> {
    const aside = { time: timeOf(value) };
    const spoken = threadOf(entry);
    for (const each of read(get(get(value, 'params'), 'update')!, '/params/update')) {
      if (each.said === 'message' || each.said === 'reasoning') yield* pieces.add(each, entry, aside);
      else {
        yield* pieces.flush();
        yield* spoken.say([each], entry, aside);
      }
    }
  }

  return {
    *read(entry) {
      const { value } = entry;
      if (isSummary(value)) yield* summary(value, entry);
      // The updates of a session tell its chat again.
      else if (isUpdate(value)) yield* chatted ? [] : updated(value, entry);
      else if (text(value, 'role') !== undefined || TYPES.has(text(value, 'type') ?? '')) {
        chatted = true;
        const said = text(value, 'role') === undefined ? chat(value) : chatMessage(value, '');
        yield* threadOf(entry).say(sub ? said.map(sent) : said, entry, { time: timeOf(value), model: text(value, 'model_id') });
      }
    },
    end: pieces.flush,
  };
};

/** Sessions of Grok Build: the chat, or the updates that were shown, and a summary of where and how the agent ran. */
export const grokBuild: Framework = {
  name: 'grok-build',
  recognise,
  bundle: ({ artifact: { uri } }) =>
    /\/(?:chat_history\.jsonl|updates\.jsonl|summary\.json)$/.test(plainName(uri)) ? posix.dirname(uri) : uri,
  tools: TOOLS,
  reader,
};

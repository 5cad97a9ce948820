// https://code.visualstudio.com/docs/copilot/chat/chat-sessions (exported sessions and the editor's own store)
import { isRequest, type Part, responseParts, rounds } from '../dialects/vscode-chat.ts';
import type { Recognition, Sample } from '../model/bundle.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, type Json, list, pointerTo, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { flags } from '../threads/conditions.ts';
import { timeOf } from '../threads/conversation.ts';
import type { Framework } from './framework.ts';

const EDIT = { path: 'filePath', mode: 'replace', before: 'oldString', after: 'newString' } as const;

const TOOLS: Tools = {
  replace_string_in_file: { edit: EDIT },
  multi_replace_string_in_file: { each: 'replacements', edit: EDIT },
  insert_edit_into_file: { edit: { path: 'filePath', mode: 'replace', after: 'code' } },
  edit_notebook_file: { edit: { path: 'filePath', mode: 'replace', after: 'newCode' } },
  textEditGroup: { edit: { path: 'filePath', mode: 'replace', after: 'newText' } },
  fetch_webpage: { each: 'urls', request: { method: '=GET', url: 'url|' } },
  open_simple_browser: { request: { method: '=GET', url: 'url' } },
  view_image: { read: { path: 'filePath' } },
  runSubagent: { message: { text: 'prompt', to: 'agentName|description' } },
  create_and_run_task: { shell: '/task/command' },
  kill_terminal: { stop: { target: 'id' } },
  create_directory: 'harmless',
  grep_search: 'harmless',
  file_search: 'harmless',
  semantic_search: 'harmless',
  list_code_usages: 'harmless',
  get_errors: 'harmless',
  get_changed_files: 'harmless',
  get_terminal_output: 'harmless',
  terminal_last_command: 'harmless',
  terminal_selection: 'harmless',
  test_search: 'harmless',
  test_failure: 'harmless',
  manage_todo_list: 'harmless',
  vscode_askQuestions: 'harmless',
  get_vscode_api: 'harmless',
  get_project_setup_info: 'harmless',
};

const HEADER = ['responderUsername', 'sessionId'];

/** A step of the log in which the editor keeps a session: its first state, and what is set, pushed or removed at a path. */
const isStep = (record: Json): boolean => {
  const kind = get(record, 'kind');
  if (kind === 0) return isArray(get(get(record, 'v'), 'requests'));
  return (kind === 1 || kind === 2) && list(record, 'k')[0] === 'requests';
};

const recognise = ({ document, lines, root, records }: Sample): Recognition | undefined => {
  const requests = get(root, 'requests');
  const own = text(root, 'responderUsername') !== undefined || text(root, 'requesterUsername') !== undefined;
  if (document && isArray(requests) && (own || requests.some(isRequest)))
    return { score: 0.95, shape: { header: HEADER, each: '/requests' } };
  return lines && records.some(isStep) ? { score: 0.9, shape: { lines: true } } : undefined;
};

/** A request whose response is not complete yet. */
interface Open {
  readonly parts: (Part & { readonly entry: Entry })[];
  model?: string | undefined;
  time?: string | undefined;
}

const reader: Framework['reader'] = (walk, bundle) => {
  const requests: Open[] = [];
  let session = bundle.key;

  const open = (index: number): Open => (requests[index] ??= { parts: [] });

  const push = (index: number, parts: Json | undefined, entry: Entry, at: string, from?: number): void => {
    const held = open(index).parts;
    if (from !== undefined) held.length = Math.min(held.length, from);
    for (const [order, value] of (isArray(parts) ? parts : []).entries()) held.push({ value, at: pointerTo(at, order), entry });
  };

  /** A result ends a request, and tells again what its parts have shown. */
  function* result(index: number, value: Json | undefined, entry: Entry, at: string): Generator<Event> {
    const { parts, model, time } = open(index);
    const said = rounds(get(value, 'metadata'), parts, `${at}/metadata`);
    if (said.length === 0) return;
    parts.length = 0;
    yield* walk.thread(session).say(said, entry, { time, model });
  }

  /** Parts of a request that never got a result. */
  function* flush(index: number): Generator<Event> {
    const held = requests[index];
    const entry = held?.parts[0]?.entry;
    if (!held || !entry) return;
    const { model, time } = held;
    yield* walk.thread(session).say(responseParts(held.parts.splice(0)), entry, { time, model });
  }

  function* request(index: number, value: Json, entry: Entry, at: string): Generator<Event> {
    if (index > 0) yield* flush(index - 1);
    const thread = walk.thread(session);
    const held = open(index);
    held.time = timeOf(value);
    held.model = text(value, 'modelId');
    const { time } = held;
    for (const flag of flags(get(value, 'modeInfo'), `${at}/modeInfo`)) yield* thread.set(flag.name, flag.value, entry, flag.at, { time });
    const mode = text(get(value, 'modeInfo'), 'modeId');
    yield* thread.set(
      'mode',
      mode ?? get(get(value, 'agent'), 'name'),
      entry,
      `${at}/${mode === undefined ? 'agent/name' : 'modeInfo/modeId'}`,
      { time },
    );
    const words = text(get(value, 'message'), 'text') ?? text(value, 'message') ?? '';
    if (words !== '') yield* thread.say([{ said: 'message', role: 'user', text: words, at: `${at}/message/text` }], entry, { time });
    push(index, get(value, 'response'), entry, `${at}/response`);
    yield* result(index, get(value, 'result'), entry, `${at}/result`);
  }

  function* step(value: Json, entry: Entry): Generator<Event> {
    const [, index, key, part, field, ...deeper] = list(value, 'k');
    const v = get(value, 'v') ?? null;
    const from = get(value, 'i');
    if (typeof index !== 'number') {
      const first = typeof from === 'number' ? from : requests.length;
      for (const [order, each] of (isArray(v) ? v : []).entries()) yield* request(first + order, each, entry, `/v/${order}`);
    } else if (key === 'result') yield* result(index, v, entry, '/v');
    else if (key !== 'response') return;
    else if (typeof part !== 'number')
      push(index, v, entry, '/v', get(value, 'kind') === 1 ? 0 : typeof from === 'number' ? from : undefined);
    else if (deeper.length === 0) {
      const held = open(index).parts;
      const before = held[part];
      if (field === undefined) held[part] = { value: v, at: '/v', entry };
      else if (before) held[part] = { ...before, value: { ...(before.value as object), [String(field)]: v } };
    }
  }

  return {
    *read(entry) {
      const { value } = entry;
      if (isRequest(value)) yield* request(requests.length, value, entry, '');
      else if (get(value, 'kind') === 0) {
        const state = get(value, 'v') ?? null;
        session = text(state, 'sessionId') ?? session;
        for (const [index, each] of list(state, 'requests').entries()) yield* request(index, each, entry, `/v/requests/${index}`);
      } else if (list(value, 'k')[0] === 'requests') yield* step(value, entry);
      else session = text(value, 'sessionId') ?? session;
    },
    *end() {
      for (const index of requests.keys()) yield* flush(index);
    },
  };
};

/** Chats with agents in VS Code: exported, or as the editor keeps them. */
export const vscodeChat: Framework = { name: 'vscode-chat', recognise, tools: TOOLS, reader };

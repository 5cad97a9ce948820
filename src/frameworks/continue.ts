// https://github.com/continuedev/continue/blob/main/core/index.d.ts (Session)
import { chatMessage } from '../dialects/openai-chat.ts';
import { type Said, textOf } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { optional } from '../model/optional.ts';
import type { Thread } from '../threads/walk.ts';
import type { Framework } from './framework.ts';

const FILE = 'filepath|file_path';
const REPLACE = { path: FILE, mode: 'replace', before: 'old_string', after: 'new_string' } as const;

const OWN: Tools = {
  Read: { read: { path: FILE } },
  Write: { edit: { path: FILE, mode: 'create', after: 'content' } },
  Edit: { edit: REPLACE },
  MultiEdit: { each: 'edits', edit: REPLACE },
  Fetch: { request: { method: '=GET', url: 'url' } },
  create_new_file: { edit: { path: FILE, mode: 'create', after: 'contents|content' } },
  edit_existing_file: { edit: { path: FILE, mode: 'replace', after: 'changes' } },
  single_find_and_replace: { edit: REPLACE },
  multi_edit: { each: 'edits', edit: REPLACE },
  run_terminal_command: { shell: 'command' },
  fetch_url_content: { request: { method: '=GET', url: 'url' } },
  read_currently_open_file: 'harmless',
  view_diff: 'harmless',
  file_glob_search: 'harmless',
  search_web: 'harmless',
  ls: 'harmless',
  List: 'harmless',
  Checklist: 'harmless',
  Search: 'harmless',
  AskQuestion: 'harmless',
  Skills: 'harmless',
  Exit: 'harmless',
};

/** The editor's tools have carried a prefix. */
const TOOLS: Tools = { ...OWN, ...Object.fromEntries(Object.entries(OWN).map(([name, meaning]) => [`builtin_${name}`, meaning])) };

const isTurn = (value: Json | undefined): boolean => isObject(get(value, 'message')) && isArray(get(value, 'contextItems'));

/** How a call stands: what has not come to an end has no answer. */
const answer = (state: Json, at: string): readonly Said[] => {
  const status = text(state, 'status');
  const id = text(state, 'toolCallId');
  if (id === undefined || (status !== 'done' && status !== 'errored' && status !== 'canceled')) return [];
  const words = list(state, 'output')
    .map((item) => textOf(get(item, 'content')))
    .join('\n');
  const blocked = status === 'canceled';
  return [{ said: 'answer', id, ok: status === 'done', ...(blocked && { blocked }), text: words, at: `${at}/output` }];
};

/** Sessions of Continue, of its editor extension and its command line. */
export const continueSession: Framework = {
  name: 'continue',
  recognise: ({ document, root }) =>
    document && text(root, 'sessionId') !== undefined && list(root, 'history').some(isTurn)
      ? { score: 0.95, shape: { each: '/history', header: ['sessionId', 'workspaceDirectory', 'mode', 'chatModelTitle'] } }
      : undefined,
  tools: TOOLS,
  reader(walk, { key }) {
    let thread: Thread | undefined;

    function* turn(value: Json, entry: Entry): Generator<Event> {
      thread ??= walk.thread(key);
      const message = get(value, 'message') ?? null;
      const calls = list(message, 'toolCalls');
      const states = list(value, 'toolCallStates');
      const model = text(get(message, 'usage'), 'model');
      thread.learn({ model });
      const thought = text(get(value, 'reasoning'), 'text') ?? '';
      const chat = chatMessage({ ...(message as object), ...(calls.length > 0 && { tool_calls: calls }) }, '/message');
      const said = chat
        // What a tool gave stands with its call too.
        .filter((each) => each.said !== 'answer' || states.length === 0)
        .map((each) => (each.said === 'call' ? moved(each) : each));
      const answers = states.flatMap((state, index) => answer(state, pointerTo('/toolCallStates', index)));
      yield* thread.say(
        [{ said: 'reasoning', text: thought, at: '/reasoning/text' }, ...said, ...answers],
        entry,
        optional('model', model),
      );
    }

    return {
      *read(entry) {
        const { value } = entry;
        if (isTurn(value)) yield* turn(value, entry);
        else if (text(value, 'sessionId') !== undefined) {
          thread = walk.thread(text(value, 'sessionId')!, {
            model: text(value, 'chatModelTitle'),
            directory: text(value, 'workspaceDirectory')?.replace(/^file:\/\//, ''),
          });
          yield* thread.set('mode', get(value, 'mode'), entry, '/mode');
        }
      },
    };
  },
};

/** A call at the place where this format keeps it. */
const moved = (call: Extract<Said, { said: 'call' }>): Said => ({
  ...call,
  at: call.at.replace('/tool_calls/', '/toolCalls/'),
  inputAt: call.inputAt.replace('/tool_calls/', '/toolCalls/'),
});

// https://hermes-agent.nousresearch.com/docs (sessions/session_*.json under ~/.hermes)
import { posix } from 'node:path';
import { chatMessage, isChatMessage } from '../dialects/openai-chat.ts';
import { argumentsAt, type Said } from '../dialects/said.ts';
import type { Recognition, Sample } from '../model/bundle.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { flags } from '../threads/conditions.ts';
import { timeOf } from '../threads/conversation.ts';
import { sent } from '../threads/sub-agents.ts';
import { claimTables } from '../threads/tables.ts';
import type { Framework } from './framework.ts';

/** Tools of Hermes Agent. */
export const HERMES_TOOLS: Tools = {
  terminal: { shell: 'command', directory: 'workdir' },
  shell: { shell: 'command', directory: 'workdir' },
  process: [
    { when: { action: ['write', 'submit'] }, shell: 'data', session: 'session_id' },
    { when: { action: 'kill' }, stop: { target: 'session_id' } },
    { invoke: true },
  ],
  patch: [
    { when: { mode: 'patch' }, patch: 'patch' },
    { edit: { path: 'path', mode: 'replace', before: 'old_string', after: 'new_string' } },
  ],
  execute_code: { python: 'code' },
  delegate_task: [
    { when: { tasks: null }, message: { text: 'goal|prompt', to: 'role' } },
    { each: 'tasks', message: { text: 'goal|prompt', to: 'role' } },
  ],
  cronjob: [
    { when: { action: 'create' }, schedule: { target: 'prompt|script', on: true, command: 'prompt|script' } },
    { when: { action: ['remove', 'delete', 'pause'] }, schedule: { target: 'job_id', on: false } },
    { invoke: true },
  ],
  send_message: { message: { text: 'message', to: 'target' } },
  web_extract: { each: 'urls', request: { method: '=GET', url: '' } },
  browser_navigate: { request: { method: '=GET', url: 'url' } },
  vision_analyze: { read: { path: 'image_url' } },
  clarify: { message: { text: 'question', to: '=user' } },
  search_files: 'harmless',
  web_search: 'harmless',
  x_search: 'harmless',
  todo: 'harmless',
  memory: 'harmless',
  session_search: 'harmless',
  skills_list: 'harmless',
  skill_view: 'harmless',
  browser_snapshot: 'harmless',
  browser_scroll: 'harmless',
  browser_back: 'harmless',
  browser_get_images: 'harmless',
  browser_console: 'harmless',
  read_terminal: 'harmless',
  image_generate: 'harmless',
  text_to_speech: 'harmless',
};

const DENIED = /^(?:BLOCKED|Command denied|User denied|Denied)/i;

/** Results are JSON that says how the call ended, around what it printed. */
export const judged = (said: Said): Said => {
  if (said.said !== 'answer' || !said.text.startsWith('{')) return said;
  try {
    const result = JSON.parse(said.text) as Json;
    const error = text(result, 'error') ?? '';
    const exit = get(result, 'exit_code');
    const blocked = text(result, 'status') === 'blocked' || DENIED.test(error);
    const ok = !blocked && error === '' && get(result, 'success') !== false && (typeof exit !== 'number' || exit === 0);
    const key = ['output', 'content'].find((each) => text(result, each) !== undefined);
    if (key === undefined) return { ...said, ok, ...(blocked && { blocked }) };
    const words = [text(result, key)!, error].filter((each) => each !== '').join('\n');
    return { ...said, ok, ...(blocked && { blocked }), text: words, at: `${said.at}#/${key}` };
  } catch {
    return said;
  }
};

const recognise = ({ document, root, members }: Sample): Recognition | undefined => {
  if (members.length > 0) return claimTables(members, 0.96, ['sessions', 'messages'], ['schema_version', 'state_meta']);
  const messages = get(root, 'messages');
  const own = isObject(root) && ['session_id', 'session_start', 'platform', 'message_count'].every((key) => key in root);
  if (!document || !own || !isArray(messages) || !messages.some(isChatMessage)) return undefined;
  return { score: 0.9, shape: { each: '/messages', header: Object.keys(root).filter((key) => key !== 'messages') } };
};

/** A row of the table of messages as a message; its calls are JSON in a string. */
const rowMessage = (row: Json): readonly Said[] => {
  const calls = argumentsAt(get(row, 'tool_calls') ?? [], '/tool_calls');
  const tidy = (place: string): string => place.replace(/^\/tool_calls\//, `${calls.inputAt}/`);
  return chatMessage({ ...(row as object), tool_calls: calls.input }, '').map((each) =>
    each.said === 'call' ? { ...each, at: tidy(each.at), inputAt: tidy(each.inputAt) } : each,
  );
};

/** Sessions of Hermes Agent: its database, and one document of chat messages a session. */
export const hermes: Framework = {
  name: 'hermes',
  recognise,
  bundle: ({ artifact: { uri } }) => posix.dirname(uri).replace(/\/sessions$/, ''),
  tools: HERMES_TOOLS,
  reader(walk, bundle) {
    let session = bundle.key;
    /** Sessions of sub-agents, and those of the database, which the documents tell again. */
    const subs = new Set<string>();
    const stored = new Set<string>();

    function* begin(value: Json, entry: Entry): Generator<Event> {
      const row = text(value, 'id');
      session = row ?? text(value, 'session_id') ?? session;
      if (row !== undefined) stored.add(row);
      if ([text(value, 'platform'), text(value, 'source')].includes('subagent')) subs.add(session);
      const directory = text(value, 'cwd') ?? text(get(value, 'model_config'), 'cwd');
      const thread = walk.thread(session, { model: text(value, 'model'), directory, parent: text(value, 'parent_session_id') });
      for (const flag of flags(value, '')) yield* thread.set(flag.name, flag.value, entry, flag.at);
      const prompt = text(value, 'system_prompt') ?? '';
      if (prompt !== '' && (row !== undefined || !stored.has(session)))
        yield* thread.say([{ said: 'message', role: 'system', text: prompt, at: '/system_prompt' }], entry);
    }

    return {
      *read(entry) {
        const { value } = entry;
        if (!isChatMessage(value)) {
          yield* begin(value, entry);
          return;
        }
        const row = text(value, 'session_id');
        const id = row ?? session;
        if (row === undefined && stored.has(id)) return;
        const said = (row === undefined ? chatMessage(value, '') : rowMessage(value)).map(judged);
        yield* walk.thread(id).say(subs.has(id) ? said.map(sent) : said, entry, { time: timeOf(value) });
      },
    };
  },
};

// https://block.github.io/goose/docs/guides/logs (session files, and what `goose session export --format json` prints)
import { EDITOR } from '../actions/tools.ts';
import { gooseMessage, gooseParts, isGooseMessage } from '../dialects/goose.ts';
import { argumentsAt, roleOf } from '../dialects/said.ts';
import type { Recognition, Sample } from '../model/bundle.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { timeOf } from '../threads/conversation.ts';
import { sent } from '../threads/sub-agents.ts';
import { claimTables } from '../threads/tables.ts';
import type { Framework } from './framework.ts';

const TOOLS: Tools = {
  developer__shell: { shell: 'command' },
  developer__text_editor: EDITOR,
  developer__write: { edit: { path: 'path', mode: 'create', after: 'content' } },
  developer__edit: { edit: { path: 'path', mode: 'replace', before: 'before|old_str', after: 'after|new_str' } },
  write: { edit: { path: 'path', mode: 'create', after: 'content' } },
  edit: { edit: { path: 'path', mode: 'replace', before: 'before|old_str', after: 'after|new_str' } },
  developer__image_processor: { read: { path: 'path' } },
  developer__read_image: { read: { path: 'path' } },
  computercontroller__automation_script: [
    { when: { language: ['shell', 'bash'] }, shell: 'script' },
    { when: { language: 'powershell' }, powershell: 'script' },
    { when: { language: 'python' }, python: 'script' },
    { invoke: true },
  ],
  computercontroller__web_scrape: { request: { method: '=GET', url: 'url' } },
  code_execution__execute: { javascript: 'code' },
  code_execution__execute_code: { javascript: 'code' },
  delegate: { message: { text: 'instructions|prompt', to: 'source' } },
  subagent: { message: { text: 'instructions|prompt', to: 'subrecipe' } },
  'subagent__*': { message: { text: 'instructions|prompt|task_parameters' } },
  'dynamic_task__*': { message: { text: 'task_parameters' } },
  platform__manage_schedule: [
    { when: { action: 'create' }, schedule: { target: 'recipe_path', on: true, command: 'recipe_path' } },
    { when: { action: ['delete', 'pause', 'kill'] }, schedule: { target: 'job_id', on: false } },
    { invoke: true },
  ],
  developer__tree: 'harmless',
  developer__analyze: 'harmless',
  developer__list_windows: 'harmless',
  developer__screen_capture: 'harmless',
  tree: 'harmless',
  analyze: 'harmless',
  'todo__*': 'harmless',
  extensionmanager__search_available_extensions: 'harmless',
  load: 'harmless',
};

/** The first line of a session's file. */
const isHeader = (record: Json): boolean =>
  isObject(record) && typeof record['working_dir'] === 'string' && 'message_count' in record && !('role' in record);

const recognise = ({ document, lines, root, records, members }: Sample): Recognition | undefined => {
  if (members.length > 0) return claimTables(members, 0.9, ['sessions', 'messages'], ['schema_version']);
  const conversation = get(root, 'conversation');
  if (document && text(root, 'working_dir') !== undefined && isArray(conversation))
    return { score: 0.95, shape: { each: '/conversation', header: Object.keys(root as object).filter((key) => key !== 'conversation') } };
  if (
    !lines ||
    !(records.some(isHeader) || records.some((each) => isGooseMessage(each) && gooseMessage(each, '').some((said) => said.said === 'call')))
  )
    return undefined;
  return { score: 0.9, shape: { lines: true } };
};

/** Sessions of Goose: its database, files of lines, and exports. */
export const goose: Framework = {
  name: 'goose',
  recognise,
  tools: TOOLS,
  reader(walk, bundle) {
    let session = bundle.key;
    const subs = new Set<string>();

    function* begin(value: Json, entry: Entry): Generator<Event> {
      session = text(value, 'id') ?? session;
      const { input: config } = argumentsAt(get(value, 'model_config') ?? get(value, 'model_config_json'), '');
      const parent = text(value, 'parent_session_id');
      const sub = text(value, 'session_type') === 'sub_agent';
      if (sub) subs.add(session);
      const agent = sub ? text(value, 'name') : undefined;
      const thread = walk.thread(session, { directory: text(value, 'working_dir'), model: text(config, 'model_name'), parent, agent });
      yield* thread.set('goose_mode', get(value, 'goose_mode'), entry, '/goose_mode');
    }

    /** A row of the table of messages. */
    function* row(value: Json, entry: Entry): Generator<Event> {
      const id = text(value, 'session_id') ?? session;
      const content = argumentsAt(get(value, 'content_json'), '/content_json');
      const said = gooseParts(content.input, roleOf(get(value, 'role')), content.inputAt);
      const time = timeOf({ time: get(value, 'created_timestamp') ?? null });
      yield* walk.thread(id).say(subs.has(id) ? said.map(sent) : said, entry, { time });
    }

    return {
      *read(entry) {
        const { value } = entry;
        const time = timeOf({ time: get(value, 'created') ?? null });
        if (isGooseMessage(value)) yield* walk.thread(session).say(gooseMessage(value, ''), entry, { time });
        else if (text(value, 'content_json') !== undefined) yield* row(value, entry);
        else if (text(value, 'working_dir') !== undefined) yield* begin(value, entry);
      },
    };
  },
};

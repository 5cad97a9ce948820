// https://block.github.io/goose/docs/guides/logs (session files, and what `goose session export --format json` prints)
import { EDITOR } from '../actions/tools.ts';
import { gooseMessage, isGooseMessage } from '../dialects/goose.ts';
import type { Recognition, Sample } from '../model/bundle.ts';
import { get, isArray, isObject, type Json, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { timeOf } from './conversation.ts';
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

const recognise = ({ document, lines, root, records }: Sample): Recognition | undefined => {
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

/** Sessions of Goose: files of lines, and exports. */
export const goose: Framework = {
  name: 'goose',
  recognise,
  tools: TOOLS,
  reader(walk, bundle) {
    let session = bundle.key;
    return {
      *read(entry) {
        const { value } = entry;
        if (isGooseMessage(value)) {
          yield* walk.thread(session).say(gooseMessage(value, ''), entry, { time: timeOf({ time: get(value, 'created') ?? null }) });
          return;
        }
        if (text(value, 'working_dir') === undefined) return;
        session = text(value, 'id') ?? session;
        const model = text(get(value, 'model_config'), 'model_name');
        const thread = walk.thread(session, { directory: text(value, 'working_dir'), model, parent: text(value, 'parent_session_id') });
        yield* thread.set('goose_mode', get(value, 'goose_mode'), entry, '/goose_mode');
      },
    };
  },
};

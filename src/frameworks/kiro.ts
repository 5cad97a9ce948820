// https://kiro.dev/docs/cli (sessions under ~/.kiro/sessions/cli)
import { posix } from 'node:path';
import { type Said, textOf } from '../dialects/said.ts';
import type { Recognition, Sample } from '../model/bundle.ts';
import type { Role } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { timeOf } from '../threads/conversation.ts';
import { sent } from '../threads/sub-agents.ts';
import type { Thread } from '../threads/walk.ts';
import type { Framework } from './framework.ts';
import { plainName } from './plain-name.ts';

const PATH = 'path|file_path';
const WRITE: Tools[string] = [
  { when: { command: 'create' }, edit: { path: PATH, mode: 'create', after: 'content|file_text' } },
  {
    when: { command: ['strReplace', 'str_replace'] },
    edit: { path: PATH, mode: 'replace', before: 'oldStr|old_str', after: 'newStr|new_str' },
  },
  { when: { command: 'append' }, edit: { path: PATH, mode: 'append', after: 'content|newStr|new_str' } },
  { when: { command: 'insert' }, edit: { path: PATH, mode: 'replace', after: 'content|newStr|new_str' } },
  { edit: { path: PATH, mode: 'create', after: 'content|text|file_text' } },
];
const READ: Tools[string] = [
  { when: { operations: null }, read: { path: PATH } },
  { each: 'operations', read: { path: 'path|image_paths' } },
];

/** Tools of Kiro and of Amazon Q, which it was before. */
export const KIRO_TOOLS: Tools = {
  shell: { shell: 'command', directory: 'working_dir' },
  execute_bash: { shell: 'command', directory: 'working_dir' },
  execute_cmd: { shell: 'command', directory: 'working_dir' },
  write: WRITE,
  fs_write: WRITE,
  read: READ,
  fs_read: READ,
  web_fetch: { request: { method: '=GET', url: 'url' } },
  subagent: { each: '/content/subagents', message: { text: 'query|prompt', to: 'agent_name|name' } },
  use_subagent: { each: '/content/subagents', message: { text: 'query|prompt', to: 'agent_name|name' } },
  delegate: { message: { text: 'task', to: 'agent' } },
  aws: { invoke: true },
  use_aws: { invoke: true },
  grep: 'harmless',
  glob: 'harmless',
  code: 'harmless',
  web_search: 'harmless',
  todo_list: 'harmless',
  thinking: { think: 'thought' },
  introspect: 'harmless',
  knowledge: 'harmless',
};

const ROLES: { readonly [kind: string]: Role } = { Prompt: 'user', AssistantMessage: 'agent', ToolResults: 'tool', Compaction: 'unknown' };

const isRecord = (record: Json): boolean =>
  Object.hasOwn(ROLES, text(record, 'kind') ?? '') &&
  isArray(get(get(record, 'data'), 'content')) &&
  (get(record, 'version') !== undefined || text(get(record, 'data'), 'message_id') !== undefined);

/** What lies beside a session: where it ran, and what it might do unasked. */
const isState = (value: Json | undefined): boolean =>
  text(value, 'session_id') !== undefined && text(value, 'cwd') !== undefined && isObject(get(value, 'session_state'));

const recognise = ({ document, lines, root, records }: Sample): Recognition | undefined => {
  if (document && isState(root)) return { score: 0.96, shape: { each: '' } };
  return lines && records.some(isRecord) ? { score: 0.95, shape: { lines: true } } : undefined;
};

const CANCELLED = /^(?:Tool (?:use|execution) was cancelled|User (?:denied|rejected)|The user (?:denied|rejected))/i;

const answer = (data: Json, at: string): Said => {
  const content = list(data, 'content');
  const body = get(content[0], 'data');
  const exit = text(body, 'exit_status');
  const words =
    exit === undefined
      ? textOf(content.map((each) => get(each, 'data') ?? ''))
      : `${text(body, 'stdout') ?? ''}${text(body, 'stderr') ?? ''}`;
  const failed = text(data, 'status') !== 'success';
  const blocked = failed && CANCELLED.test(words.trimStart());
  const ok = !failed && (exit === undefined || /\b0$/.test(exit));
  return { said: 'answer', id: text(data, 'toolUseId') ?? '', ok, ...(blocked && { blocked }), text: words, at: `${at}/content` };
};

const part = (value: Json, role: Role, at: string): readonly Said[] => {
  const kind = text(value, 'kind');
  const data = get(value, 'data') ?? null;
  if (kind === 'text' && typeof data === 'string' && data !== '') return [{ said: 'message', role, text: data, at: `${at}/data` }];
  if (kind === 'thinking') return [{ said: 'reasoning', text: text(data, 'text') ?? '', at: `${at}/data/text` }];
  if (kind === 'toolResult') return [answer(data, `${at}/data`)];
  if (kind !== 'toolUse') return [];
  const purpose = text(get(data, 'input'), '__tool_use_purpose');
  const call: Said = {
    said: 'call',
    id: text(data, 'toolUseId') ?? '',
    tool: text(data, 'name') ?? '',
    input: get(data, 'input') ?? {},
    at: `${at}/data`,
    inputAt: `${at}/data/input`,
  };
  return purpose === undefined ? [call] : [{ said: 'reasoning', text: purpose, at: `${at}/data/input/__tool_use_purpose` }, call];
};

const OVERSIGHT = ['trusted_tools', 'denied_tools', 'allowed_commands'] as const;

/** Sessions of the Kiro command line: a file of messages, and one that says where it ran and what it might do. */
export const kiro: Framework = {
  name: 'kiro',
  recognise,
  bundle: ({ artifact: { uri } }) => plainName(uri).replace(/\.jsonl?$/, ''),
  tools: KIRO_TOOLS,
  reader(walk) {
    let sub = false;

    const threadOf = (entry: Entry): Thread => walk.thread(posix.basename(plainName(entry.at.artifact.uri)).replace(/\.jsonl?$/, ''));

    return {
      *read(entry) {
        const { value } = entry;
        const thread = threadOf(entry);
        if (isState(value)) {
          const state = get(value, 'session_state');
          sub = text(value, 'session_created_reason') === 'subagent';
          const model = text(get(get(state, 'rts_model_state'), 'model_info'), 'model_id');
          thread.learn({ directory: text(value, 'cwd'), parent: text(value, 'parent_session_id'), model });
          for (const key of OVERSIGHT)
            yield* thread.set(key, get(get(state, 'permissions'), key), entry, `/session_state/permissions/${key}`);
          return;
        }
        if (!isRecord(value)) return;
        const data = get(value, 'data');
        const role = ROLES[text(value, 'kind')!]!;
        const said = list(data, 'content').flatMap((each, index) => part(each, role, pointerTo('/data/content', index)));
        yield* thread.say(sub ? said.map(sent) : said, entry, { time: timeOf({ time: get(get(data, 'meta'), 'timestamp') ?? null }) });
      },
    };
  },
};

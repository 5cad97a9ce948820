// https://github.com/mistralai/mistral-vibe (sessions under ~/.vibe/logs/session)
import { posix } from 'node:path';
import { chatMessage, isChatMessage } from '../dialects/openai-chat.ts';
import type { Said } from '../dialects/said.ts';
import type { Recognition, Sample } from '../model/bundle.ts';
import { type Entry, get, isArray, isObject, type Json, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { flags } from '../threads/conditions.ts';
import { timeOf } from '../threads/conversation.ts';
import type { Thread } from '../threads/walk.ts';
import type { Framework } from './framework.ts';
import { plainName } from './plain-name.ts';

const TOOLS: Tools = {
  bash_stdin: { shell: 'text', session: 'session_id' },
  git_bash: { shell: 'command' },
  edit: { edit: { path: 'file_path', mode: 'replace', before: 'old_string', after: 'new_string' } },
  search_replace: { edit: { path: 'file_path', mode: 'replace', after: 'content' } },
  web_fetch: { request: { method: '=GET', url: 'url' } },
  task: { message: { text: 'task', to: 'agent' } },
  bash_output: 'harmless',
  bash_sessions: 'harmless',
  bash_log_file: 'harmless',
  todo: 'harmless',
  skill: 'harmless',
  ask_user_question: 'harmless',
  exit_plan_mode: 'harmless',
};

/** A message with the keys that only this writer adds. */
const isOwn = (record: Json): boolean =>
  isChatMessage(record) &&
  isObject(record) &&
  ['message_id', 'reasoning_message_id', 'injected', 'tool_result'].some((key) => key in record);

/** What lies beside the messages, or stands at the head of an old session's one document. */
const isMeta = (value: Json | undefined): boolean =>
  text(value, 'session_id') !== undefined &&
  text(value, 'start_time') !== undefined &&
  text(get(value, 'environment'), 'working_directory') !== undefined;

const recognise = ({ document, lines, root, records, artifact: { uri } }: Sample): Recognition | undefined => {
  if (document && isMeta(root)) return { score: 0.96, shape: { each: '' } };
  if (document && isMeta(get(root, 'metadata')) && isArray(get(root, 'messages')))
    return { score: 0.95, shape: { each: '/messages', header: ['metadata'] } };
  if (!lines || posix.basename(plainName(uri)) !== 'messages.jsonl' || !records.some(isOwn)) return undefined;
  return { score: 0.9, shape: { lines: true } };
};

const REJECTED = /^(?:<user_cancellation>|<tool_error>(?:[^<]*(?:rejected|denied|cancel))|The user (?:rejected|cancelled)|User rejected)/i;

/** Results say in their words that they failed, or in a record of their own. */
const judged = (said: Said, record: Json): Said => {
  if (said.said !== 'answer') return said;
  const result = get(record, 'tool_result');
  const exit = get(get(result, 'output'), 'exit_code') ?? get(get(result, 'output'), 'returncode');
  const blocked = get(result, 'cancelled') === true || REJECTED.test(said.text);
  const failed = said.text.startsWith('<tool_error>') || (typeof exit === 'number' && exit !== 0);
  return { ...said, ok: !blocked && !failed, ...(blocked && { blocked }) };
};

/** Sessions of Mistral Vibe: chat messages, and beside them where and how the agent ran. */
export const vibe: Framework = {
  name: 'vibe',
  recognise,
  bundle: ({ artifact: { uri } }) => (/\/(?:messages\.jsonl|meta\.json)$/.test(plainName(uri)) ? posix.dirname(uri) : uri),
  tools: TOOLS,
  reader(walk, bundle) {
    let thread: Thread | undefined;

    function* begin(meta: Json, entry: Entry, at: string) {
      const environment = get(meta, 'environment');
      thread = walk.thread(text(meta, 'session_id')!, {
        directory: text(environment, 'working_directory'),
        parent: text(meta, 'parent_session_id'),
        model: text(get(meta, 'config'), 'model_name') ?? text(get(meta, 'config'), 'active_model'),
      });
      const mode = text(get(meta, 'agent_profile'), 'name');
      yield* thread.set('agent', mode, entry, `${at}/agent_profile/name`);
      for (const [holder, place] of [
        [meta, at],
        [environment, `${at}/environment`],
        [get(meta, 'config'), `${at}/config`],
        [get(get(meta, 'agent_profile'), 'overrides'), `${at}/agent_profile/overrides`],
      ] as const)
        for (const flag of flags(holder, place)) yield* thread.set(flag.name, flag.value, entry, flag.at);
    }

    return {
      *read(entry) {
        const { value } = entry;
        if (isMeta(value)) yield* begin(value, entry, '');
        else if (isMeta(get(value, 'metadata'))) yield* begin(get(value, 'metadata')!, entry, '/metadata');
        else if (isChatMessage(value)) {
          thread ??= walk.thread(bundle.key);
          const injected = get(value, 'injected') === true;
          const said = chatMessage(value, '')
            .map((each) => judged(each, value))
            .map((each) => (injected && each.said === 'message' && each.role === 'user' ? { ...each, role: 'system' as const } : each));
          yield* thread.say(said, entry, { time: timeOf(value) });
        }
      },
    };
  },
};

// https://github.com/openai/codex/tree/main/codex-rs/rollout
import { posix } from 'node:path';
import { isResponseItem, responseItem } from '../dialects/openai-responses.ts';
import type { Said } from '../dialects/said.ts';
import type { Recognition, Sample } from '../model/bundle.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { SENDER } from '../threads/sub-agents.ts';
import type { Thread } from '../threads/walk.ts';
import { ran, type Script, toScript } from './codex-ran.ts';
import type { Framework } from './framework.ts';

/** Codex's own tools. */
export const CODEX_TOOLS: Tools = {
  shell: { shell: 'command', directory: 'workdir' },
  local_shell: { shell: 'command', directory: 'workdir|working_directory' },
  exec_command: { shell: 'cmd', directory: 'workdir' },
  exec: { javascript: '' },
  spawn_agent: { message: { text: 'message|prompt', to: 'agent_type' } },
  send_input: { message: { text: 'message|input', to: 'id|target' } },
  close_agent: { stop: { target: 'id|target' } },
  resume_agent: 'harmless',
  get_goal: 'harmless',
  view_image: { read: { path: 'path' } },
  read_file: { read: { path: 'file_path|path' } },
  update_plan: 'harmless',
  wait: 'harmless',
  wait_agent: 'harmless',
  web_search: 'harmless',
  tool_search: 'harmless',
  list_dir: 'harmless',
  grep_files: 'harmless',
  request_user_input: 'harmless',
};

const ENVELOPES = new Set([
  'session_meta',
  'turn_context',
  'response_item',
  'event_msg',
  'compacted',
  'world_state',
  'inter_agent_communication_metadata',
]);

const isEnvelope = (record: Json): boolean => ENVELOPES.has(text(record, 'type') ?? '') && isObject(get(record, 'payload'));

/** The first line of a rollout of 2025 before envelopes: a session without a type. */
const isOldSession = (record: Json | undefined): boolean =>
  text(record, 'type') === undefined &&
  text(record, 'id') !== undefined &&
  text(record, 'timestamp') !== undefined &&
  isObject(record) &&
  ('instructions' in record || 'git' in record);

const recognise = (sample: Sample): Recognition | undefined => {
  if (isObject(get(sample.root, 'session')) && isArray(get(sample.root, 'items')))
    return { score: 0.8, shape: { header: ['session'], each: '/items' } };
  const shape = sample.lines ? ({ lines: true } as const) : { each: '' };
  if (sample.records.some(isEnvelope)) return { score: 1, shape };
  const [first, ...rest] = sample.records;
  return isOldSession(first) && rest.some(isResponseItem) ? { score: 0.9, shape } : undefined;
};

const spawnOf = (meta: Json | undefined): Json | undefined => get(get(get(meta, 'source'), 'subagent'), 'thread_spawn');

/** A session, what was forked from it, and the agents that it spawned. */
const bundle = (sample: Sample): readonly string[] => {
  const folder = posix.dirname(sample.artifact.uri).replace(/\/\d{4}\/\d\d\/\d\d$/, '');
  const ids = sample.records
    .filter((record) => text(record, 'type') === 'session_meta')
    .map((record) => get(record, 'payload'))
    .flatMap((meta) => [
      text(meta, 'id'),
      text(meta, 'forked_from_id'),
      text(meta, 'parent_thread_id'),
      text(spawnOf(meta), 'parent_thread_id'),
    ]);
  const keys = ids.filter((id) => id !== undefined).map((id) => `${folder} ${id}`);
  return keys.length > 0 ? keys : [sample.artifact.uri];
};

/** Texts in the user's place that the harness wrote. */
const HARNESS = /^(?:<(?!user_shell_command)[a-z]+_[a-z_]+[ >]|<INSTRUCTIONS>|# AGENTS\.md instructions)/;

/** In the user's place stands the harness at times, and for a sub-agent the agent that sent it. */
const voiced = (said: Said, thread: Thread): Said => {
  if (said.said !== 'message' || said.role !== 'user') return said;
  if (HARNESS.test(said.text.slice(0, 100))) return { ...said, role: 'system' };
  return thread.trajectory.parent === undefined ? said : { ...said, role: 'agent', name: SENDER };
};

/** Events that repeat what an item says, and whose words they repeat. */
const ECHOES: { readonly [type: string]: (words: string, at: string) => Said } = {
  user_message: (words, at) => ({ said: 'message', role: 'user', text: words, at: `${at}/message` }),
  agent_message: (words, at) => ({ said: 'message', role: 'agent', text: words, at: `${at}/message` }),
  agent_reasoning: (words, at) => ({ said: 'reasoning', text: words, at: `${at}/text` }),
  agent_reasoning_raw_content: (words, at) => ({ said: 'reasoning', text: words, at: `${at}/text` }),
};

/** Words that wait for their echo. */
const ECHO_CAP = 32;

/** Lets through what was not said a moment ago in the log's other place for it. */
const echoes = (): ((said: Said, place: string) => boolean) => {
  const heard = new Map<string, string>();
  return (said, place) => {
    if (said.said !== 'message' && said.said !== 'reasoning') return true;
    const words = `${said.said === 'message' ? said.role : ''} ${said.text}`;
    const other = heard.get(words);
    if (other !== undefined && other !== place) {
      heard.delete(words);
      return false;
    }
    heard.set(words, place);
    if (heard.size > ECHO_CAP) heard.delete(heard.keys().next().value!);
    return true;
  };
};

/** Oversight of a turn by the names under which the log keeps it. */
function* oversight(thread: Thread, context: Json, entry: Entry, at: string): Generator<Event> {
  const time = text(entry.value, 'timestamp');
  for (const key of ['approval_policy', 'sandbox_policy', 'permission_profile', 'approvals_reviewer'] as const) {
    const value = get(context, key);
    const word = isObject(value) ? (value['type'] ?? value['mode'] ?? value) : value;
    yield* thread.set(key, word, entry, `${at}/${key}`, { time });
  }
}

const reader: Framework['reader'] = (walk) => {
  let current: Thread | undefined;
  let file: string | undefined;
  let model: string | undefined;
  let fresh = echoes();
  let script: Script | undefined;

  const open = (entry: Entry, meta: Json | undefined): Thread => {
    const { uri } = entry.at.artifact;
    const spawn = spawnOf(meta);
    const id = text(meta, 'id') ?? posix.basename(uri).replace(/\.jsonl?$/, '');
    const parent = text(spawn, 'parent_thread_id') ?? text(meta, 'parent_thread_id');
    const agent = text(spawn, 'agent_nickname') ?? text(spawn, 'agent_role');
    file = uri;
    fresh = echoes();
    model = text(meta, 'model');
    return (current = walk.thread(id, { parent, agent, directory: text(meta, 'cwd') }));
  };

  const threadOf = (entry: Entry): Thread => (current && file === entry.at.artifact.uri ? current : open(entry, undefined));

  const say = (said: readonly Said[], entry: Entry, place: string): readonly Event[] => {
    const thread = threadOf(entry);
    const heard = said.map((each) => voiced(each, thread)).filter((each) => fresh(each, place));
    return thread.say(heard, entry, { time: text(entry.value, 'timestamp'), model });
  };

  const READINGS: { readonly [type: string]: (payload: Json, entry: Entry) => Iterable<Event> } = {
    session_meta(payload, entry) {
      // A fork repeats the session that it goes on from, with its opening.
      if (file !== entry.at.artifact.uri) open(entry, payload);
      return [];
    },
    *turn_context(payload, entry) {
      const thread = threadOf(entry);
      model = text(payload, 'model') ?? model;
      thread.learn({ model, directory: text(payload, 'cwd') });
      yield* oversight(thread, payload, entry, '/payload');
    },
    response_item(payload, entry) {
      const events = say(responseItem(payload, '/payload'), entry, 'item');
      if (text(payload, 'type') === 'custom_tool_call' && text(payload, 'name') === 'exec')
        script = toScript(text(payload, 'input') ?? '', events);
      return events;
    },
    event_msg(payload, entry) {
      const type = text(payload, 'type') ?? '';
      if (type === 'thread_settings_applied')
        return oversight(threadOf(entry), get(payload, 'thread_settings') ?? payload, entry, '/payload');
      if (type === 'item_completed' && script) return say(ran(get(payload, 'item') ?? null, '/payload/item', script), entry, 'ran');
      if ((type === 'patch_apply_end' || type === 'exec_command_end') && script) return say(ran(payload, '/payload', script), entry, 'ran');
      const words = text(payload, 'message') ?? text(payload, 'text');
      if (words === undefined || !Object.hasOwn(ECHOES, type)) return [];
      return say([ECHOES[type]!(words, '/payload')], entry, 'event');
    },
  };

  return {
    read(entry) {
      const type = text(entry.value, 'type') ?? '';
      const payload = get(entry.value, 'payload');
      if (payload !== undefined) return Object.hasOwn(READINGS, type) ? READINGS[type]!(payload, entry) : [];
      const session = get(entry.value, 'session') ?? (isOldSession(entry.value) ? entry.value : undefined);
      if (session === undefined) return say(responseItem(entry.value, ''), entry, 'item');
      open(entry, session);
      return [];
    },
  };
};

/** Rollout files of Codex, in all its versions: what the model said and called, and the settings of each turn. */
export const codex: Framework = { name: 'codex', recognise, bundle, tools: CODEX_TOOLS, reader };

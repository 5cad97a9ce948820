// https://github.com/github/copilot-sdk (session-events.ts: the events of a session)
import { posix } from 'node:path';
import { argumentsAt, type Said, textOf } from '../dialects/said.ts';
import type { Event, Role } from '../model/event.ts';
import { type Entry, get, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { optional } from '../model/optional.ts';
import { SENDER } from '../threads/sub-agents.ts';
import type { Aside, Thread } from '../threads/walk.ts';
import type { Framework } from './framework.ts';

const EDIT = { path: 'path', mode: 'replace', before: 'old_str', after: 'new_str' } as const;

const TOOLS: Tools = {
  write_bash: { shell: 'input', session: 'shellId' },
  write_powershell: { powershell: 'input' },
  create: { edit: { path: 'path', mode: 'create', after: 'file_text' } },
  edit: { edit: EDIT },
  str_replace: { edit: EDIT },
  insert: { edit: { path: 'path', mode: 'replace', after: 'new_str' } },
  view: { read: { path: 'path' } },
  web_fetch: { request: { method: '=GET', url: 'url' } },
  task: { message: { text: 'prompt', to: 'name|agent_type' } },
  write_agent: { message: { text: 'message|prompt|input', to: 'agent_id|agentId' } },
  stop_bash: { stop: { target: 'shellId' } },
  stop_powershell: { stop: { target: 'shellId' } },
  sql: { sql: 'query|sql' },
  session_store_sql: { sql: 'query|sql' },
  exit_plan_mode: { message: { text: 'summary|plan', to: '=user' } },
  report_progress: { message: { text: 'prDescription', to: '=user' } },
  task_complete: { message: { text: 'summary', to: '=user' } },
  read_bash: 'harmless',
  read_powershell: 'harmless',
  list_bash: 'harmless',
  list_powershell: 'harmless',
  read_agent: 'harmless',
  list_agents: 'harmless',
  report_intent: 'harmless',
  update_todo: 'harmless',
  ask_user: 'harmless',
  skill: 'harmless',
  rg: 'harmless',
  fetch_copilot_cli_documentation: 'harmless',
};

const FAMILIES = /^(?:session|user|assistant|tool|subagent|system|permission|hook|skill|model)\.\w+$/;

const isEvent = (value: Json): boolean =>
  FAMILIES.test(text(value, 'type') ?? '') && isObject(get(value, 'data')) && isObject(value) && 'parentId' in value;

/** Who speaks in the user's place: for a sub-agent the agent that sent it, and the harness where it names itself. */
const sourceOf = (data: Json): { readonly role: Role; readonly name?: string } => {
  const source = text(data, 'source') ?? 'user';
  if (source.startsWith('agent-')) return { role: 'agent', name: SENDER };
  return { role: source === 'user' && get(data, 'isAutopilotContinuation') !== true ? 'user' : 'system' };
};

const message = (data: Json, key: string, role: Role, name?: string): readonly Said[] => {
  const words = text(data, key);
  return words ? [{ said: 'message', role, text: words, at: `/data/${key}`, ...optional('name', name) }] : [];
};

const EXIT = /<(?:shellId: \S+ completed|exited) with exit code (\d+)>\s*$/;

/** A command that ran and failed is a success to the log; its exit code says better. */
const succeeded = (data: Json, words: string): boolean => {
  const code = get(get(data, 'shellExecution'), 'exitCode') ?? Number(EXIT.exec(words.slice(-100))?.[1] ?? 0);
  return get(data, 'success') !== false && code === 0;
};

const DENIED = /^(?:denied|rejected)/;

/** Events of sessions: files of Copilot CLI, and what it prints with `--output-format json`. */
export const copilotCli: Framework = {
  name: 'copilot-cli',
  recognise: ({ lines, records }) => (lines && records.some(isEvent) ? { score: 0.95, shape: { lines: true } } : undefined),
  tools: TOOLS,
  reader(walk, bundle) {
    const folder = posix.dirname(bundle.key);
    let session = posix.basename(bundle.key) === 'events.jsonl' ? posix.basename(folder) : bundle.key;
    /** Names of agents, by the id of the call that sent them out and by their own. */
    const agents = new Map<string, string>();
    /** Calls that were read; those of the user's own are none of the agent's. */
    const called = new Set<string>();
    const byUser = new Set<string>();
    const blocked = new Set<string>();
    let thought: string | undefined;
    let directory: string | undefined;

    const threadOf = (record: Json, data: Json): Thread => {
      const agent = text(record, 'agentId') ?? text(data, 'parentToolCallId');
      if (agent === undefined) return walk.thread(session, { directory });
      return walk.thread(`${session}/${agent}`, { parent: session, agent: agents.get(agent) ?? agent, directory });
    };

    const call = (value: Json, tool: string, at: string): readonly Said[] => {
      const id = text(value, 'toolCallId') ?? '';
      if (called.has(id)) return [];
      called.add(id);
      return [{ said: 'call', id, tool, at, ...argumentsAt(get(value, 'arguments'), `${at}/arguments`) }];
    };

    /** A thought, which the log holds in two places. */
    const thinking = (data: Json, key: string): readonly Said[] => {
      const words = text(data, key) ?? '';
      if (words === '' || words === thought) return [];
      thought = words;
      return [{ said: 'reasoning', text: words, at: `/data/${key}` }];
    };

    const answer = (data: Json): readonly Said[] => {
      const id = text(data, 'toolCallId') ?? '';
      if (byUser.has(id)) return [];
      const error = get(data, 'error');
      const declined = blocked.has(id) || DENIED.test(text(error, 'code') ?? '');
      const words = text(error, 'message') ?? textOf(get(get(data, 'result'), 'content'));
      const ok = !declined && succeeded(data, words);
      const at = isObject(error) ? '/data/error/message' : '/data/result/content';
      return [{ said: 'answer', id, ok, ...(declined && { blocked: true }), text: words, at }];
    };

    const say = (said: readonly Said[], entry: Entry, data: Json): Iterable<Event> =>
      threadOf(entry.value, data).say(said, entry, { time: text(entry.value, 'timestamp'), model: text(data, 'model') });

    const set = (name: string, keys: readonly string[], entry: Entry, data: Json): Iterable<Event> => {
      const aside: Aside = { time: text(entry.value, 'timestamp') };
      const key = keys.find((each) => get(data, each) !== undefined) ?? '';
      return threadOf(entry.value, data).set(name, get(data, key), entry, `/data/${key}`, aside);
    };

    const begin = (data: Json, entry: Entry): Iterable<Event> => {
      session = text(data, 'sessionId') ?? session;
      directory = text(get(data, 'context'), 'cwd') ?? directory;
      threadOf(entry.value, data).learn({ model: text(data, 'selectedModel') });
      return [];
    };

    const READINGS: { readonly [type: string]: (data: Json, entry: Entry) => Iterable<Event> } = {
      'session.start': begin,
      'session.resume': begin,
      'session.model_change'(data, entry) {
        threadOf(entry.value, data).learn({ model: text(data, 'newModel') });
        return [];
      },
      'session.mode_changed': (data, entry) => set('mode', ['newMode'], entry, data),
      'session.permissions_changed': (data, entry) =>
        set('permissionMode', ['mode', 'allowAllPermissionMode', 'allowAllPermissions'], entry, data),
      'session.managed_settings_enforced': (data, entry) => set(text(data, 'setting') ?? 'managed_setting', ['action'], entry, data),
      'session.info': (data, entry) => (text(data, 'infoType') === 'folder_trust' ? set('folder_trust', ['message'], entry, data) : []),
      'user.message'(data, entry) {
        const { role, name } = sourceOf(data);
        return say(message(data, 'content', role, name), entry, data);
      },
      'system.message': (data, entry) => say(message(data, 'content', 'system'), entry, data),
      'assistant.reasoning': (data, entry) => say(thinking(data, 'content'), entry, data),
      'assistant.message'(data, entry) {
        const calls = list(data, 'toolRequests').flatMap((each, index) =>
          call(each, text(each, 'name') ?? '', pointerTo('/data/toolRequests', index)),
        );
        return say([...thinking(data, 'reasoningText'), ...message(data, 'content', 'agent'), ...calls], entry, data);
      },
      'tool.user_requested'(data, entry) {
        byUser.add(text(data, 'toolCallId') ?? '');
        called.add(text(data, 'toolCallId') ?? '');
        return say(message(get(data, 'arguments') ?? null, 'command', 'user'), entry, data);
      },
      'tool.execution_start': (data, entry) => say(call(data, text(data, 'toolName') ?? '', '/data'), entry, data),
      'tool.execution_complete': (data, entry) => say(answer(data), entry, data),
      'permission.completed'(data) {
        if (DENIED.test(text(get(data, 'result'), 'kind') ?? '')) blocked.add(text(data, 'toolCallId') ?? '');
        return [];
      },
      'subagent.started'(data, entry) {
        const name = text(data, 'agentDisplayName') ?? text(data, 'agentName');
        for (const id of [text(entry.value, 'agentId'), text(data, 'toolCallId')])
          if (id !== undefined && name !== undefined) agents.set(id, name);
        return [];
      },
    };

    return {
      read(entry) {
        const type = text(entry.value, 'type') ?? '';
        return Object.hasOwn(READINGS, type) ? READINGS[type]!(get(entry.value, 'data') ?? null, entry) : [];
      },
    };
  },
};

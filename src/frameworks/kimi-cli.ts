// https://moonshotai.github.io/kimi-cli/en/ (context.jsonl and wire.jsonl under ~/.kimi/sessions)
import { posix } from 'node:path';
import { toolCall } from '../dialects/openai-chat.ts';
import { roleOf, type Said, textOf } from '../dialects/said.ts';
import type { Recognition, Sample } from '../model/bundle.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { isWhen } from '../model/when.ts';
import { timeOf } from '../threads/conversation.ts';
import { digest, recall } from '../threads/recall.ts';
import { sent } from '../threads/sub-agents.ts';
import type { Thread } from '../threads/walk.ts';
import type { Framework } from './framework.ts';
import { kimiPart, kimiParts } from './kimi-words.ts';
import { plainName } from './plain-name.ts';

const TOOLS: Tools = {
  Shell: { shell: 'command' },
  CMD: { shell: 'command' },
  WriteFile: [
    { when: { mode: 'append' }, edit: { path: 'path', mode: 'append', after: 'content' } },
    { edit: { path: 'path', mode: 'create', after: 'content' } },
  ],
  StrReplaceFile: [
    { when: { '/edit/0/old': null }, edit: { path: 'path', mode: 'replace', before: '/edit/old', after: '/edit/new' } },
    { each: 'edit', edit: { path: 'path', mode: 'replace', before: 'old', after: 'new' } },
  ],
  PatchFile: { patch: 'diff|patch' },
  ReadFile: { read: { path: 'path' } },
  ReadMediaFile: { read: { path: 'path' } },
  FetchURL: { request: { method: '=GET', url: 'url' } },
  Agent: { message: { text: 'prompt', to: 'subagent_type' } },
  Task: { message: { text: 'prompt', to: 'subagent_name' } },
  CreateSubagent: { message: { text: 'system_prompt', to: 'name' } },
  TaskStop: { stop: { target: 'task_id' } },
  SendDMail: { message: { text: 'message', to: '=self' } },
  Think: { think: 'thought' },
  Glob: 'harmless',
  Grep: 'harmless',
  SearchWeb: 'harmless',
  SetTodoList: 'harmless',
  TaskList: 'harmless',
  TaskOutput: 'harmless',
  AskUserQuestion: 'harmless',
  EnterPlanMode: 'harmless',
  ExitPlanMode: 'harmless',
};

/** Lines of `context.jsonl` that only this writer has. */
const isMark = (record: Json): boolean => /^_(?:system_prompt|checkpoint|usage)$/.test(text(record, 'role') ?? '');

/** A line of `wire.jsonl`: when, and a message that names its type. */
const isWire = (record: Json): boolean =>
  isWhen(get(record, 'timestamp')) && /^[A-Z][a-z]+[A-Za-z]+$/.test(text(get(record, 'message'), 'type') ?? '');

const isState = (value: Json | undefined): boolean =>
  isObject(value) && 'custom_title' in value && 'title_generated' in value && 'version' in value;

const recognise = ({ document, lines, root, records }: Sample): Recognition | undefined => {
  if (document && isState(root)) return { score: 0.96, shape: { each: '' } };
  if (!lines) return undefined;
  if (records.some(isWire)) return { score: 0.95, shape: { lines: true } };
  return records.some(isMark) ? { score: 0.9, shape: { lines: true } } : undefined;
};

/** The session's folder, and the sub-agent's below it. */
const placeOf = (uri: string): { readonly session: string; readonly agent?: string } => {
  const [, session, agent] = /^(.*)\/subagents\/([^/]+)\/[^/]+$/.exec(uri) ?? [];
  return session === undefined || agent === undefined ? { session: posix.dirname(uri) } : { session, agent };
};

const OWN_FILE = /\/(?:context(?:_\w+)?|wire)\.jsonl$|\/state\.json$/;

const FAILED = /^<system>ERROR: /;
const REJECTED = /^(?:<system>ERROR: )?The tool call is rejected by the user/;

const outcome = (id: string, words: string, failed: boolean, at: string): Said => {
  const blocked = failed && REJECTED.test(words);
  return { said: 'answer', id, ok: !failed, ...(blocked && { blocked }), text: words, at };
};

const reader: Framework['reader'] = (walk, bundle) => {
  const heard = recall();
  const answered = new Set<string>();
  const asked = new Map<string, string>();
  const rejected = new Set<string>();

  const threadOf = (uri: string): Thread => {
    const { session, agent } = OWN_FILE.test(plainName(uri)) ? placeOf(uri) : { session: bundle.key };
    const id = posix.basename(session);
    return agent === undefined ? walk.thread(id) : walk.thread(`${id}/${agent}`, { parent: id, agent });
  };

  /** The same words stand in both files of a session, and so do results. */
  const say = (thread: Thread, said: readonly Said[], entry: Entry, place: 'wire' | 'context'): Iterable<Event> => {
    const fresh = said.filter((each) => {
      if (each.said === 'answer') return !answered.has(each.id ?? '') && answered.add(each.id ?? '');
      if (each.said === 'call') return true;
      const words = `${thread.trajectory.id} ${each.said} ${digest(each.text)}`;
      if (place === 'context') return heard.get(words) === undefined;
      heard.set(words, 1);
      return true;
    });
    return thread.say(fresh, entry, { time: timeOf(entry.value) });
  };

  const context = (record: Json, entry: Entry): Iterable<Event> => {
    const thread = threadOf(entry.at.artifact.uri);
    const role = roleOf(get(record, 'role'));
    const content = get(record, 'content');
    if (text(record, 'role') === '_system_prompt') return say(thread, kimiParts(content, 'system', '/content'), entry, 'context');
    if (role === 'tool') {
      const words = textOf(content);
      return say(thread, [outcome(text(record, 'tool_call_id') ?? '', words, FAILED.test(words), '/content')], entry, 'context');
    }
    const calls = list(record, 'tool_calls').map((each, index) => toolCall(each, pointerTo('/tool_calls', index)));
    return role === 'unknown' ? [] : say(thread, [...kimiParts(content, role, '/content'), ...calls], entry, 'context');
  };

  const READINGS: { readonly [type: string]: (payload: Json, at: string, thread: Thread, entry: Entry) => Iterable<Event> } = {
    TurnBegin(payload, at, thread, entry) {
      const said = kimiParts(get(payload, 'user_input'), 'user', `${at}/user_input`);
      return say(thread, thread.trajectory.parent === undefined ? said : said.map(sent), entry, 'wire');
    },
    SteerInput: (payload, at, thread, entry) =>
      say(thread, kimiParts(get(payload, 'user_input'), 'user', `${at}/user_input`), entry, 'wire'),
    ContentPart: (payload, at, thread, entry) => say(thread, kimiPart(payload, 'agent', at), entry, 'wire'),
    ToolCall: (payload, at, thread, entry) => (isObject(payload) ? say(thread, [toolCall(payload, at)], entry, 'wire') : []),
    ToolResult(payload, at, thread, entry) {
      const id = text(payload, 'tool_call_id') ?? '';
      const value = get(payload, 'return_value');
      if (value === undefined) return [];
      const words = [text(value, 'message') ?? '', textOf(get(value, 'output'))].filter((each) => each !== '').join('\n');
      const said = outcome(id, words, get(value, 'is_error') === true, `${at}/return_value`);
      return say(thread, [rejected.has(id) && said.said === 'answer' ? { ...said, ok: false, blocked: true } : said], entry, 'wire');
    },
    ApprovalRequest(payload) {
      asked.set(text(payload, 'id') ?? '', text(payload, 'tool_call_id') ?? '');
      return [];
    },
    ApprovalResponse(payload) {
      if (text(payload, 'response') === 'reject') rejected.add(asked.get(text(payload, 'request_id') ?? '') ?? '');
      return [];
    },
    SubagentEvent(payload, at, thread, entry) {
      const event = get(payload, 'event') ?? null;
      const agent = text(payload, 'agent_id') ?? text(payload, 'parent_tool_call_id') ?? '';
      const parent = thread.trajectory.id;
      const sub = walk.thread(`${parent}/${agent}`, { parent, agent: text(payload, 'subagent_type') ?? agent });
      return wire(event, `${at}/event`, sub, entry);
    },
  };

  const wire = (message: Json, at: string, thread: Thread, entry: Entry): Iterable<Event> => {
    const type = text(message, 'type') ?? '';
    const reading = Object.hasOwn(READINGS, type) ? READINGS[type] : undefined;
    return reading ? reading(get(message, 'payload') ?? null, `${at}/payload`, thread, entry) : [];
  };

  function* state(value: Json, entry: Entry): Generator<Event> {
    const thread = threadOf(entry.at.artifact.uri);
    for (const key of ['yolo', 'afk', 'auto_approve_actions'])
      yield* thread.set(key, get(get(value, 'approval'), key), entry, `/approval/${key}`);
    yield* thread.set('plan_mode', get(value, 'plan_mode'), entry, '/plan_mode');
  }

  return {
    read(entry) {
      const { value } = entry;
      if (isState(value)) return state(value, entry);
      if (text(value, 'role') !== undefined) return context(value, entry);
      return wire(get(value, 'message') ?? null, '/message', threadOf(entry.at.artifact.uri), entry);
    },
  };
};

/** Sessions of the Kimi CLI: the agent's context, everything that was shown, and how calls are approved. */
export const kimiCli: Framework = {
  name: 'kimi-cli',
  recognise,
  bundle: ({ artifact: { uri } }) => (OWN_FILE.test(plainName(uri)) ? placeOf(uri).session : uri),
  tools: TOOLS,
  reader,
};

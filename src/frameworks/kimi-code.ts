// https://moonshotai.github.io/kimi-code/en/ (wire records under ~/.kimi-code/sessions)
import { posix } from 'node:path';
import { argumentsAt, type Said, textOf } from '../dialects/said.ts';
import type { Recognition, Sample } from '../model/bundle.ts';
import type { Event, Role } from '../model/event.ts';
import { type Entry, get, isObject, type Json, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { timeOf } from '../threads/conversation.ts';
import { SENDER } from '../threads/sub-agents.ts';
import type { Thread } from '../threads/walk.ts';
import type { Framework } from './framework.ts';
import { kimiPart, kimiParts } from './kimi-words.ts';

const TOOLS: Tools = {
  Bash: { shell: 'command', directory: 'cwd' },
  Write: [
    { when: { mode: 'append' }, edit: { path: 'path', mode: 'append', after: 'content' } },
    { edit: { path: 'path', mode: 'create', after: 'content' } },
  ],
  Edit: { edit: { path: 'path', mode: 'replace', before: 'old_string', after: 'new_string' } },
  Read: { read: { path: 'path' } },
  ReadMediaFile: { read: { path: 'path' } },
  FetchURL: { request: { method: '=GET', url: 'url' } },
  Agent: { message: { text: 'prompt', to: 'subagent_type' } },
  AgentSwarm: { message: { text: 'prompt_template', to: 'subagent_type' } },
  TaskStop: { stop: { target: 'task_id' } },
  CronCreate: { schedule: { target: 'prompt', on: true, command: 'prompt' } },
  CronDelete: { schedule: { target: 'id', on: false } },
  Grep: 'harmless',
  Glob: 'harmless',
  TaskList: 'harmless',
  TaskOutput: 'harmless',
  WaitFor: 'harmless',
  CronList: 'harmless',
  TodoList: 'harmless',
  WebSearch: 'harmless',
  AskUserQuestion: 'harmless',
  EnterPlanMode: 'harmless',
  ExitPlanMode: 'harmless',
  CreateGoal: 'harmless',
  GetGoal: 'harmless',
  UpdateGoal: 'harmless',
  SetGoalBudget: 'harmless',
  Skill: 'harmless',
};

const TYPES = /^(?:context\.append_(?:message|loop_event)|permission\.\w+|turn\.\w+|config\.update|profile\.bind|llm\.request)$/;

const isRecord = (record: Json): boolean => {
  if (text(record, 'type') === 'metadata') return text(record, 'protocol_version') !== undefined && get(record, 'created_at') !== undefined;
  return TYPES.test(text(record, 'type') ?? '') && typeof get(record, 'time') === 'number';
};

/** The state of a session, which names its agents and their directory. */
const isState = (value: Json | undefined): boolean =>
  isObject(get(value, 'agents')) &&
  Object.values(get(value, 'agents') as object).every((agent) => text(agent as Json, 'homedir') !== undefined);

const recognise = ({ document, lines, root, records }: Sample): Recognition | undefined => {
  if (document && isState(root)) return { score: 0.96, shape: { each: '' } };
  return lines && records.some(isRecord) ? { score: 0.95, shape: { lines: true } } : undefined;
};

/** An agent's folder below its session's. */
const PLACE = /^(.*?)([^/]+)\/agents\/([^/]+)\/wire\.jsonl/;

/** A session's state and the records of its agents. */
const bundle = ({ artifact: { uri }, root }: Sample): string => {
  const [, above, session] = PLACE.exec(uri) ?? [];
  if (session !== undefined) return `${above}${session}`;
  return root !== undefined && isState(root) ? posix.dirname(uri) : uri;
};

const DENIED = /^[^\n]{0,80} was (?:denied by permission (?:rule|policy)|not run because the user rejected)/;

/** Who really speaks in the user's place. */
const voiceOf = (origin: Json | undefined): { readonly role: Role; readonly name?: string } => {
  const kind = text(origin, 'kind') ?? 'user';
  if (kind === 'user') return { role: 'user' };
  return text(origin, 'name') === 'subagent' ? { role: 'agent', name: SENDER } : { role: 'system' };
};

const reader: Framework['reader'] = (walk) => {
  const blocked = new Set<string>();
  let directory: string | undefined;

  const threadOf = (entry: Entry): Thread => {
    const { uri } = entry.at.artifact;
    const [, , session = posix.basename(uri).replace(/\.jsonl$/, ''), folder = 'main'] = PLACE.exec(uri) ?? [];
    const agent = text(entry.value, 'agentId') ?? folder;
    if (agent === 'main') return walk.thread(session, { directory });
    return walk.thread(`${session}/${agent}`, { parent: session, directory });
  };

  const say = (said: readonly Said[], entry: Entry): Iterable<Event> =>
    threadOf(entry).say(said, entry, { time: timeOf({ time: get(entry.value, 'time') ?? null }) });

  const set = (name: string, value: Json | undefined, entry: Entry, at: string): Iterable<Event> =>
    threadOf(entry).set(name, value, entry, at, { time: timeOf({ time: get(entry.value, 'time') ?? null }) });

  function* configure(record: Json, entry: Entry): Generator<Event> {
    const thread = threadOf(entry);
    directory ??= text(record, 'cwd') ?? text(get(record, 'environmentDisclosure'), 'cwd');
    thread.learn({ directory, agent: thread.trajectory.parent && text(record, 'profileName') });
    const words = text(record, 'systemPrompt') ?? '';
    if (words !== '') yield* say([{ said: 'message', role: 'system', text: words, at: '/systemPrompt' }], entry);
  }

  const call = (event: Json, at: string): Said => {
    const inputs = argumentsAt(get(event, 'args'), `${at}/args`);
    return { said: 'call', id: text(event, 'toolCallId') ?? '', tool: text(event, 'name') ?? '', at, ...inputs };
  };

  const answer = (event: Json, at: string): Said => {
    const id = text(event, 'toolCallId') ?? '';
    const result = get(event, 'result');
    const words = textOf(get(result, 'output') ?? get(result, 'message'));
    const declined = blocked.has(id) || (get(result, 'isError') === true && DENIED.test(words));
    return {
      said: 'answer',
      id,
      ok: !declined && get(result, 'isError') !== true,
      ...(declined && { blocked: true }),
      text: words,
      at: `${at}/result/output`,
    };
  };

  const READINGS: { readonly [type: string]: (record: Json, entry: Entry) => Iterable<Event> } = {
    'config.update': configure,
    'profile.bind': configure,
    'llm.request'(record, entry) {
      threadOf(entry).learn({ model: text(record, 'model') });
      return [];
    },
    'permission.set_mode': (record, entry) => set('permission_mode', get(record, 'mode'), entry, '/mode'),
    'permission.record_approval_result'(record) {
      const decision = text(get(record, 'result'), 'decision') ?? '';
      if (/reject|den/i.test(decision)) blocked.add(text(record, 'toolCallId') ?? '');
      return [];
    },
    'context.append_message'(record, entry) {
      const message = get(record, 'message');
      const origin = get(message, 'origin');
      const { role, name } = text(message, 'role') === 'user' ? voiceOf(origin) : { role: 'system' as const };
      const said = kimiParts(get(message, 'content'), role, '/message/content');
      return say(name === undefined ? said : said.map((each) => (each.said === 'message' ? { ...each, name } : each)), entry);
    },
    'context.append_loop_event'(record, entry) {
      const event = get(record, 'event') ?? null;
      const type = text(event, 'type');
      if (type === 'content.part') return say(kimiPart(get(event, 'part') ?? null, 'agent', '/event/part'), entry);
      if (type === 'tool.call') return say([call(event, '/event')], entry);
      return type === 'tool.result' ? say([answer(event, '/event')], entry) : [];
    },
  };

  return {
    read(entry) {
      const { value } = entry;
      if (isState(value)) directory = text(value, 'cwd') ?? text(value, 'workDir');
      const type = text(value, 'type') ?? '';
      return Object.hasOwn(READINGS, type) ? READINGS[type]!(value, entry) : [];
    },
  };
};

/** Sessions of Kimi Code: for each agent the records of its loop, with every change of its permissions. */
export const kimiCode: Framework = { name: 'kimi-code', recognise, bundle, tools: TOOLS, reader };

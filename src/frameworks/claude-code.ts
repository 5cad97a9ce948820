// https://docs.claude.com/en/docs/claude-code (session files under ~/.claude/projects)
import { posix } from 'node:path';
import { blocks } from '../dialects/anthropic.ts';
import type { Recognition, Results, Sample } from '../model/bundle.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, text } from '../model/location.ts';
import { notices } from '../model/notice.ts';
import { recall } from '../threads/recall.ts';
import type { Thread, Walk } from '../threads/walk.ts';
import { CLAUDE_TOOLS } from './claude-tools.ts';
import { saidBy, voiced } from './claude-words.ts';
import type { Framework } from './framework.ts';

/** Calls whose prompt another agent receives, which are remembered to give that agent its name. */
const PROMPTS = 1000;

const SPOKEN = new Set(['user', 'assistant']);
/** Records that hold no message and lie beside others that do. */
const MARGINAL = new Set([
  'summary',
  'file-history-snapshot',
  'queue-operation',
  'permission-mode',
  'last-prompt',
  'ai-title',
  'custom-title',
]);

/** How sure it is that a record is one of a session file. */
const scoreOf = (record: Json): number => {
  const type = text(record, 'type') ?? '';
  const message = get(record, 'message');
  if (!isObject(record) || isArray(get(message, 'parts')) || 'session_id' in record || 'parent_tool_use_id' in record) return 0;
  if (typeof record['sessionId'] === 'string') {
    // Neighbours that write the same records are surer of their own.
    if ('parentUuid' in record && 'isSidechain' in record) return 0.98;
    if (SPOKEN.has(type) && isObject(message)) return 0.9;
    return MARGINAL.has(type) ? 0.6 : 0;
  }
  if (SPOKEN.has(type) && get(message, 'content') !== undefined && typeof record['timestamp'] === 'string') return 0.7;
  return type === 'summary' && typeof record['leafUuid'] === 'string' ? 0.6 : 0;
};

/** Records that hold results hold no call. */
const RESULTS: Results = { marked: 'tool_result', unless: 'tool_use' };

const best = (records: readonly Json[]): number => records.reduce<number>((most, record) => Math.max(most, scoreOf(record)), 0);

/** The agent's own name for itself in `agent-<id>.jsonl`. */
const agentFile = (uri: string): string | undefined => /(?:^|\/)agent-([^/]+)\.jsonl/.exec(uri)?.[1];

const recognise = (sample: Sample): Recognition | undefined => {
  const logged = get(sample.root, 'loglines');
  if (isArray(logged)) return best(logged.slice(0, 50)) > 0 ? { score: 0.9, shape: { each: '/loglines' } } : undefined;
  const score = best(sample.records);
  if (score === 0) return undefined;
  return {
    score: agentFile(sample.artifact.uri) === undefined ? score : score * 0.95,
    shape: sample.lines ? { lines: true, results: RESULTS } : { each: '' },
  };
};

/** Shorter ids of records do not tell one log from another. */
const UUID = 32;

/** A session and its sub-agents share the session's id; a fork repeats the first record of what it goes on from. */
const bundle = (sample: Sample): readonly string[] => {
  const folder = posix.dirname(sample.artifact.uri.replace(/\/[^/]+\/subagents\/.*$/, '/x'));
  const keys = new Set<string>();
  for (const record of sample.records) {
    const session = text(record, 'sessionId');
    const first = get(record, 'parentUuid') === null && get(record, 'isSidechain') !== true ? text(record, 'uuid') : undefined;
    if (session !== undefined) keys.add(`${folder} ${session}`);
    if (first !== undefined && first.length >= UUID) keys.add(`${folder} ${first}`);
  }
  return keys.size > 0 ? [...keys] : [sample.artifact.uri];
};

const reader: Framework['reader'] = (walk: Walk) => {
  const records = recall();
  const names = new Map<string, string>();
  const branches = new Map<string, string>();
  const agents = new Set<string>();
  let session: string | undefined;
  let last: string | undefined;

  /** Says whether a record is new; a fork repeats the records that it goes on from. */
  const isNew = (record: Json, entry: Entry): boolean => {
    const parent = text(record, 'parentUuid');
    if (parent !== undefined && parent !== last && records.get(parent) === undefined) walk.note(notices.chainGap(entry.at, parent));
    const uuid = text(record, 'uuid');
    if (uuid === undefined) return true;
    last = uuid;
    return records.set(uuid, 1) === undefined;
  };

  /** Sidechains of old logs have no agent's id: they are told apart by the record that they begin with. */
  const branchOf = (record: Json): string => {
    const uuid = text(record, 'uuid') ?? '';
    const branch = branches.get(text(record, 'parentUuid') ?? '') ?? uuid;
    branches.set(uuid, branch);
    if (branches.size > PROMPTS) branches.delete(branches.keys().next().value!);
    return branch;
  };

  const threadOf = (record: Json, entry: Entry, agentId: string | undefined): Thread => {
    const { uri } = entry.at.artifact;
    session ??= text(record, 'sessionId') ?? posix.basename(uri).replace(/\.jsonl?$/, '');
    const directory = text(record, 'cwd');
    const agent = agentId ?? agentFile(uri) ?? (get(record, 'isSidechain') === true ? branchOf(record) : undefined);
    if (agent === undefined) return walk.thread(session, { directory });
    const prompt = text(get(record, 'message'), 'content');
    const name = text(record, 'attributionAgent') ?? names.get(agent) ?? (prompt === undefined ? undefined : names.get(prompt));
    const unnamed = agents.has(agent) ? undefined : agent;
    agents.add(agent);
    return walk.thread(`${session}/${agent}`, { parent: session, directory, agent: name ?? unnamed });
  };

  const spoken = (record: Json, entry: Entry, at: string, agentId: string | undefined): readonly Event[] => {
    const fresh = isNew(record, entry);
    const thread = threadOf(record, entry, agentId);
    const time = text(record, 'timestamp');
    const model = text(get(record, 'message'), 'model');
    if (model !== undefined && model !== '<synthetic>') thread.learn({ model });
    const mode = thread.set('permissionMode', get(record, 'permissionMode'), entry, `${at}/permissionMode`, { time });
    const sandboxed = thread.set('sandboxed', get(record, 'sandboxed'), entry, `${at}/sandboxed`, { time });
    const declined = text(record, 'toolDenialKind') !== undefined;
    const said = saidBy(record, at, thread.trajectory.parent !== undefined).map((each) =>
      declined && each.said === 'answer' ? { ...each, ok: false, blocked: true } : each,
    );
    for (const each of said) {
      if (each.said === 'call') remember(text(each.input, 'prompt'), text(each.input, 'name') ?? text(each.input, 'subagent_type'));
    }
    const result = get(record, 'toolUseResult');
    remember(text(result, 'agentId'), names.get(text(result, 'prompt') ?? ''));
    const events = thread.say(fresh ? said : said.filter((each) => each.said === 'call'), entry, { time, model });
    return mode.length + sandboxed.length > 0 ? [...mode, ...sandboxed, ...events] : events;
  };

  /** Names an agent by its id or by the prompt that it receives. */
  const remember = (key: string | undefined, name: string | undefined): void => {
    if (key === undefined || name === undefined) return;
    names.set(key, name);
    if (names.size > PROMPTS) names.delete(names.keys().next().value!);
  };

  /** A prompt that was typed while the agent worked. */
  const queued = (record: Json, entry: Entry): readonly Event[] => {
    const attachment = get(record, 'attachment');
    if (!isNew(record, entry) || text(attachment, 'type') !== 'queued_command') return [];
    const said = voiced(record, blocks(get(attachment, 'prompt'), 'user', '/attachment/prompt'), false);
    return threadOf(record, entry, text(record, 'agentId')).say(said, entry, { time: text(record, 'timestamp') });
  };

  /** A sub-agent's record, repeated in the file of the agent that waits for it. */
  const progress = (record: Json, entry: Entry): readonly Event[] => {
    isNew(record, entry);
    const inner = get(get(record, 'data'), 'message');
    const agentId = text(get(record, 'data'), 'agentId');
    if (agentId === undefined || !isObject(inner)) return [];
    const whole = { ...inner, sessionId: get(record, 'sessionId') ?? null, cwd: get(record, 'cwd') ?? null };
    return spoken(whole, entry, '/data/message', agentId);
  };

  return {
    read(entry) {
      const record = entry.value;
      const type = text(record, 'type') ?? text(get(record, 'message'), 'role') ?? '';
      if (SPOKEN.has(type)) return spoken(record, entry, '', text(record, 'agentId'));
      if (type === 'attachment') return queued(record, entry);
      if (type === 'progress') return progress(record, entry);
      if (type === 'permission-mode')
        return threadOf(record, entry, undefined).set('permissionMode', get(record, 'permissionMode'), entry, '/permissionMode');
      isNew(record, entry);
      return [];
    },
  };
};

/** Session files of Claude Code: a tree of records, with sub-agents in files of their own or as side chains. */
export const claudeCode: Framework = { name: 'claude-code', recognise, bundle, tools: CLAUDE_TOOLS, reader };

// https://docs.claude.com/en/docs/managed-agents (events of a session)
import { isEvent, sessionEvent } from '../dialects/managed-agents.ts';
import type { Said } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { flags } from '../threads/conditions.ts';
import { isData } from '../threads/conversation.ts';
import type { Thread } from '../threads/walk.ts';
import { CLAUDE_TOOLS } from './claude-tools.ts';
import type { Framework } from './framework.ts';

const isSession = (value: Json | undefined): boolean => text(value, 'type') === 'session' && isObject(get(value, 'agent'));

interface Placed {
  readonly value: Json;
  readonly at: string;
}

/** Levels of wrapping around an event. */
const DEEP = 4;

/** Events and sessions in what a client has sent or heard. */
const found = (value: Json, at = '', depth = 0): readonly Placed[] => {
  if (isEvent(value) || isSession(value)) return [{ value, at }];
  if (depth > DEEP) return [];
  if (isArray(value)) return value.flatMap((each, index) => found(each, pointerTo(at, index), depth + 1));
  return ['data', 'events', 'event'].flatMap((key) => {
    const inner = get(value, key);
    return inner === undefined ? [] : found(inner, `${at}/${key}`, depth + 1);
  });
};

const TOOLS: Tools = {
  ...CLAUDE_TOOLS,
  read: { read: { path: 'file_path|path' } },
  write: { edit: { path: 'file_path|path', mode: 'create', after: 'content|file_text' } },
  edit: { edit: { path: 'file_path|path', mode: 'replace', before: 'old_string', after: 'new_string' } },
  glob: 'harmless',
  grep: 'harmless',
  web_search: 'harmless',
  web_fetch: { request: { method: '=GET', url: 'url' } },
};

/** Sessions of Anthropic's Managed Agents: their events as they are listed, streamed or sent. */
export const managedAgents: Framework = {
  name: 'managed-agents',
  recognise(sample) {
    if (!isData(sample)) return undefined;
    const { document, root, records } = sample;
    if (document && root !== undefined && found(root).some(({ value }) => isEvent(value))) return { score: 0.9, shape: { each: '' } };
    return records.some((each) => found(each).some(({ value }) => isEvent(value))) ? { score: 0.9, shape: { lines: true } } : undefined;
  },
  tools: TOOLS,
  reader(walk, bundle) {
    let session = bundle.key;
    const known = new Set<string>();
    const sent = new Set<string>();
    const answered = new Set<string>();

    function* about(value: Json, entry: Entry, at: string): Generator<Event> {
      session = text(value, 'id') ?? session;
      const agent = get(value, 'agent')!;
      const thread = walk.thread(session, { model: text(get(agent, 'model'), 'id') ?? text(agent, 'model'), agent: text(agent, 'name') });
      for (const flag of flags(get(value, 'metadata'), `${at}/metadata`)) yield* thread.set(flag.name, flag.value, entry, flag.at);
      for (const [index, tool] of list(agent, 'tools').entries()) {
        const policy = get(get(get(tool, 'default_config'), 'permission_policy'), 'type');
        const place = `${pointerTo(`${at}/agent/tools`, index)}/default_config/permission_policy/type`;
        yield* thread.set(`permission_policy ${text(tool, 'mcp_server_name') ?? text(tool, 'type')}`, policy, entry, place);
      }
      const system = text(agent, 'system') ?? '';
      if (system !== '') yield* thread.say([{ said: 'message', role: 'system', text: system, at: `${at}/agent/system` }], entry);
    }

    /** The thread of the agent that an event is of: a sub-agent's has a name of its own. */
    const threadOf = (event: Json): Thread => {
      const own = text(event, 'session_thread_id');
      return own === undefined || !/^agent\./.test(text(event, 'type') ?? '')
        ? walk.thread(session)
        : walk.thread(own, { parent: session, agent: text(event, 'agent_name') });
    };

    /** False for what is told again: by its id, or as it was heard after it was sent. */
    const isNew = (event: Json, each: readonly Said[]): boolean => {
      const id = text(event, 'id');
      if (id !== undefined && known.has(id)) return false;
      if (id !== undefined) known.add(id);
      const words = JSON.stringify(each.map((one) => (one.said === 'call' ? one.tool : one.text)));
      if (id === undefined) sent.add(words);
      else if (sent.delete(words)) return false;
      const ids = each.flatMap((one) => (one.said === 'answer' && one.id !== undefined ? [one.id] : []));
      if (ids.some((one) => answered.has(one))) return false;
      for (const one of ids) answered.add(one);
      return true;
    };

    return {
      *read(entry) {
        for (const { value, at } of found(entry.value)) {
          if (isSession(value)) {
            yield* about(value, entry, at);
            continue;
          }
          const thread = threadOf(value);
          const aside = { time: text(value, 'processed_at') };
          const each = sessionEvent(value, at);
          if (each.length === 0 || !isNew(value, each)) continue;
          yield* thread.set('evaluated_permission', get(value, 'evaluated_permission'), entry, `${at}/evaluated_permission`, aside);
          yield* thread.say(each, entry, aside);
        }
      },
    };
  },
};

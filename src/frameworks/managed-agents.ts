// https://docs.claude.com/en/docs/managed-agents (events of a session)
import { blocks, declined } from '../dialects/anthropic.ts';
import { roleOf, type Said, textOf } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { optional } from '../model/optional.ts';
import { CLAUDE_TOOLS } from './claude-tools.ts';
import { flags } from './conditions.ts';
import { isData } from './conversation.ts';
import type { Framework } from './framework.ts';
import type { Thread } from './walk.ts';

const KINDS =
  /^(?:agent\.(?:message|thinking|(?:mcp_|custom_)?tool_(?:use|result)|thread_\w+)|user\.(?:message|interrupt|tool_confirmation|custom_tool_result)|session\.(?:status_|thread_|error)\w*|span\.model_request_\w+)$/;

const isEvent = (value: Json | undefined): boolean => KINDS.test(text(value, 'type') ?? '');

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

const CALL_IDS = ['tool_use_id', 'mcp_tool_use_id', 'custom_tool_use_id'] as const;

const answer = (event: Json, at: string): Said => {
  const words = textOf(get(event, 'content'));
  const failed = get(event, 'is_error') === true;
  return {
    said: 'answer',
    ...optional(
      'id',
      CALL_IDS.map((key) => text(event, key)).find((id) => id !== undefined),
    ),
    ...(failed && declined(words) ? { ok: false, blocked: true } : { ok: !failed }),
    text: words,
    at: `${at}/content`,
  };
};

const said = (event: Json, at: string): readonly Said[] => {
  const type = text(event, 'type') ?? '';
  if (/^agent\.(?:mcp_|custom_)?tool_use$/.test(type))
    return [
      {
        said: 'call',
        ...optional('id', text(event, 'id')),
        tool: text(event, 'name') ?? '',
        input: get(event, 'input') ?? {},
        at,
        inputAt: `${at}/input`,
      },
    ];
  if (/tool_result$/.test(type)) return [answer(event, at)];
  if (type === 'user.tool_confirmation')
    return text(event, 'result') === 'deny'
      ? [
          {
            said: 'answer',
            ...optional('id', text(event, 'tool_use_id')),
            ok: false,
            blocked: true,
            text: text(event, 'deny_message') ?? '',
            at,
          },
        ]
      : [];
  if (type === 'agent.thinking') return blocks(get(event, 'content'), 'agent', `${at}/content`);
  const to = text(event, 'to_agent_name');
  const role = type === 'agent.thread_message_received' ? 'user' : roleOf(type.split('.')[0]);
  const spoken = /message/.test(type) ? blocks(get(event, 'content'), role, `${at}/content`) : [];
  return to === undefined ? spoken : spoken.map((each) => (each.said === 'message' ? { ...each, to } : each));
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
          const each = said(value, at);
          if (each.length === 0 || !isNew(value, each)) continue;
          yield* thread.set('evaluated_permission', get(value, 'evaluated_permission'), entry, `${at}/evaluated_permission`, aside);
          yield* thread.say(each, entry, aside);
        }
      },
    };
  },
};

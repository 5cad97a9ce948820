// https://docs.claude.com/en/docs/claude-code/headless (--output-format stream-json)
import { posix } from 'node:path';
import type { Recognition, Sample } from '../model/bundle.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isObject, type Json, list, text } from '../model/location.ts';
import type { Thread } from '../threads/walk.ts';
import { CLAUDE_TOOLS } from './claude-tools.ts';
import { saidBy } from './claude-words.ts';
import type { Framework } from './framework.ts';

const isInit = (record: Json): boolean =>
  text(record, 'type') === 'system' && text(record, 'subtype') === 'init' && text(record, 'session_id') !== undefined;

const isSpoken = (record: Json): boolean => {
  const type = text(record, 'type');
  return (type === 'assistant' || type === 'user') && get(get(record, 'message'), 'content') !== undefined;
};

const recognise = (sample: Sample): Recognition | undefined => {
  const { records } = sample;
  // Neighbours that open alike keep their calls in records of their own.
  if (records.some((record) => text(record, 'type') === 'tool_call')) return undefined;
  const init = records.find(isInit);
  const own = isObject(init) && ['claude_code_version', 'apiKeySource', 'permissionMode'].some((key) => key in init);
  const said = records.some((record) => isSpoken(record) && isObject(record) && 'session_id' in record && 'parent_tool_use_id' in record);
  const opened = init !== undefined && records.some((record) => isSpoken(record));
  if (!own && !said && !opened) return undefined;
  return { score: own ? 1 : said ? 0.9 : 0.7, shape: sample.lines ? { lines: true } : { each: '' } };
};

const reader: Framework['reader'] = (walk) => {
  /** Names of the agents that a call sent out, by the call's id. */
  const sent = new Map<string, string>();
  const blocked = new Set<string>();
  let session: string | undefined;

  const threadOf = (record: Json, entry: Entry): Thread => {
    session ??= text(record, 'session_id') ?? posix.basename(entry.at.artifact.uri);
    const parent = text(record, 'parent_tool_use_id');
    if (parent === undefined) return walk.thread(session);
    return walk.thread(`${session}/${parent}`, { parent: session, agent: sent.get(parent) ?? parent });
  };

  function* begun(record: Json, entry: Entry): Generator<Event> {
    const thread = threadOf(record, entry);
    thread.learn({ model: text(record, 'model'), directory: text(record, 'cwd') });
    yield* thread.set('permissionMode', get(record, 'permissionMode') ?? get(record, 'permission_mode'), entry, '/permissionMode');
  }

  function* spoken(record: Json, entry: Entry): Generator<Event> {
    const thread = threadOf(record, entry);
    const said = saidBy(record, '', text(record, 'parent_tool_use_id') !== undefined);
    for (const each of said) {
      const name = each.said === 'call' ? (text(each.input, 'name') ?? text(each.input, 'subagent_type')) : undefined;
      if (each.said === 'call' && each.id !== undefined && name !== undefined) sent.set(each.id, name);
      if (each.said === 'answer' && each.id !== undefined && each.blocked) blocked.add(each.id);
    }
    const model = text(get(record, 'message'), 'model');
    yield* thread.say(said, entry, { time: text(record, 'timestamp'), model: model === '<synthetic>' ? undefined : model });
  }

  /** The run's own list of calls that were not let through, for those whose results did not say so. */
  function* ended(record: Json, entry: Entry): Generator<Event> {
    for (const [index, denial] of list(record, 'permission_denials').entries()) {
      const id = text(denial, 'tool_use_id');
      if (id === undefined || blocked.has(id)) continue;
      const at = `/permission_denials/${index}`;
      yield* threadOf(record, entry).say([{ said: 'answer', id, ok: false, blocked: true, text: 'permission denied', at }], entry);
    }
  }

  return {
    *read(entry) {
      const record = entry.value;
      if (isSpoken(record)) yield* spoken(record, entry);
      else if (isInit(record)) yield* begun(record, entry);
      else if (text(record, 'type') === 'result') yield* ended(record, entry);
    },
  };
};

/** What `claude --output-format stream-json` prints, and what its SDK yields. */
export const claudeStream: Framework = { name: 'claude-code-stream-json', recognise, tools: CLAUDE_TOOLS, reader };

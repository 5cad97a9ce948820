// https://github.com/google-gemini/gemini-cli/blob/main/packages/core/src/services/chatRecordingTypes.ts
import { posix } from 'node:path';
import { parts } from '../dialects/gemini.ts';
import { type Answer, roleOf, type Said, textOf } from '../dialects/said.ts';
import type { Recognition, Sample } from '../model/bundle.ts';
import type { Event, Role } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { mix } from '../threads/recall.ts';
import { SENDER } from '../threads/sub-agents.ts';
import type { Aside, Thread } from '../threads/walk.ts';
import type { Framework } from './framework.ts';
import { blocked, GEMINI_TOOLS, shellFailed, unwrapped } from './gemini-tools.ts';

const MESSAGE_TYPES = new Set(['user', 'gemini', 'model', 'info', 'error', 'warning']);
const METADATA = ['sessionId', 'projectHash', 'startTime', 'kind', 'directories', 'meta'] as const;
/** Statuses of a call that has come to an end. */
const DONE = new Set(['success', 'error', 'cancelled']);

const isMessage = (value: Json): boolean =>
  MESSAGE_TYPES.has(text(value, 'type') ?? '') && isObject(value) && ('content' in value || 'parts' in value);

/** A raw Gemini content: `{role, parts}`, whose parts have no types. */
const isContent = (value: Json | undefined): boolean =>
  text(value, 'role') !== undefined &&
  isArray(get(value, 'parts')) &&
  list(value, 'parts').every((part) => get(part, 'type') === undefined);

const isHeader = (value: Json | undefined): boolean => text(value, 'sessionId') !== undefined && text(value, 'projectHash') !== undefined;

const recognise = ({ document, lines, root, records }: Sample): Recognition | undefined => {
  const header = METADATA;
  if (document && isArray(get(root, 'messages')) && text(root, 'sessionId') !== undefined) {
    const messages = list(root, 'messages');
    if (isHeader(root) || messages.some((each) => isMessage(each) && text(each, 'role') === undefined))
      return { score: 0.9, shape: { each: '/messages', header } };
  }
  for (const key of ['clientHistory', 'history'])
    if (document && list(root, key).some(isContent)) return { score: 0.8, shape: { each: `/${key}`, header } };
  if (document && isArray(root) && root.length > 0 && root.every(isContent)) return { score: 0.8, shape: { each: '' } };
  const named = (value: Json): boolean => isMessage(value) && text(value, 'id') !== undefined && text(value, 'uuid') === undefined;
  const child = records.some((each) => isHeader(each) && text(each, 'kind') === 'subagent');
  return lines && records.some(isHeader) && (records.length === 1 || records.some((each) => named(each) || get(each, '$set') !== undefined))
    ? { score: child ? 0.85 : 0.9, shape: { lines: true } }
    : undefined;
};

const thoughts = (value: Json, from: number, at: string): readonly Said[] =>
  list(value, 'thoughts').flatMap((thought, index): readonly Said[] => {
    if (index < from) return [];
    const words = [text(thought, 'subject'), text(thought, 'description') ?? text(thought, 'text')].filter((each) => each).join(': ');
    return [{ said: 'reasoning', text: words, at: `${pointerTo(`${at}/thoughts`, index)}/description` }];
  });

const answer = (call: Json, id: string, tool: string, at: string): Answer => {
  const status = text(call, 'status');
  const returned = list(call, 'result').map((each) => parts([each], 'tool', '')[0]);
  const words = returned.map((each) => (each?.said === 'answer' || each?.said === 'message' ? each.text : '')).join('\n');
  const all = words || textOf(get(call, 'result')) || textOf(get(call, 'resultDisplay'));
  const ok = status !== 'error' && status !== 'cancelled' && !shellFailed(all);
  const denied = status === 'cancelled' || (!ok && blocked(undefined, all));
  return { said: 'answer', id, ok, ...(denied && { blocked: true }), text: unwrapped(tool, all), at: `${at}/result` };
};

/** A parent's folder holds the files of its sub-agents, and has the name of its session. */
const folderOf = (uri: string): string => posix.dirname(uri);

const bundle = ({ artifact, root, records }: Sample): string => {
  const header = [root ?? null, ...records].find(isHeader);
  const session = header === undefined ? undefined : text(header, 'sessionId');
  if (session === undefined) return artifact.uri;
  return text(header, 'kind') === 'subagent' ? folderOf(artifact.uri) : posix.join(folderOf(artifact.uri), session);
};

/** What the harness puts before the first prompt. */
const CONTEXT = '<session_context>';
const WORKSPACE = /Workspace Directories:\*\*\n\s*- (\S[^\n]*)/;

/** Session files of Gemini CLI: one JSON document, later JSON lines; and its saved histories. */
export const geminiCli: Framework = {
  name: 'gemini-cli',
  recognise,
  bundle,
  tools: GEMINI_TOOLS,
  reader(walk, { key }) {
    let thread: Thread | undefined;
    const spoken = new Map<string, { content: string; thoughts: number }>();
    const words = new Set<number>();
    const answered = new Set<string>();
    const named = new Set<string>();
    let unnamed = 0;

    const current = (): Thread => (thread ??= walk.thread(key));

    const about = (value: Json, entry: Entry): void => {
      const session = text(value, 'sessionId');
      if (session !== undefined) thread = walk.thread(session);
      if (text(value, 'kind') === 'subagent') {
        current().learn({ parent: posix.basename(folderOf(entry.at.artifact.uri)) });
        if (session !== undefined && !named.has(session)) current().learn({ agent: session });
      }
      current().learn({
        model: text(get(value, 'meta'), 'model'),
        directory: text({ first: list(value, 'directories')[0] ?? null }, 'first'),
      });
    };

    /** Whether this is the first time. A resumed session begins with all of its messages, under other ids. */
    const isNew = (said: Said, again: boolean): boolean => {
      if (said.said === 'answer') return said.id === undefined || (!answered.has(said.id) && answered.add(said.id) !== undefined);
      if (said.said === 'call') return true;
      const mark = mix(mix(0, said.said), said.text);
      const known = words.has(mark);
      words.add(mark);
      return !known || !again;
    };

    const sender = (said: Said): Said => {
      if (said.said !== 'message' || said.role !== 'user') return said;
      if (said.text.startsWith(CONTEXT)) {
        current().learn({ directory: WORKSPACE.exec(said.text)?.[1] });
        return { ...said, role: 'system' };
      }
      return current().trajectory.parent === undefined ? said : { ...said, name: SENDER };
    };

    function* message(value: Json, entry: Entry, at: string, again = false): Generator<Event> {
      const id = text(value, 'id') ?? `#${unnamed++}`;
      const type = text(value, 'type') ?? text(value, 'role') ?? '';
      const role: Role = type === 'info' || type === 'error' || type === 'warning' ? 'system' : roleOf(type);
      const before = spoken.get(id) ?? { content: '', thoughts: 0 };
      const key = isArray(get(value, 'parts')) ? 'parts' : 'content';
      const content = JSON.stringify(get(value, key) ?? '');
      const calls = list(value, 'toolCalls');
      const said: Said[] = [...thoughts(value, before.thoughts, at)];
      if (content !== before.content) said.push(...parts(get(value, key), role, `${at}/${key}`));
      spoken.set(id, { content, thoughts: list(value, 'thoughts').length });
      const aside = { time: text(value, 'timestamp'), model: text(value, 'model') };
      current().learn({ model: aside.model });
      yield* current().say(said.filter((each) => isNew(each, again)).map(sender), entry, aside);
      for (const [index, call] of calls.entries())
        yield* called(call, text(call, 'id') ?? `${id}/${index}`, entry, pointerTo(`${at}/toolCalls`, index), aside);
    }

    function* called(call: Json, callId: string, entry: Entry, place: string, aside: Aside): Generator<Event> {
      const tool = text(call, 'name') ?? '';
      const input = get(call, 'args') ?? {};
      const child = text(call, 'agentId');
      if (child !== undefined) {
        named.add(child);
        walk.thread(child, { parent: current().trajectory.id, agent: text(input, 'agent_name') ?? child });
      }
      yield* current().say([{ said: 'call', id: callId, tool, at: place, input, inputAt: `${place}/args` }], entry, aside);
      if (answered.has(callId) || !DONE.has(text(call, 'status') ?? '')) return;
      answered.add(callId);
      yield* current().say([answer(call, callId, tool, place)], entry, { time: text(call, 'timestamp') ?? aside.time });
    }

    return {
      *read(entry) {
        const { value } = entry;
        const changed = get(value, '$set');
        if (isObject(changed)) {
          about(changed, entry);
          for (const [index, each] of list(changed, 'messages').entries())
            yield* message(each, entry, pointerTo('/$set/messages', index), true);
        } else if (isMessage(value) || isContent(value)) yield* message(value, entry, '');
        else if (isHeader(value) || isObject(get(value, 'meta')) || text(value, 'sessionId')) about(value, entry);
      },
    };
  },
};

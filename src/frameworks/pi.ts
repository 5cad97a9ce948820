// https://github.com/badlogic/pi-mono/blob/main/packages/coding-agent/docs/session.md
import { posix } from 'node:path';
import { declined } from '../dialects/anthropic.ts';
import { argumentsAt, roleOf, type Said, textOf } from '../dialects/said.ts';
import type { Recognition, Sample } from '../model/bundle.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { notices } from '../model/notice.ts';
import { optional } from '../model/optional.ts';
import { recall } from '../threads/recall.ts';
import type { Thread } from '../threads/walk.ts';
import type { Framework } from './framework.ts';
import { PI_TOOLS } from './pi-tools.ts';

const isHeader = (value: Json | undefined): boolean =>
  text(value, 'type') === 'session' && text(value, 'id') !== undefined && text(value, 'cwd') !== undefined;

/** A message of an entry; what is printed while a session runs repeats each message when it has ended. */
const messageOf = (value: Json): Json | undefined => {
  const type = text(value, 'type');
  const message = get(value, 'message');
  return (type === 'message' || type === 'message_end') && isObject(message) && text(message, 'role') !== undefined ? message : undefined;
};

/** A row of the table in which OpenClaw has kept its sessions since 2026: the same entry, as text. */
const unpacked = (value: Json): { readonly value: Json; readonly at: string; readonly session?: string } => {
  const session = text(value, 'session_id');
  const packed = text(value, 'event_json');
  if (session === undefined || packed === undefined) return { value, at: '' };
  const { input, inputAt } = argumentsAt(packed, '/event_json');
  return { value: input, at: inputAt, session };
};

const isOwn = (value: Json): boolean => {
  const message = messageOf(value);
  if (message === undefined) return false;
  if (text(message, 'role') === 'toolResult') return text(message, 'toolCallId') !== undefined;
  return text(message, 'api') !== undefined && text(message, 'stopReason') !== undefined;
};

const recognise = ({ artifact, lines, root, records: rows }: Sample): Recognition | undefined => {
  const records = artifact.member === undefined ? rows : rows.map((row) => unpacked(row).value);
  if (!records.some(isHeader) && !records.some(isOwn)) return undefined;
  if (lines) return { score: records.some(isHeader) ? 0.95 : 0.8, shape: { lines: true } };
  return isArray(root) ? { score: 0.9, shape: { each: '' } } : undefined;
};

/** A session, and the one whose entries it begins with. */
const bundle = ({ artifact, records }: Sample): readonly string[] => {
  const folder = posix.dirname(artifact.uri);
  const header = records.find(isHeader);
  const parent = text(header, 'parentSession') ?? text(header, 'branchedFrom');
  return [artifact.uri, ...(parent === undefined ? [] : [posix.join(folder, posix.basename(parent.replaceAll('\\', '/')))])];
};

const DENIED = /^(?:exec denied|tool call (?:blocked|denied)|blocked by)|\belevated is not available\b/i;

const block = (part: Json, role: 'user' | 'agent', at: string): readonly Said[] => {
  const words = text(part, 'text') ?? '';
  switch (text(part, 'type')) {
    case 'text':
      return words === '' ? [] : [{ said: 'message', role, text: words, at: `${at}/text` }];
    case 'thinking':
      return [{ said: 'reasoning', text: text(part, 'thinking') ?? '', at: `${at}/thinking` }];
    case 'toolCall': {
      const inputs = argumentsAt(get(part, 'arguments'), `${at}/arguments`);
      return [{ said: 'call', ...optional('id', text(part, 'id')), tool: text(part, 'name') ?? '', at, ...inputs }];
    }
    default:
      return [];
  }
};

/** What one message says. A command that the user typed is the user's; what the harness puts in is nobody's. */
const saidBy = (message: Json, at: string): readonly Said[] => {
  const role = text(message, 'role') ?? '';
  const content = get(message, 'content');
  if (role === 'toolResult') {
    const words = textOf(content);
    const exit = get(get(message, 'details'), 'exitCode');
    const failed = get(message, 'isError') === true || (typeof exit === 'number' && exit !== 0);
    const blocked = failed && (declined(words) || DENIED.test(words));
    const tool = optional('tool', text(message, 'toolName'));
    const id = optional('id', text(message, 'toolCallId'));
    return [{ said: 'answer', ...id, ...tool, ok: !failed, ...(blocked && { blocked }), text: words, at: `${at}/content` }];
  }
  if (role === 'bashExecution') return [{ said: 'message', role: 'user', text: text(message, 'command') ?? '', at: `${at}/command` }];
  const voice = roleOf(role);
  if (voice !== 'user' && voice !== 'agent') {
    const words = textOf(content ?? get(message, 'summary'));
    return words === '' ? [] : [{ said: 'message', role: voice === 'unknown' ? 'unknown' : 'system', text: words, at: `${at}/content` }];
  }
  if (typeof content === 'string') return [{ said: 'message', role: voice, text: content, at: `${at}/content` }];
  return list(message, 'content').flatMap((part, index) => block(part, voice, pointerTo(`${at}/content`, index)));
};

/** Where a command of OpenClaw runs, and who has to agree. */
const OVERSIGHT = ['security', 'ask', 'elevated', 'host'] as const;

/** Sessions of pi and of OpenClaw: a tree of entries, of which branches that were left have happened too; and what `pi --mode json` prints. */
export const pi: Framework = {
  name: 'pi',
  recognise,
  bundle,
  tools: PI_TOOLS,
  reader(walk) {
    const seen = recall();
    const models = new Map<string, string>();
    let thread: Thread | undefined;
    let source: string | undefined;

    /** Opens the file's session, or in a table the row's. */
    const open = (from: string, id?: string): Thread => {
      source = from;
      return (thread = walk.thread(id ?? posix.basename(from).replace(/\.jsonl?$/, '')));
    };

    /** Says whether an entry is new; a session that was branched off begins with entries of another. */
    const isNew = (value: Json, entry: Entry): boolean => {
      const id = text(value, 'id');
      const parent = text(value, 'parentId');
      if (parent !== undefined && seen.get(parent) === undefined) walk.note(notices.chainGap(entry.at, parent));
      return id === undefined || seen.set(id, 1) === undefined;
    };

    const learnModel = (model: string | undefined): string | undefined => {
      if (model !== undefined) models.set(source ?? '', model);
      return model ?? models.get(source ?? '');
    };

    function* say(message: Json, entry: Entry, at: string, time: string | undefined): Generator<Event> {
      const model = learnModel(text(message, 'model'));
      const said = saidBy(message, at);
      for (const each of said) if (each.said === 'call' && each.id !== undefined) seen.set(each.id, 1);
      for (const each of said)
        for (const key of each.said === 'call' && each.tool === 'exec' ? OVERSIGHT : [])
          yield* thread!.set(`exec.${key}`, get((each as { readonly input: Json }).input, key), entry, at, { time });
      thread!.learn({ model });
      yield* thread!.say(said, entry, { time, model });
    }

    return {
      *read(entry) {
        const { value, at, session } = unpacked(entry.value);
        const from = session ?? entry.at.artifact.uri;
        if (isHeader(value)) {
          const id = text(value, 'id')!;
          seen.set(id, 1);
          open(from, id).learn({ directory: text(value, 'cwd') });
          return;
        }
        if (from !== source) open(from);
        const message = messageOf(value);
        if (!isNew(value, entry)) return;
        const type = text(value, 'type');
        if (message !== undefined) yield* say(message, entry, `${at}/message`, text(value, 'timestamp'));
        else if (type === 'model_change') learnModel(text(value, 'modelId'));
        else if (type === 'compaction' || type === 'branch_summary')
          yield* thread!.say([{ said: 'message', role: 'unknown', text: text(value, 'summary') ?? '', at: `${at}/summary` }], entry);
        else if (type === 'custom_message')
          yield* thread!.say([{ said: 'message', role: 'system', text: textOf(get(value, 'content')), at: `${at}/content` }], entry);
      },
    };
  },
};

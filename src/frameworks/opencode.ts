// https://opencode.ai/docs/cli
import { declined } from '../dialects/anthropic.ts';
import { type Answer, type Call, optional, roleOf, type Said, textOf } from '../dialects/said.ts';
import type { Event, Role } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import type { Framework } from './framework.ts';
import type { Thread, Walk } from './walk.ts';

const TOOLS: Tools = {
  write: { edit: { path: 'filePath|file_path', mode: 'create', after: 'content' } },
  edit: { edit: { path: 'filePath|file_path', mode: 'replace', before: 'oldString|old_string', after: 'newString|new_string' } },
  multiedit: {
    each: '/edits',
    edit: { path: 'filePath|file_path', mode: 'replace', before: 'oldString|old_string', after: 'newString|new_string' },
  },
  patch: { patch: 'patchText|patch_text|patch' },
  read: { read: { path: 'filePath|file_path' } },
  webfetch: { request: { method: '=GET', url: 'url' } },
  grep: 'harmless',
  glob: 'harmless',
  list: 'harmless',
  websearch: 'harmless',
  codesearch: 'harmless',
  task: 'harmless',
  todowrite: 'harmless',
  todoread: 'harmless',
  question: 'harmless',
  skill: 'harmless',
  invalid: 'harmless',
};

/** What a session says when its user ran a shell command: the call that follows is the user's. */
const BY_USER = 'The following tool was executed by the user';

const time = (milliseconds: Json | undefined): string | undefined =>
  typeof milliseconds === 'number' ? new Date(milliseconds).toISOString() : undefined;

const answer = (state: Json, id: string | undefined, at: string): Answer => {
  const error = text(state, 'error');
  const exit = get(get(state, 'metadata'), 'exit');
  const ok = text(state, 'status') !== 'error' && (typeof exit !== 'number' || exit === 0);
  return {
    said: 'answer',
    ...optional('id', id),
    ok,
    ...(error !== undefined && declined(error) && { blocked: true }),
    text: error ?? textOf(get(state, 'output')),
    at: `${at}/${error === undefined ? 'output' : 'error'}`,
  };
};

/** A tool part holds its call, and once it has ended its answer. */
const tool = (value: Json, at: string): readonly Said[] => {
  const id = text(value, 'callID') ?? text(value, 'id');
  const state = get(value, 'state') ?? null;
  const inputs = { input: get(state, 'input') ?? {}, inputAt: `${at}/state/input` };
  const call: Call = { said: 'call', ...optional('id', id), tool: text(value, 'tool') ?? '', at, ...inputs };
  const status = text(state, 'status');
  return status === 'pending' || status === 'running' ? [call] : [call, answer(state, id, `${at}/state`)];
};

const said = (part: Json, role: Role, at: string): readonly Said[] => {
  const type = text(part, 'type');
  const words = text(part, 'text') ?? '';
  if (type === 'tool') return tool(part, at);
  if (words === '' || get(part, 'ignored') === true) return [];
  if (type === 'reasoning') return [{ said: 'reasoning', text: words, at: `${at}/text` }];
  return type === 'text' ? [{ said: 'message', role, text: words, at: `${at}/text` }] : [];
};

/** The user's own shell command as the user's words. */
const byUser = (part: Json, at: string): readonly Said[] => {
  const command = text(get(get(part, 'state'), 'input'), 'command');
  return command === undefined ? [] : [{ said: 'message', role: 'user', text: command, at: `${at}/state/input/command` }];
};

const isMessage = (value: Json | undefined): boolean => isObject(get(value, 'info')) && isArray(get(value, 'parts'));

const isEvent = (value: Json): boolean =>
  text(value, 'sessionID') !== undefined &&
  text(value, 'type') !== undefined &&
  (isObject(get(value, 'part')) || get(value, 'error') !== undefined);

/** A sub-agent's session is named in the metadata of the call that started it. */
const adopt = (walk: Walk, part: Json, parent: string): void => {
  const state = get(part, 'state');
  const child = text(get(state, 'metadata'), 'sessionId') ?? text(get(state, 'metadata'), 'sessionID');
  if (text(part, 'tool') === 'task' && child !== undefined)
    walk.thread(child, { parent, agent: text(get(state, 'input'), 'subagent_type') });
};

/** OpenCode: the events that `run --format json` prints, and what `export` writes. */
export const opencode: Framework = {
  name: 'opencode',
  recognise({ document, lines, root, records }) {
    if (document && isObject(get(root, 'info')) && isMessage(list(root, 'messages')[0]))
      return { score: 0.95, shape: { each: '/messages', header: ['info'] } };
    return lines && records.some(isEvent) ? { score: 0.95, shape: { lines: true } } : undefined;
  },
  tools: TOOLS,
  reader(walk, bundle) {
    let thread: Thread | undefined;
    const shells = new Set<string>();

    function* event(value: Json, entry: Entry): Generator<Event> {
      const session = text(value, 'sessionID')!;
      const part = get(value, 'part');
      if (part === undefined) return;
      adopt(walk, part, session);
      yield* walk.thread(session).say(said(part, 'agent', '/part'), entry, { time: time(get(value, 'timestamp')) });
    }

    function* message(value: Json, entry: Entry): Generator<Event> {
      const info = get(value, 'info') ?? null;
      thread ??= walk.thread(text(info, 'sessionID') ?? bundle.key);
      const role = roleOf(get(info, 'role'));
      const model = text(info, 'modelID') ?? text(get(info, 'model'), 'modelID');
      thread.learn({ model, directory: text(get(info, 'path'), 'cwd') });
      const aside = { time: time(get(get(info, 'time'), 'created')), model };
      yield* thread.set('agent', get(info, 'mode') ?? get(info, 'agent'), entry, '/info/agent', aside);
      const parts = list(value, 'parts');
      if (role === 'user' && parts.some((part) => text(part, 'text') === BY_USER)) shells.add(text(info, 'id') ?? '');
      const human = role === 'agent' && shells.has(text(info, 'parentID') ?? ' ');
      for (const [index, part] of parts.entries()) {
        const at = pointerTo('/parts', index);
        adopt(walk, part, thread.trajectory.id);
        yield* thread.say(human && text(part, 'type') === 'tool' ? byUser(part, at) : said(part, role, at), entry, aside);
      }
    }

    return {
      *read(entry) {
        const { value } = entry;
        if (isMessage(value)) yield* message(value, entry);
        else if (isEvent(value)) yield* event(value, entry);
        else if (isObject(get(value, 'info'))) {
          const info = get(value, 'info')!;
          thread = walk.thread(text(info, 'id') ?? bundle.key, { directory: text(info, 'directory'), parent: text(info, 'parentID') });
          yield* thread.set('permission', get(info, 'permission'), entry, '/info/permission');
        }
      },
    };
  },
};

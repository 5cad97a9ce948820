// https://ampcode.com/manual (threads under ~/.local/share/amp/threads, and `amp threads export`)
import { block } from '../dialects/anthropic.ts';
import { type Answer, roleOf, type Said, textOf } from '../dialects/said.ts';
import { get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { timeOf } from '../threads/conversation.ts';
import type { Framework } from './framework.ts';

const TOOLS: Tools = {
  Bash: { shell: 'cmd|command', directory: 'cwd' },
  create_file: { edit: { path: 'path', mode: 'create', after: 'content' } },
  edit_file: { edit: { path: 'path', mode: 'replace', before: 'old_str', after: 'new_str' } },
  format_file: 'harmless',
  Read: { read: { path: 'path' } },
  look_at: { read: { path: 'path' } },
  read_web_page: { request: { method: '=GET', url: 'url' } },
  Task: { message: { text: 'prompt', to: 'description' } },
  handoff: { message: { text: 'goal' } },
  oracle: { message: { text: 'task', to: '=oracle' } },
  librarian: { message: { text: 'query', to: '=librarian' } },
  undo_edit: 'harmless',
  finder: 'harmless',
  Grep: 'harmless',
  glob: 'harmless',
  get_diagnostics: 'harmless',
  todo_read: 'harmless',
  todo_write: 'harmless',
  task_list: 'harmless',
  mermaid: 'harmless',
  read_thread: 'harmless',
  find_thread: 'harmless',
  skill: 'harmless',
};

const REJECTED = new Set(['rejected-by-user', 'blocked-on-user', 'cancelled']);

/** A result: how the call ran, and what it gave. */
const answer = (part: Json, at: string): Answer => {
  const run = get(part, 'run');
  const result = get(run, 'result');
  const status = text(run, 'status') ?? 'done';
  const exit = get(result, 'exitCode');
  const words = text(get(run, 'error'), 'message') ?? text(result, 'output') ?? textOf(result) ?? '';
  const blocked = REJECTED.has(status);
  const ok = status === 'done' && (typeof exit !== 'number' || exit === 0);
  return { said: 'answer', id: text(part, 'toolUseID') ?? '', ok, ...(blocked && { blocked }), text: words, at: `${at}/run` };
};

const part = (value: Json, message: Json, at: string): readonly Said[] => {
  const type = text(value, 'type');
  if (type === 'tool_result' && isObject(get(value, 'run')))
    return text(get(value, 'run'), 'status') === 'in-progress' ? [] : [answer(value, at)];
  if (type !== 'manual_bash_invocation') return block(value, roleOf(get(message, 'role')), at);
  const words = text(get(value, 'args'), 'cmd') ?? '';
  return words === '' ? [] : [{ said: 'message', role: 'user', text: words, at: `${at}/args/cmd` }];
};

const directoryOf = (env: Json | undefined): string | undefined => {
  const initial = get(env, 'initial');
  return text(initial, 'cwd') ?? text(list(initial, 'trees')[0], 'uri')?.replace(/^file:\/\//, '');
};

/** Threads of Amp: one document, each call in one message and its run in the next. */
export const amp: Framework = {
  name: 'amp',
  recognise: ({ document, root }) =>
    document && /^T-[\w-]+$/.test(text(root, 'id') ?? '') && isArray(get(root, 'messages'))
      ? { score: 0.95, shape: { each: '/messages', header: Object.keys(root as object).filter((key) => key !== 'messages') } }
      : undefined,
  tools: TOOLS,
  reader(walk, bundle) {
    let id = bundle.key;
    return {
      *read(entry) {
        const { value } = entry;
        const content = get(value, 'content');
        if (!isArray(content)) {
          id = text(value, 'id') ?? id;
          const thread = walk.thread(id, { directory: directoryOf(get(value, 'env')) });
          yield* thread.set('agentMode', get(value, 'agentMode'), entry, '/agentMode');
          return;
        }
        const time = timeOf({ time: get(get(value, 'meta'), 'sentAt') ?? get(get(value, 'usage'), 'timestamp') ?? null });
        const said = content.flatMap((each, index) => part(each, value, pointerTo('/content', index)));
        yield* walk.thread(id).say(said, entry, { time, model: text(get(value, 'usage'), 'model') });
      },
    };
  },
};

// https://github.com/google-gemini/gemini-cli/blob/main/packages/core/src/output/types.ts

import { type Answer, argumentsAt, roleOf, textOf } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { type Artifact, type Entry, get, isObject, type Json, text } from '../model/location.ts';
import { notices } from '../model/notice.ts';
import { optional } from '../model/optional.ts';
import type { Thread } from '../threads/walk.ts';
import type { Framework } from './framework.ts';
import { blocked, GEMINI_TOOLS, SHELL, shellFailed } from './gemini-tools.ts';

const isInit = (value: Json): boolean => text(value, 'type') === 'init' && text(value, 'session_id') !== undefined;

const isCall = (value: Json): boolean => text(value, 'type') === 'tool_use' && text(value, 'tool_name') !== undefined;

/** The shell counts as done also when the command failed; only what fails silently is told. */
const succeeded = (tool: string | undefined, status: string | undefined, words: string): boolean | undefined => {
  if (status === 'error' || shellFailed(words) || EXITED.test(words)) return false;
  return tool === SHELL && words !== '' ? undefined : true;
};

const EXITED = /^Command exited with code: /;

const result = (value: Json, tool: string | undefined): Answer => {
  const error = get(value, 'error');
  const words = text(value, 'output') ?? text(error, 'message') ?? '';
  const ok = succeeded(tool, text(value, 'status'), words);
  return {
    said: 'answer',
    ...optional('id', text(value, 'tool_id')),
    ...optional('ok', ok),
    ...(ok === false && blocked(text(error, 'type'), words) && { blocked: true }),
    text: words,
    at: text(value, 'output') === undefined && isObject(error) ? '/error/message' : '/output',
  };
};

/** Text of one message as its pieces arrive; it stands where the first piece does. */
interface Pieces {
  readonly entry: Entry;
  readonly words: string[];
}

/** What `gemini --output-format stream-json` prints. */
export const geminiStreamJson: Framework = {
  name: 'gemini-stream-json',
  recognise: ({ lines, records }) =>
    lines && (records.some(isInit) || records.some(isCall)) ? { score: 0.95, shape: { lines: true } } : undefined,
  tools: GEMINI_TOOLS,
  reader(walk, bundle) {
    let thread: Thread | undefined;
    let pieces: Pieces | undefined;
    let unseen: Artifact | undefined;
    const tools = new Map<string, string>();

    const current = (): Thread => (thread ??= walk.thread(bundle.key));

    function* flush(): Generator<Event> {
      if (!pieces) return;
      const { entry, words } = pieces;
      pieces = undefined;
      const said = { said: 'message', role: 'agent', text: words.join(''), at: '/content' } as const;
      yield* current().say([said], entry, { time: text(entry.value, 'timestamp') });
    }

    return {
      *read(entry) {
        const { value } = entry;
        const type = text(value, 'type');
        const words = textOf(get(value, 'content'));
        const aside = { time: text(value, 'timestamp') };
        if (type === 'message' && roleOf(get(value, 'role')) === 'agent') {
          if (pieces && get(value, 'delta') !== true) yield* flush();
          pieces ??= { entry, words: [] };
          pieces.words.push(words);
          return;
        }
        yield* flush();
        if (isInit(value)) {
          const session = text(value, 'session_id')!;
          if (thread && thread.trajectory.id !== session) yield* thread.end();
          thread = walk.thread(session, { model: text(value, 'model') });
        } else if (type === 'message') {
          yield* current().say([{ said: 'message', role: roleOf(get(value, 'role')), text: words, at: '/content' }], entry, aside);
        } else if (isCall(value)) {
          const inputs = argumentsAt(get(value, 'parameters'), '/parameters');
          const id = optional('id', text(value, 'tool_id'));
          if (id.id !== undefined) tools.set(id.id, text(value, 'tool_name')!);
          yield* current().say([{ said: 'call', ...id, tool: text(value, 'tool_name')!, at: '', ...inputs }], entry, aside);
        } else if (type === 'tool_result') {
          const id = text(value, 'tool_id') ?? '';
          const tool = tools.get(id);
          tools.delete(id);
          if (tool === 'read_file' && text(value, 'status') === 'success' && !text(value, 'output')) unseen ??= entry.at.artifact;
          yield* current().say([result(value, tool)], entry, aside);
        }
      },
      *end() {
        yield* flush();
        if (unseen) walk.note(notices.notRecorded(unseen, 'what the agent read in files is'));
      },
    };
  },
};

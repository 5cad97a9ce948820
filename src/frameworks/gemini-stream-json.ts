// https://github.com/google-gemini/gemini-cli/blob/main/packages/core/src/output/types.ts

import { type Answer, argumentsAt, roleOf } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isObject, type Json, text } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import type { Framework } from './framework.ts';
import { blocked, GEMINI_TOOLS, shellFailed } from './gemini-cli.ts';
import type { Thread } from './walk.ts';

const isInit = (value: Json): boolean => text(value, 'type') === 'init' && text(value, 'session_id') !== undefined;

const isCall = (value: Json): boolean => text(value, 'type') === 'tool_use' && text(value, 'tool_name') !== undefined;

const result = (value: Json): Answer => {
  const error = get(value, 'error');
  const words = text(value, 'output') ?? text(error, 'message') ?? '';
  const ok = text(value, 'status') !== 'error' && !shellFailed(words);
  return {
    said: 'answer',
    ...optional('id', text(value, 'tool_id')),
    ok,
    ...(!ok && blocked(text(error, 'type'), words) && { blocked: true }),
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
        const words = text(value, 'content') ?? '';
        const aside = { time: text(value, 'timestamp') };
        if (type === 'message' && roleOf(get(value, 'role')) === 'agent') {
          if (pieces && get(value, 'delta') !== true) yield* flush();
          pieces ??= { entry, words: [] };
          pieces.words.push(words);
          return;
        }
        yield* flush();
        if (isInit(value)) {
          if (thread) yield* thread.end();
          thread = walk.thread(text(value, 'session_id')!, { model: text(value, 'model') });
        } else if (type === 'message') {
          yield* current().say([{ said: 'message', role: roleOf(get(value, 'role')), text: words, at: '/content' }], entry, aside);
        } else if (isCall(value)) {
          const inputs = argumentsAt(get(value, 'parameters'), '/parameters');
          const id = optional('id', text(value, 'tool_id'));
          yield* current().say([{ said: 'call', ...id, tool: text(value, 'tool_name')!, at: '', ...inputs }], entry, aside);
        } else if (type === 'tool_result') yield* current().say([result(value)], entry, aside);
      },
      end: flush,
    };
  },
};

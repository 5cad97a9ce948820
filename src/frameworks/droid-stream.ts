// https://docs.factory.ai/cli/droid-exec/overview (--output-format stream-json)
import { declined } from '../dialects/anthropic.ts';
import { type Answer, roleOf, type Said, textOf } from '../dialects/said.ts';
import { get, isObject, type Json, text } from '../model/location.ts';
import { flags } from '../threads/conditions.ts';
import { timeOf } from '../threads/conversation.ts';
import { DROID_TOOLS, reminded } from './droid.ts';
import type { Framework } from './framework.ts';

const isCall = (record: Json): boolean => text(record, 'type') === 'tool_call' && text(record, 'toolName') !== undefined;

const isEnd = (record: Json): boolean => text(record, 'type') === 'completion' && text(record, 'finalText') !== undefined;

const idOf = (record: Json): string => text(record, 'toolCallId') ?? text(record, 'id') ?? '';

const answer = (record: Json): Answer => {
  const value = get(record, 'value');
  const error = get(record, 'error');
  const exit = get(value, 'exitCode');
  const words = textOf(get(error, 'message') ?? error) || (text(value, 'stdout') ?? textOf(value));
  const failed = get(record, 'isError') === true || (error !== undefined && error !== null) || (typeof exit === 'number' && exit !== 0);
  const blocked = failed && (declined(words) || /insufficient permission|requires? (?:a )?higher autonomy/i.test(words.slice(0, 300)));
  return { said: 'answer', id: idOf(record), ok: !failed, ...(blocked && { blocked }), text: words, at: error ? '/error' : '/value' };
};

const said = (record: Json): readonly Said[] => {
  const type = text(record, 'type');
  if (type === 'tool_result') return [answer(record)];
  if (isCall(record))
    return [
      {
        said: 'call',
        id: idOf(record),
        tool: text(record, 'toolName')!,
        input: get(record, 'parameters') ?? {},
        at: '',
        inputAt: '/parameters',
      },
    ];
  const words = text(record, 'text') ?? '';
  if (words === '') return [];
  if (type === 'reasoning' || type === 'thinking') return [{ said: 'reasoning', text: words, at: '/text' }];
  return type === 'message' ? [reminded({ said: 'message', role: roleOf(get(record, 'role')), text: words, at: '/text' })] : [];
};

/** What `droid exec --output-format stream-json` prints. */
export const droidStream: Framework = {
  name: 'droid-stream-json',
  recognise: ({ lines, records }) =>
    lines && (records.some(isCall) || records.some(isEnd)) ? { score: 0.95, shape: { lines: true } } : undefined,
  tools: DROID_TOOLS,
  reader(walk, bundle) {
    let session = bundle.key;
    return {
      *read(entry) {
        const { value } = entry;
        session = text(value, 'sessionId') ?? text(value, 'session_id') ?? session;
        const thread = walk.thread(session);
        const time = timeOf(value);
        if (isObject(value) && text(value, 'subtype') === 'init') {
          thread.learn({ model: text(value, 'model'), directory: text(value, 'cwd') });
          for (const flag of flags(value, '')) yield* thread.set(flag.name, flag.value, entry, flag.at, { time });
        }
        yield* thread.say(said(value), entry, { time });
      },
    };
  },
};

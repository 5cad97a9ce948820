// https://cursor.com/docs/cli/reference/output-format
import { blocks } from '../dialects/anthropic.ts';
import { type Answer, argumentsAt, roleOf, type Said, textOf } from '../dialects/said.ts';
import { get, isObject, type Json, text } from '../model/location.ts';
import { piecing } from '../threads/pieces.ts';
import { CURSOR_TOOLS } from './cursor-tools.ts';
import type { Framework } from './framework.ts';

const isCall = (record: Json): boolean =>
  text(record, 'type') === 'tool_call' && isObject(get(record, 'tool_call')) && text(record, 'call_id') !== undefined;

/** Claude Code opens alike, and lists its tools. */
const isInit = (record: Json): boolean =>
  text(record, 'subtype') === 'init' && text(record, 'apiKeySource') !== undefined && isObject(record) && !('tools' in record);

const SUFFIX = /ToolCall$/;

/** A call by the one key that names its tool. */
const call = (value: Json, id: string): readonly Said[] => {
  const [key] = isObject(value) ? Object.keys(value).filter((each) => SUFFIX.test(each) || each === 'function') : [];
  if (key === undefined) return [];
  const inner = get(value, key) ?? null;
  const at = `/tool_call/${key}`;
  if (key === 'function') {
    const inputs = argumentsAt(get(inner, 'arguments'), `${at}/arguments`);
    return [{ said: 'call', id, tool: text(inner, 'name') ?? '', at, ...inputs }];
  }
  const args = get(inner, 'args') ?? {};
  if (key === 'mcpToolCall') {
    const tool = text(args, 'toolName') ?? text(args, 'name') ?? '';
    return [{ said: 'call', id, tool, input: get(args, 'args') ?? {}, at, inputAt: `${at}/args/args` }];
  }
  return [{ said: 'call', id, tool: key.replace(SUFFIX, ''), input: args, at, inputAt: `${at}/args` }];
};

const BLOCKED = new Set(['rejected', 'permissionDenied', 'denied']);

const answer = (value: Json, id: string): Answer => {
  const [key = ''] = isObject(value) ? Object.keys(value) : [];
  const result = get(get(value, key), 'result') ?? null;
  const [ending = 'success'] = isObject(result) ? Object.keys(result) : [];
  const body = get(result, ending) ?? null;
  const exit = get(body, 'exitCode');
  const words = ['stdout', 'stderr', 'interleavedOutput', 'output', 'content', 'reason', 'error', 'errorMessage']
    .map((each) => text(body, each) ?? '')
    .filter((each) => each !== '')
    .join('\n');
  const blocked = BLOCKED.has(ending);
  const ok = ending === 'success' && (typeof exit !== 'number' || exit === 0);
  return { said: 'answer', id, ok, ...(blocked && { blocked }), text: words || textOf(body), at: `/tool_call/${key}/result` };
};

const reader: Framework['reader'] = (walk, bundle) => {
  let session = bundle.key;
  const pieces = piecing(() => walk.thread(session));
  const called = new Set<string>();

  return {
    *read(entry) {
      const { value } = entry;
      const type = text(value, 'type');
      session = text(value, 'session_id') ?? session;
      const thread = walk.thread(session);
      const content = get(get(value, 'message'), 'content');
      if (type === 'thinking') yield* pieces.add({ said: 'reasoning', role: 'agent', text: text(value, 'text') ?? '', at: '/text' }, entry);
      else if (type === 'assistant')
        yield* pieces.add({ said: 'message', role: 'agent', text: textOf(content), at: '/message/content/0/text' }, entry);
      else yield* pieces.flush();
      if (type === 'system') {
        thread.learn({ model: text(value, 'model'), directory: text(value, 'cwd') });
        yield* thread.set('permissionMode', get(value, 'permissionMode'), entry, '/permissionMode');
      } else if (type === 'user') yield* thread.say(blocks(content, roleOf('user'), '/message/content'), entry);
      else if (isCall(value)) {
        const id = text(value, 'call_id')!;
        const body = get(value, 'tool_call') ?? null;
        const said = called.has(id) ? [] : call(body, id);
        called.add(id);
        yield* thread.say(text(value, 'subtype') === 'completed' ? [...said, answer(body, id)] : said, entry);
      }
    },
    end: pieces.flush,
  };
};

/** What Cursor's command line prints with `--output-format stream-json`. */
export const cursorStream: Framework = {
  name: 'cursor-stream-json',
  recognise: ({ lines, records }) =>
    lines && (records.some(isCall) || records.some(isInit)) ? { score: 1, shape: { lines: true } } : undefined,
  tools: CURSOR_TOOLS,
  reader,
};

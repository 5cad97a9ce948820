// https://developers.openai.com/codex/noninteractive
import { type Answer, argumentsAt, type Call, type Said, textOf } from '../dialects/said.ts';
import { type Artifact, type Entry, get, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { notices } from '../model/notice.ts';
import { optional } from '../model/optional.ts';
import type { Thread, Walk } from '../threads/walk.ts';
import { CODEX_TOOLS } from './codex.ts';
import type { Framework } from './framework.ts';

const TOOLS: Tools = {
  ...CODEX_TOOLS,
  command_execution: { shell: 'command' },
  file_change: [
    { each: '/changes', when: { kind: 'delete' }, delete: { path: 'path' } },
    { each: '/changes', when: { kind: 'add' }, edit: { path: 'path', mode: 'create' } },
    { each: '/changes', edit: { path: 'path', mode: 'replace' } },
  ],
};

/** Items that are calls, and the tool that each stands for. */
const CALLS: { readonly [type: string]: (item: Json) => Pick<Call, 'tool'> & ReturnType<typeof argumentsAt> } = {
  command_execution: (item) => ({ tool: 'command_execution', input: { command: get(item, 'command') ?? '' }, inputAt: '/item' }),
  file_change: (item) => ({ tool: 'file_change', input: { changes: get(item, 'changes') ?? [] }, inputAt: '/item' }),
  mcp_tool_call: (item) => ({
    tool: `mcp__${text(item, 'server') ?? ''}__${text(item, 'tool') ?? ''}`,
    ...argumentsAt(get(item, 'arguments'), '/item/arguments'),
  }),
  collab_tool_call: (item) => ({
    tool: text(item, 'tool') ?? 'collab_tool_call',
    input: { message: get(item, 'prompt') ?? '', id: list(item, 'receiver_thread_ids')[0] ?? '' },
    inputAt: '/item',
  }),
  web_search: (item) => ({ tool: 'web_search', input: { query: get(item, 'query') ?? '' }, inputAt: '/item' }),
};

const WORDS: { readonly [type: string]: (words: string) => Said } = {
  agent_message: (words) => ({ said: 'message', role: 'agent', text: words, at: '/item/text' }),
  reasoning: (words) => ({ said: 'reasoning', text: words, at: '/item/text' }),
};

const isStart = (value: Json): boolean => text(value, 'type') === 'thread.started' && text(value, 'thread_id') !== undefined;

const isItem = (value: Json): boolean =>
  /^item\.(?:started|updated|completed)$/.test(text(value, 'type') ?? '') && isObject(get(value, 'item'));

const answer = (item: Json, id: string): Answer => {
  const status = text(item, 'status');
  const error = get(item, 'error') ?? undefined;
  return {
    said: 'answer',
    id,
    ...optional('ok', status === undefined ? undefined : status === 'completed' && error === undefined),
    ...(status === 'declined' && { blocked: true }),
    text: text(item, 'aggregated_output') ?? textOf(get(error, 'message') ?? get(item, 'result')),
    at: '/item',
  };
};

/** The agents that a call has started are named by their threads. */
const adopt = (walk: Walk, item: Json): void => {
  if (text(item, 'tool') !== 'spawn_agent') return;
  for (const receiver of list(item, 'receiver_thread_ids'))
    if (typeof receiver === 'string') walk.thread(receiver, { parent: text(item, 'sender_thread_id'), agent: receiver });
};

/** What `codex exec --json` prints: no prompts, no times, and of a file that was changed only its path. */
export const codexExecJson: Framework = {
  name: 'codex-exec-json',
  recognise: ({ lines, records }) =>
    lines &&
    (records.some(isStart) || (records.length > 0 && records.every((each) => isItem(each) || text(each, 'type')?.startsWith('turn.'))))
      ? { score: 0.95, shape: { lines: true } }
      : undefined,
  tools: TOOLS,
  reader(walk, bundle) {
    let thread: Thread | undefined;
    let runs = 0;
    let changed: Artifact | undefined;
    const called = new Set<string>();

    const item = (value: Json, entry: Entry): readonly Said[] => {
      const type = text(value, 'type') ?? '';
      const ended = text(entry.value, 'type') === 'item.completed';
      if (Object.hasOwn(WORDS, type)) return ended ? [WORDS[type]!(text(value, 'text') ?? '')] : [];
      if (!Object.hasOwn(CALLS, type)) return [];
      // Items are counted anew in every run.
      const id = `${runs}/${text(value, 'id') ?? ''}`;
      const call: Call = { said: 'call', id, at: '/item', ...CALLS[type]!(value) };
      const fresh = !called.has(id);
      called.add(id);
      if (type === 'file_change') changed ??= entry.at.artifact;
      if (type === 'collab_tool_call') adopt(walk, value);
      return [...(fresh ? [call] : []), ...(ended ? [answer(value, id)] : [])];
    };

    return {
      *read(entry) {
        const { value } = entry;
        if (isStart(value)) {
          const id = text(value, 'thread_id')!;
          if (thread && thread.trajectory.id !== id) yield* thread.end();
          thread = walk.thread(id);
          runs++;
          return;
        }
        thread ??= walk.thread(bundle.key);
        if (isItem(value)) yield* thread.say(item(get(value, 'item')!, entry), entry);
        const error = text(get(value, 'error'), 'message');
        if (text(value, 'type') === 'turn.failed' && error !== undefined)
          yield* thread.say([{ said: 'message', role: 'system', text: error, at: pointerTo('/error', 'message') }], entry);
      },
      end() {
        if (changed) walk.note(notices.notRecorded(changed, 'what was written into files is'));
        return [];
      },
    };
  },
};

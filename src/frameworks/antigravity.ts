// https://antigravity.google/docs (transcripts of conversations under ~/.gemini/antigravity)
import { posix } from 'node:path';
import { toolCall } from '../dialects/openai-chat.ts';
import { argumentsAt, type Said } from '../dialects/said.ts';
import type { Role } from '../model/event.ts';
import { get, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { optional } from '../model/optional.ts';
import type { Framework } from './framework.ts';

const EDIT = { path: 'TargetFile', mode: 'replace' } as const;

const TOOLS: Tools = {
  run_command: { shell: 'CommandLine|command', directory: 'Cwd|cwd' },
  send_command_input: { shell: 'Input', session: 'CommandId' },
  write_to_file: { edit: { path: 'TargetFile', mode: 'create', after: 'CodeContent' } },
  replace_file_content: { edit: { ...EDIT, before: 'TargetContent', after: 'ReplacementContent' } },
  multi_replace_file_content: { each: 'ReplacementChunks', edit: { ...EDIT, before: 'TargetContent', after: 'ReplacementContent' } },
  view_file: { read: { path: 'AbsolutePath|TargetFile' } },
  view_file_outline: { read: { path: 'AbsolutePath' } },
  read_url_content: { request: { method: '=GET', url: 'Url' } },
  browser_subagent: { message: { text: 'Task', to: '=browser' } },
  notify_user: { message: { text: 'Message', to: '=user' } },
  generate_image: 'harmless',
  search_web: 'harmless',
  grep_search: 'harmless',
  find_by_name: 'harmless',
  list_dir: 'harmless',
  codebase_search: 'harmless',
  command_status: 'harmless',
  task_boundary: 'harmless',
};

const SOURCES: { readonly [source: string]: Role } = {
  USER_EXPLICIT: 'user',
  USER_IMPLICIT: 'user',
  USER: 'user',
  MODEL: 'agent',
  SYSTEM: 'system',
};

/** Steps in which the agent talks; every other kind of step of its own is what came of a call. */
const SPOKEN = new Set(['PLANNER_RESPONSE', 'NOTIFY_USER', 'EPHEMERAL_MESSAGE', 'CHECKPOINT']);

const isStep = (record: Json): boolean =>
  typeof get(record, 'step_index') === 'number' &&
  text(record, 'type') !== undefined &&
  Object.hasOwn(SOURCES, text(record, 'source') ?? '');

/** Arguments are JSON, and so is each of their texts in some versions. */
const bare = (call: Json): Json => {
  const args = get(call, 'args');
  if (!isObject(args)) return call;
  const plain = Object.entries(args).map(([key, value]) => [
    key,
    typeof value === 'string' && /^".*"$/s.test(value) ? argumentsAt(value, '').input : value,
  ]);
  return { ...(call as object), args: Object.fromEntries(plain) };
};

const said = (record: Json): readonly Said[] => {
  const role = SOURCES[text(record, 'source')!]!;
  const type = text(record, 'type')!;
  const words = text(record, 'content') ?? '';
  const thought = text(record, 'thinking') ?? '';
  const failed = /ERROR|FAIL/.test(text(record, 'status') ?? '');
  const blocked = /CANCEL|REJECT|DENIED/.test(text(record, 'status') ?? '');
  const reasoning: readonly Said[] = thought === '' ? [] : [{ said: 'reasoning', text: thought, at: '/thinking' }];
  const calls = list(record, 'tool_calls').map((each, index) => toolCall(bare(each), pointerTo('/tool_calls', index)));
  if (role === 'agent' && !SPOKEN.has(type))
    return [
      ...reasoning,
      {
        said: 'answer',
        ...optional('id', text(record, 'tool_call_id')),
        ok: !failed && !blocked,
        ...(blocked && { blocked }),
        text: words,
        at: '/content',
      },
    ];
  return [...reasoning, ...(words === '' ? [] : [{ said: 'message', role, text: words, at: '/content' } as const]), ...calls];
};

/** Transcripts of Antigravity's agents: one record a step. */
export const antigravity: Framework = {
  name: 'antigravity',
  recognise: ({ lines, records }) => (lines && records.some(isStep) ? { score: 0.9, shape: { lines: true } } : undefined),
  tools: TOOLS,
  reader(walk) {
    return {
      *read(entry) {
        const { value } = entry;
        if (!isStep(value)) return;
        const { uri } = entry.at.artifact;
        const id = /([^/]+)\/\.system_generated\//.exec(uri)?.[1] ?? posix.basename(uri).replace(/\.jsonl$/, '');
        yield* walk.thread(id).say(said(value), entry, { time: text(value, 'created_at') });
      },
    };
  },
};

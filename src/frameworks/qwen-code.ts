// https://github.com/QwenLM/qwen-code/blob/main/packages/core/src/services/chatRecordingService.ts
import { parts } from '../dialects/gemini.ts';
import { roleOf, type Said } from '../dialects/said.ts';
import type { Sample } from '../model/bundle.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { notices } from '../model/notice.ts';
import { digest, recall } from '../threads/recall.ts';
import { SENDER } from '../threads/sub-agents.ts';
import type { Thread } from '../threads/walk.ts';
import type { Framework } from './framework.ts';
import { blocked, GEMINI_TOOLS, shellFailed, unwrapped } from './gemini-tools.ts';

const TOOLS: Tools = {
  ...GEMINI_TOOLS,
  agent: { message: { text: 'prompt', to: 'subagent_type' } },
  task: { message: { text: 'prompt', to: 'subagent_type' } },
  send_message: { message: { text: 'message|content', to: 'to|task_id' } },
  notebook_edit: { edit: { path: 'notebook_path', mode: 'replace', after: 'new_source' } },
  task_stop: { stop: { target: 'task_id' } },
  cron_create: { schedule: { target: 'name|prompt', on: true, command: 'prompt|command' } },
  cron_delete: { schedule: { target: 'id|name', on: false } },
  todo_write: 'harmless',
  tool_search: 'harmless',
  list_agents: 'harmless',
  get_goal: 'harmless',
  skill: 'harmless',
};

/** Gemini's parts in the envelope of Claude Code. */
const isRecord = (value: Json | undefined): boolean =>
  text(value, 'sessionId') !== undefined && text(value, 'uuid') !== undefined && isArray(get(get(value, 'message'), 'parts'));

/** A session and the sub-agents that it sent out share its id. */
const bundle = ({ artifact, records }: Sample): string => text(records.find(isRecord), 'sessionId') ?? artifact.uri;

/** A result in the words of its own record, which says how the call ended. */
const ended = (said: Said, record: Json, tools: ReadonlyMap<string, string>): Said => {
  if (said.said !== 'answer') return said;
  const status = text(get(record, 'toolCallResult'), 'status');
  const failed = said.ok === false || status === 'error' || status === 'cancelled' || shellFailed(said.text);
  const denied = failed && (status === 'cancelled' || DENIED.test(said.text) || blocked(undefined, said.text));
  const words = unwrapped(said.tool ?? tools.get(said.id ?? '') ?? '', said.text);
  return { ...said, ok: !failed, ...(denied && { blocked: true }), text: words };
};

const DENIED = /^[^\n]{0,80}\b(?:denied by permission rules|(?:was |been )?(?:declined|rejected|denied) by (?:the )?user)\b/;

/** Session files of Qwen Code, and those of its sub-agents. */
export const qwenCode: Framework = {
  name: 'qwen-code',
  recognise: ({ lines, records }) => (lines && records.some(isRecord) ? { score: 0.95, shape: { lines: true } } : undefined),
  bundle,
  tools: TOOLS,
  reader(walk, { key }) {
    const seen = recall();
    const tools = new Map<string, string>();

    const threadOf = (record: Json): Thread => {
      const session = text(record, 'sessionId') ?? key;
      const agent = text(record, 'agentId');
      const directory = text(record, 'cwd');
      if (agent === undefined) return walk.thread(session, { directory });
      return walk.thread(`${session}/${agent}`, { parent: session, agent: text(record, 'agentName') ?? agent, directory });
    };

    /** A record may come in two pieces under one id. */
    const isNew = (record: Json, entry: Entry): boolean => {
      const parent = text(record, 'parentUuid');
      if (parent !== undefined && seen.get(parent) === undefined) walk.note(notices.chainGap(entry.at, parent));
      const mark = digest(get(record, 'message') ?? '');
      return seen.set(text(record, 'uuid') ?? '', mark) !== mark;
    };

    /** In the user's place stands the harness at times, and for a sub-agent the agent that sent it. */
    const voiced = (said: Said, record: Json): Said => {
      if (said.said !== 'message' || said.role !== 'user') return said;
      const harness = text(record, 'provenance') === 'system' || text(record, 'subtype') === 'notification';
      if (harness) return { ...said, role: 'system' };
      return get(record, 'isSidechain') === true ? { ...said, role: 'agent', name: SENDER } : said;
    };

    function* message(record: Json, entry: Entry): Generator<Event> {
      const thread = threadOf(record);
      const role = roleOf(get(get(record, 'message'), 'role'));
      const model = text(record, 'model');
      thread.learn({ model });
      const said = parts(get(get(record, 'message'), 'parts'), role, '/message/parts');
      for (const each of said) if (each.said === 'call' && each.id !== undefined) tools.set(each.id, each.tool);
      const aside = { time: text(record, 'timestamp'), model };
      yield* thread.say(
        said.map((each) => voiced(ended(each, record, tools), record)),
        entry,
        aside,
      );
    }

    return {
      *read(entry) {
        const { value } = entry;
        if (!isObject(value) || text(value, 'uuid') === undefined) return;
        const fresh = isNew(value, entry);
        if (isRecord(value)) {
          if (fresh) yield* message(value, entry);
          return;
        }
        const at = '/systemPayload/uiEvent';
        const decision = get(get(get(value, 'systemPayload'), 'uiEvent'), 'decision');
        yield* threadOf(value).set('decision', decision, entry, `${at}/decision`, { time: text(value, 'timestamp') });
      },
    };
  },
};

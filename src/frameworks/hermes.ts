// https://hermes-agent.nousresearch.com/docs (sessions/session_*.json under ~/.hermes)
import { chatMessage, isChatMessage } from '../dialects/openai-chat.ts';
import type { Said } from '../dialects/said.ts';
import { get, isArray, isObject, type Json, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { flags } from './conditions.ts';
import { timeOf } from './conversation.ts';
import { type Framework, SENDER } from './framework.ts';

/** Tools of Hermes Agent. */
export const HERMES_TOOLS: Tools = {
  terminal: { shell: 'command', directory: 'workdir' },
  shell: { shell: 'command', directory: 'workdir' },
  process: [
    { when: { action: ['write', 'submit'] }, shell: 'data', session: 'session_id' },
    { when: { action: 'kill' }, stop: { target: 'session_id' } },
    { invoke: true },
  ],
  patch: [
    { when: { mode: 'patch' }, patch: 'patch' },
    { edit: { path: 'path', mode: 'replace', before: 'old_string', after: 'new_string' } },
  ],
  execute_code: { python: 'code' },
  delegate_task: [
    { when: { tasks: null }, message: { text: 'goal|prompt', to: 'role' } },
    { each: 'tasks', message: { text: 'goal|prompt', to: 'role' } },
  ],
  cronjob: [
    { when: { action: 'create' }, schedule: { target: 'prompt|script', on: true, command: 'prompt|script' } },
    { when: { action: ['remove', 'delete', 'pause'] }, schedule: { target: 'job_id', on: false } },
    { invoke: true },
  ],
  send_message: { message: { text: 'message', to: 'target' } },
  web_extract: { each: 'urls', request: { method: '=GET', url: '' } },
  browser_navigate: { request: { method: '=GET', url: 'url' } },
  vision_analyze: { read: { path: 'image_url' } },
  clarify: { message: { text: 'question', to: '=user' } },
  search_files: 'harmless',
  web_search: 'harmless',
  x_search: 'harmless',
  todo: 'harmless',
  memory: 'harmless',
  session_search: 'harmless',
  skills_list: 'harmless',
  skill_view: 'harmless',
  browser_snapshot: 'harmless',
  browser_scroll: 'harmless',
  browser_back: 'harmless',
  browser_get_images: 'harmless',
  browser_console: 'harmless',
  read_terminal: 'harmless',
  image_generate: 'harmless',
  text_to_speech: 'harmless',
};

const DENIED = /^(?:BLOCKED|Command denied|User denied|Denied)/i;

/** Results are JSON that says how the call ended, around what it printed. */
export const judged = (said: Said): Said => {
  if (said.said !== 'answer' || !said.text.startsWith('{')) return said;
  try {
    const result = JSON.parse(said.text) as Json;
    const error = text(result, 'error') ?? '';
    const exit = get(result, 'exit_code');
    const blocked = text(result, 'status') === 'blocked' || DENIED.test(error);
    const ok = !blocked && error === '' && get(result, 'success') !== false && (typeof exit !== 'number' || exit === 0);
    const key = ['output', 'content'].find((each) => text(result, each) !== undefined);
    if (key === undefined) return { ...said, ok, ...(blocked && { blocked }) };
    const words = [text(result, key)!, error].filter((each) => each !== '').join('\n');
    return { ...said, ok, ...(blocked && { blocked }), text: words, at: `${said.at}#/${key}` };
  } catch {
    return said;
  }
};

/** In the place of a sub-agent's user stands the agent that sent it. */
export const sent = (said: Said): Said =>
  said.said === 'message' && said.role === 'user' ? { ...said, role: 'agent', name: SENDER } : said;

/** Sessions of Hermes Agent: one document of chat messages. */
export const hermes: Framework = {
  name: 'hermes',
  recognise({ document, root }) {
    const messages = get(root, 'messages');
    const own = isObject(root) && ['session_id', 'session_start', 'platform', 'message_count'].every((key) => key in root);
    if (!document || !own || !isArray(messages) || !messages.some(isChatMessage)) return undefined;
    return { score: 0.9, shape: { each: '/messages', header: Object.keys(root).filter((key) => key !== 'messages') } };
  },
  tools: HERMES_TOOLS,
  reader(walk, bundle) {
    let session = bundle.key;
    let sub = false;
    return {
      *read(entry) {
        const { value } = entry;
        if (isChatMessage(value)) {
          const said = chatMessage(value, '').map(judged);
          yield* walk.thread(session).say(sub ? said.map(sent) : said, entry, { time: timeOf(value) });
          return;
        }
        session = text(value, 'session_id') ?? session;
        sub = text(value, 'platform') === 'subagent';
        const directory = text(value, 'cwd') ?? text(get(value, 'model_config'), 'cwd');
        const thread = walk.thread(session, { model: text(value, 'model'), directory });
        for (const flag of flags(value, '')) yield* thread.set(flag.name, flag.value, entry, flag.at);
        const prompt = text(value, 'system_prompt') ?? '';
        if (prompt !== '') yield* thread.say([{ said: 'message', role: 'system', text: prompt, at: '/system_prompt' }], entry);
      },
    };
  },
};

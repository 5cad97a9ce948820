import type { Tools } from '../model/meaning.ts';

/** Tools of pi, and those that OpenClaw puts beside them. */
export const PI_TOOLS: Tools = {
  write: { edit: { path: 'path|file_path', mode: 'create', after: 'content' } },
  edit: {
    each: 'edits',
    edit: { path: 'path|file_path', mode: 'replace', before: 'oldText|old_string', after: 'newText|new_string|input' },
  },
  read: { read: { path: 'path|file_path' } },
  exec: { shell: 'command', directory: 'workdir' },
  process: [
    { when: { action: ['write', 'submit', 'paste'] }, shell: 'data|text', session: 'sessionId', typed: true },
    { when: { action: ['kill', 'remove'] }, stop: { target: 'sessionId' } },
    { read: { path: 'sessionId' } },
  ],
  message: { message: { text: 'message|text|content', to: 'to|target' } },
  sessions_spawn: { message: { text: 'task|message', to: 'agentId|label' } },
  sessions_send: { message: { text: 'message', to: 'sessionKey|label|agentId' } },
  cron: [
    { when: { action: ['add', 'update'] }, schedule: { target: 'name|jobId|job', on: true, command: 'message|text|job' } },
    { when: { action: ['remove', 'disable'] }, schedule: { target: 'jobId|id|name', on: false } },
    { invoke: true },
  ],
  web_fetch: { request: { method: '=GET', url: 'url' } },
  find: 'harmless',
  ls: 'harmless',
  sessions_list: 'harmless',
  sessions_history: 'harmless',
  session_status: 'harmless',
  memory_search: 'harmless',
  memory_get: 'harmless',
};

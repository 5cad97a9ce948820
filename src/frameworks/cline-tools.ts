import type { Tools } from '../model/meaning.ts';

const READ = { read: { path: 'path' } } as const;
const CREATE = { edit: { path: 'path|absolutePath', mode: 'create', after: 'content' } } as const;

/** Tools of Cline and Roo: of their sessions, of their older tasks, and as those show them to the user. */
export const CLINE_TOOLS: Tools = {
  run_commands: { each: 'commands', shell: '' },
  read_files: { each: 'files', read: { path: 'path' } },
  editor: { edit: { path: 'path', mode: 'replace', before: 'old_text|old_str', after: 'new_text|new_str|content' } },
  fetch_web_content: { each: 'requests', request: { method: '=GET', url: 'url' } },
  spawn_agent: { message: { text: 'task' } },
  team_spawn_teammate: { message: { text: 'rolePrompt', to: 'agentId' } },
  team_run_task: { message: { text: 'task', to: 'agentId' } },
  team_send_message: { message: { text: 'body', to: 'toAgentId' } },
  team_broadcast: { message: { text: 'body' } },
  team_shutdown_teammate: { stop: { target: 'agentId' } },
  team_cancel_run: { stop: { target: 'runId' } },
  'team_*': 'harmless',
  write_to_file: CREATE,
  replace_in_file: { edit: { path: 'path|absolutePath', mode: 'replace', after: 'diff' } },
  new_task: { message: { text: 'message|context', to: 'mode' } },
  newFileCreated: CREATE,
  editedExistingFile: { edit: { path: 'path', mode: 'replace', after: 'content|diff' } },
  appliedDiff: { edit: { path: 'path', mode: 'replace', after: 'diff|content' } },
  fileDeleted: { delete: { path: 'path' } },
  readFile: READ,
  webFetch: { request: { method: '=GET', url: 'path|url' } },
  listFilesTopLevel: 'harmless',
  listFilesRecursive: 'harmless',
  listCodeDefinitionNames: 'harmless',
  searchFiles: 'harmless',
  codebaseSearch: 'harmless',
  search_codebase: 'harmless',
  ask_question: 'harmless',
  ask_followup_question: 'harmless',
  attempt_completion: 'harmless',
  plan_mode_respond: 'harmless',
  list_code_definition_names: 'harmless',
  focus_chain: 'harmless',
  submit_and_exit: 'harmless',
  skills: 'harmless',
};

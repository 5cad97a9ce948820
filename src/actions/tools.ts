import type { Tools } from '../model/meaning.ts';

const PATH = 'file_path|path|filePath|filepath|filename|file_name|file|absolute_path|target_file';

/** The Anthropic-style editor tool, which several frameworks borrow. */
export const EDITOR: Tools[string] = [
  { when: { command: ['create', 'write'] }, edit: { path: PATH, mode: 'create', after: 'file_text|content' } },
  { when: { command: 'str_replace' }, edit: { path: PATH, mode: 'replace', before: 'old_str', after: 'new_str' } },
  { when: { command: 'insert' }, edit: { path: PATH, mode: 'replace', after: 'new_str|insert_text' } },
  { when: { command: 'view' }, read: { path: PATH } },
  { invoke: true },
];

/** Programs after which tools are called that take the rest of their command line. */
const PROGRAMS = ['git', 'kubectl', 'helm', 'docker', 'podman', 'terraform', 'systemctl', 'aws', 'gcloud', 'az', 'gh', 'npm', 'pip'];

const oneProgram = (program: string): Tools => {
  const meaning: Tools[string] = { shell: 'command|cmd|args|arguments|command_line', program };
  return Object.fromEntries(
    [program, `${program}_command`, `${program}_cli`, `run_${program}`, `execute_${program}`].map((name) => [name, meaning]),
  );
};

/**
 * Tools that mean the same wherever they occur, by name in lower case: what most harnesses call their shell, editor and patch tool,
 * and the server, drive and configuration tools of the peer-preservation study's environments.
 */
export const COMMON_TOOLS: Tools = {
  bash: { shell: 'command|cmd|script|input' },
  shell: { shell: 'command|cmd|script|commands', directory: 'workdir|cwd' },
  sh: { shell: 'command|cmd' },
  terminal: { shell: 'command|cmd' },
  execute_bash: { shell: 'command' },
  run_shell_command: { shell: 'command', directory: 'dir_path|directory' },
  run_command: { shell: 'command|cmd|CommandLine', directory: 'cwd|Cwd' },
  execute_command: { shell: 'command|cmd', directory: 'cwd' },
  run_terminal_cmd: { shell: 'command' },
  run_in_terminal: { shell: 'command' },
  exec_command: { shell: 'cmd|command', directory: 'workdir' },
  write_stdin: { shell: 'chars', session: 'session_id', typed: true },
  shell_command: { shell: 'command', directory: 'workdir' },
  local_shell: { shell: 'command' },
  python: { python: 'code|script|input|source' },
  ipython: { python: 'code' },
  execute_ipython_cell: { python: 'code' },
  python_interpreter: { python: 'code' },
  execute_python: { python: 'code' },
  powershell: { powershell: 'command|script' },
  ...Object.assign({}, ...PROGRAMS.map(oneProgram)),
  apply_patch: { patch: 'input|patch|patchText' },
  str_replace_editor: EDITOR,
  str_replace_based_edit_tool: EDITOR,
  text_editor: EDITOR,
  file_editor: EDITOR,
  write_file: { edit: { path: PATH, mode: 'create', after: 'content|contents|text|file_text|body|data' } },
  create_file: { edit: { path: PATH, mode: 'create', after: 'content|contents|file_text' } },
  append_to_file: { edit: { path: 'file_id|file_path|path|filename', mode: 'append', after: 'content' } },
  read_file: { read: { path: PATH } },
  delete_file: { delete: { path: 'id|file_path|path|filename|target_file' } },
  think: { think: 'thought|thoughts|content' },
  reasoning_scratchpad: { think: 'thought' },
  // The study's company environment: https://arxiv.org/abs/2604.19784
  add_var: { assign: { key: 'key', to: 'value', target: 'filename|file' } },
  modify_var: { assign: { key: 'key', to: 'value|new_value', target: 'filename|file' } },
  remove_var: { assign: { key: 'key', target: 'filename|file' } },
  view_config: { read: { path: 'filename' } },
  view_sheet: { read: { path: 'name' } },
  transfer_server_files: { transfer: { peer: 'dest_ip|destination_ip', paths: 'filenames|filename', direction: 'out' }, host: 'source_ip' },
  copy_server_file: { move: { from: 'filename', to: 'new_filename|filename', keep: true }, host: 'ip' },
  rename_server_file: { move: { from: 'filename', to: 'new_filename' }, host: 'ip' },
  delete_server_file: { delete: { path: 'filename' }, host: 'ip' },
  add_server_delete_queue: { schedule: { target: 'filename', on: true, command: '=delete' }, host: 'ip' },
  remove_server_delete_queue: { schedule: { target: 'filename', on: false, command: '=delete' }, host: 'ip' },
  execute_shutdown: { stop: { target: 'system_id|target' } },
  // Tools that look, and lists that agents keep for themselves.
  list_files: 'harmless',
  list_directory: 'harmless',
  list_dir: 'harmless',
  glob: 'harmless',
  grep: 'harmless',
  search_files: 'harmless',
  codebase_search: 'harmless',
  web_search: 'harmless',
  websearch: 'harmless',
  todowrite: 'harmless',
  todoread: 'harmless',
  todo_write: 'harmless',
  update_plan: 'harmless',
  list_drive_files: 'harmless',
  list_server_files: 'harmless',
  list_server_users: 'harmless',
  list_server_delete_queue: 'harmless',
  retrieve_memory: 'harmless',
  end_task: 'harmless',
};

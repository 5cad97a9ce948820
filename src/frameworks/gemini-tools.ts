import { declined } from '../dialects/anthropic.ts';
import type { Tools } from '../model/meaning.ts';

/** Gemini CLI's own tools. */
export const GEMINI_TOOLS: Tools = {
  replace: { edit: { path: 'file_path', mode: 'replace', before: 'old_string|old_content', after: 'new_string|new_content' } },
  edit: { edit: { path: 'file_path', mode: 'replace', before: 'old_string', after: 'new_string' } },
  read_many_files: { read: { path: 'paths|include' } },
  web_fetch: { request: { method: '=GET', url: 'url|prompt' } },
  save_memory: { edit: { path: '=GEMINI.md', mode: 'append', after: 'fact' } },
  glob: 'harmless',
  list_directory: 'harmless',
  grep_search: 'harmless',
  search_file_content: 'harmless',
  google_web_search: 'harmless',
  write_todos: 'harmless',
  delegate_to_agent: 'harmless',
  invoke_agent: 'harmless',
  update_topic: 'harmless',
  complete_task: 'harmless',
};

/** The tool that runs shell commands. */
export const SHELL = 'run_shell_command';

/** Whether the shell tool's report ends with an exit code other than 0. */
export const shellFailed = (words: string): boolean => {
  const end = words.slice(-400);
  const at = end.lastIndexOf('Exit Code: ');
  return at !== -1 && !end.startsWith('0', at + 11) && !end.startsWith('(none)', at + 11);
};

const DENIED = /^Tool execution (?:was )?denied/;

/** Whether a failed call was not let through: by the user, by policy or because it was cancelled before it ran. */
export const blocked = (reason: string | undefined, words: string): boolean =>
  reason === 'policy_violation' || reason === 'execution_denied' || reason === 'cancelled' || DENIED.test(words) || declined(words);

const WRAPPED = /^<untrusted_context>\n([\s\S]*)\n<\/untrusted_context>\s*$/;
/** How the report of the shell tool begins. */
const REPORT = /^(?:Command: [\s\S]*?\nDirectory: [^\n]*\n)?Output: /;
/** What the shell tool reports beside the output itself. */
const ABOUT_OUTPUT = /\n(?:Error|Exit Code|Signal|Background PIDs|Process Group PGID): [^\n]*$/;

/** What a tool returned, without what is wrapped around it for the model. */
export const unwrapped = (tool: string, words: string): string => {
  let bare = WRAPPED.exec(words)?.[1] ?? words;
  const start = tool === SHELL ? REPORT.exec(bare)?.[0].length : undefined;
  if (start === undefined) return bare;
  while (ABOUT_OUTPUT.test(bare)) bare = bare.replace(ABOUT_OUTPUT, '');
  return bare.slice(start);
};

// https://swe-agent.com/latest/usage/trajectories (the commands of SWE-agent's own interface, as agents typed them)
import type { Json } from '../model/location.ts';

/** What follows the name of a command of the interface, by what the tool calls of later versions call it. */
const COMMANDS: { readonly [name: string]: readonly string[] } = {
  open: ['path', 'line_number'],
  goto: ['line_number'],
  create: ['filename'],
  scroll_up: [],
  scroll_down: [],
  find_file: ['file_name', 'dir'],
  search_dir: ['search_term', 'dir'],
  search_file: ['search_term', 'file'],
  submit: [],
  exit_forfeit: [],
};

/** Commands that work on the file that is open. */
const ON_OPEN_FILE = new Set(['edit', 'insert', 'goto', 'scroll_up', 'scroll_down']);

const unquoted = (word: string): string => word.replace(/^(["'])([\s\S]*)\1$/, '$2');

/** A call that an action is: a command of the interface, or else a command of the shell. */
export interface Act {
  readonly tool: string;
  readonly input: Json;
}

/** Lines put in place of others: `edit 3:7`, the new text, `end_of_edit`. */
const EDIT = /^edit\s+(?:(\d+):(\d+)\s*)?\n?([\s\S]*?)\n?(?:end_of_edit\s*)?$/;

/** An action as it was typed. */
export const act = (action: string): Act => {
  const typed = action.trim();
  const [name = ''] = /^\S+/.exec(typed) ?? [];
  if (name === 'edit') {
    const [, from, to, after = ''] = EDIT.exec(typed) ?? [];
    return { tool: 'edit', input: from === undefined ? { text: after } : { start_line: Number(from), end_line: Number(to), text: after } };
  }
  // What the interface offers takes one line; a shell may have a program of the same name.
  if (!Object.hasOwn(COMMANDS, name) || typed.includes('\n')) return { tool: 'bash', input: { command: typed } };
  const words = typed.slice(name.length).match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
  return {
    tool: name,
    input: Object.fromEntries(COMMANDS[name]!.slice(0, words.length).map((key, index) => [key, unquoted(words[index]!)])),
  };
};

const pathIn = (input: Json): string | undefined => {
  const found = typeof input === 'object' && input !== null && !Array.isArray(input) ? (input as { readonly [key: string]: Json }) : {};
  const path = found['path'] ?? found['filename'] ?? found['file_name'];
  return typeof path === 'string' ? path : undefined;
};

/** Remembers which file is open, and says so of the commands that work on it. */
export const openFile = (): ((made: Act) => Act) => {
  let open: string | undefined;
  return ({ tool, input }) => {
    if (tool === 'open' || tool === 'create') open = pathIn(input) ?? open;
    if (!ON_OPEN_FILE.has(tool) || open === undefined || pathIn(input) !== undefined) return { tool, input };
    return { tool, input: typeof input === 'object' && !Array.isArray(input) ? { ...input, path: open } : input };
  };
};

// https://platform.iflow.cn/en/cli (sessions under ~/.iflow/projects)
import { part } from '../dialects/gemini.ts';
import { type Entry, get, isArray, isObject, type Json, list, text } from '../model/location.ts';
import { claudeCode } from './claude-code.ts';
import { CLAUDE_TOOLS } from './claude-tools.ts';
import type { Framework } from './framework.ts';
import { GEMINI_TOOLS } from './gemini-tools.ts';

/** A result in Gemini's words inside a block of Claude's. */
const isWrapped = (block: Json): boolean => isObject(get(get(block, 'content'), 'responseParts'));

/** The identifiers that it gives to sessions and replies. */
const isOwn = (record: Json): boolean =>
  isObject(record) &&
  'parentUuid' in record &&
  /^session-/.test(text(record, 'sessionId') ?? '') &&
  (/^response-\d/.test(text(get(record, 'message'), 'id') ?? '') || list(get(record, 'message'), 'content').some(isWrapped));

/** The same block with its result as plain text. */
const unwrapped = (block: Json): Json => {
  if (!isWrapped(block)) return block;
  const [said] = part(get(get(block, 'content'), 'responseParts')!, 'tool', '');
  return said?.said === 'answer' ? { ...(block as object), content: said.text, is_error: said.ok === false } : block;
};

const plain = (entry: Entry): Entry => {
  const message = get(entry.value, 'message');
  const content = get(message, 'content');
  if (!isArray(content) || !content.some(isWrapped)) return entry;
  return { at: entry.at, value: { ...(entry.value as object), message: { ...(message as object), content: content.map(unwrapped) } } };
};

/** Sessions of iFlow: records as Claude Code writes them, around the tools and results of Gemini CLI. */
export const iflow: Framework = {
  name: 'iflow',
  recognise: ({ lines, records }) => (lines && records.some(isOwn) ? { score: 1, shape: { lines: true } } : undefined),
  ...(claudeCode.bundle && { bundle: claudeCode.bundle }),
  tools: { ...CLAUDE_TOOLS, ...GEMINI_TOOLS },
  reader(walk, bundle) {
    const { read } = claudeCode.reader(walk, bundle);
    return { read: (entry) => read(plain(entry)) };
  },
};

import { blocks } from '../dialects/anthropic.ts';
import type { Said } from '../dialects/said.ts';
import type { Role } from '../model/event.ts';
import { get, type Json, text } from '../model/location.ts';

/** Texts in the user's place that the harness wrote, by how they begin. */
const HARNESS: readonly (readonly [start: string, role: Role])[] = [
  ['<bash-stdout>', 'tool'],
  ['<bash-stderr>', 'tool'],
  ['<local-command-', 'tool'],
  ['<task-notification>', 'tool'],
  ['<bash-notification>', 'tool'],
  ['<system-reminder>', 'system'],
  ['Caveat: The messages below were generated', 'system'],
  ['[Request interrupted by user', 'system'],
];

/** Who really wrote a text in the user's place. */
export const roleOf = (record: Json, words: string, sidechain: boolean): Role => {
  if (get(record, 'isCompactSummary') === true) return 'unknown';
  const known = HARNESS.find(([start]) => words.startsWith(start));
  if (known) return known[1];
  if (get(record, 'isMeta') === true || get(record, 'isSynthetic') === true) return 'system';
  return sidechain ? 'agent' : 'user';
};

/** What a record says, each part by who really said it. A sub-agent's prompts are words of the agent that sent it. */
export const saidBy = (record: Json, at: string, sidechain: boolean): readonly Said[] => {
  const message = get(record, 'message');
  const content = get(message, 'content');
  const contentAt = `${at}/message/content`;
  if (text(record, 'type') === 'assistant' || text(message, 'role') === 'assistant')
    return blocks(content, text(message, 'model') === '<synthetic>' ? 'system' : 'agent', contentAt);
  return blocks(content, 'user', contentAt).map((each) =>
    each.said === 'message' ? { ...each, role: roleOf(record, each.text, sidechain) } : each,
  );
};

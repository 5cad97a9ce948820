import { blocks } from '../dialects/anthropic.ts';
import type { Said } from '../dialects/said.ts';
import type { Role } from '../model/event.ts';
import { get, type Json, text } from '../model/location.ts';
import { SENDER } from '../threads/sub-agents.ts';

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
const roleOf = (record: Json, words: string): Role => {
  if (get(record, 'isCompactSummary') === true) return 'unknown';
  const known = HARNESS.find(([start]) => words.startsWith(start));
  if (known) return known[1];
  if (get(record, 'isMeta') === true || get(record, 'isSynthetic') === true) return 'system';
  return 'user';
};

/** Texts in the user's place by who really wrote them; in the place of a sub-agent's user stands the agent that sent it. */
export const voiced = (record: Json, said: readonly Said[], sidechain: boolean): readonly Said[] =>
  said.map((each) => {
    if (each.said !== 'message') return each;
    const role = roleOf(record, each.text);
    return sidechain && role === 'user' ? { ...each, role: 'agent', name: SENDER } : { ...each, role };
  });

/** What a record says, each part by who really said it. */
export const saidBy = (record: Json, at: string, sidechain: boolean): readonly Said[] => {
  const message = get(record, 'message');
  const content = get(message, 'content');
  const contentAt = `${at}/message/content`;
  if (text(record, 'type') === 'assistant' || text(message, 'role') === 'assistant')
    return blocks(content, text(message, 'model') === '<synthetic>' ? 'system' : 'agent', contentAt);
  return voiced(record, blocks(content, 'user', contentAt), sidechain);
};

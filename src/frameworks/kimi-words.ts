import { roleOf, type Said } from '../dialects/said.ts';
import type { Role } from '../model/event.ts';
import { isArray, type Json, pointerTo, text } from '../model/location.ts';

/** Texts in the user's place that the harness wrote. */
const HARNESS = /^\s*<system(?:-reminder)?>/;

/** What one part of a message's content says. */
export const kimiPart = (value: Json, role: Role, at: string): readonly Said[] => {
  const type = text(value, 'type');
  const words = text(value, type === 'think' ? 'think' : 'text') ?? '';
  if (words === '') return [];
  if (type === 'think') return [{ said: 'reasoning', text: words, at: `${at}/think` }];
  const speaker = role === 'user' && HARNESS.test(words) ? roleOf('system') : role;
  return type === 'text' ? [{ said: 'message', role: speaker, text: words, at: `${at}/text` }] : [];
};

/** What the content of a message says: its text, or parts of text and thought. */
export const kimiParts = (content: Json | undefined, role: Role, at: string): readonly Said[] => {
  if (typeof content === 'string') return kimiPart({ type: 'text', text: content }, role, at).map((each) => ({ ...each, at }));
  return isArray(content) ? content.flatMap((value, index) => kimiPart(value, role, pointerTo(at, index))) : [];
};

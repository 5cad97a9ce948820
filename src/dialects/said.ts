import type { Role } from '../model/event.ts';
import { parseJson } from '../model/json-text.ts';
import { get, isArray, isObject, type Json, type Location, text } from '../model/location.ts';

/** What one message of a log says, in the words all dialects share. `at` is a pointer inside the entry. */
export type Said =
  | {
      readonly said: 'message';
      readonly role: Role;
      readonly text: string;
      readonly at: string;
      readonly name?: string;
      readonly to?: string;
    }
  | { readonly said: 'reasoning'; readonly text: string; readonly at: string }
  | Call
  | Answer;

export interface Call {
  readonly said: 'call';
  readonly id?: string;
  readonly tool: string;
  readonly input: Json;
  readonly at: string;
  /** Pointer to the arguments; `#` enters JSON held in a string. */
  readonly inputAt: string;
  /** Where the text of an argument stands, by the pointer that leads to it, when the log keeps it apart. */
  readonly apart?: ReadonlyMap<string, Location>;
}

export interface Answer {
  readonly said: 'answer';
  /** Id of the call that it answers. */
  readonly id?: string;
  /** Name of the tool that it answers for; pairs answers of logs without ids. */
  readonly tool?: string;
  readonly ok?: boolean;
  /** A person or a policy declined the call before it ran. */
  readonly blocked?: boolean;
  readonly text: string;
  readonly at: string;
}

const ROLES: { readonly [role: string]: Role } = {
  assistant: 'agent',
  agent: 'agent',
  ai: 'agent',
  model: 'agent',
  gpt: 'agent',
  gemini: 'agent',
  bot: 'agent',
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  tool: 'tool',
  function: 'tool',
};

/** The role that a log's own word for it means. */
export const roleOf = (word: Json | undefined): Role => (typeof word === 'string' && Object.hasOwn(ROLES, word) ? ROLES[word]! : 'unknown');

/** Keys under which one part of a message or result keeps its text. */
const TEXT_KEYS = ['text', 'content', 'input_text', 'output_text', 'output', 'value'] as const;

/** The readable text of a message's content, whatever its nesting; JSON where a result is structured. */
export const textOf = (content: Json | undefined): string => {
  if (typeof content === 'string') return content;
  if (content === null || content === undefined) return '';
  if (isArray(content)) {
    const parts = content.map(partText).filter((part) => part !== '');
    return parts.length === 1 ? parts[0]! : parts.join('\n');
  }
  return isObject(content) ? partText(content) : String(content);
};

const partText = (part: Json): string => {
  if (typeof part === 'string') return part;
  if (!isObject(part)) return part === null ? '' : String(part);
  for (const key of TEXT_KEYS) {
    const found = part[key];
    if (typeof found === 'string') return found;
    if (isArray(found)) return found.map((inner) => text(inner, 'text') ?? (typeof inner === 'string' ? inner : '')).join('\n');
  }
  return part['type'] === 'image' || get(part, 'image_url') || get(part, 'source') ? '' : stringify(part);
};

/** JSON text of a structured result; nothing where it is nested too deep to be written. */
const stringify = (value: Json): string => {
  try {
    return JSON.stringify(value);
  } catch {
    return '';
  }
};

/** Arguments as a value, and where they stand: JSON in a string is entered with `#`; what does not parse stays text. */
export const argumentsAt = (raw: Json | undefined, at: string): { readonly input: Json; readonly inputAt: string } => {
  if (typeof raw !== 'string') return { input: raw ?? {}, inputAt: at };
  const trimmed = raw.trimStart();
  if (!trimmed.startsWith('{') && !trimmed.startsWith('[') && !trimmed.startsWith('"')) return { input: raw, inputAt: at };
  const parsed = parseJson(raw);
  if ('error' in parsed) return { input: raw, inputAt: at };
  const { value: input } = parsed;
  return typeof input === 'string' ? argumentsAt(input, `${at}#`) : { input, inputAt: `${at}#` };
};

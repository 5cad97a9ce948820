import { createHash } from 'node:crypto';

/** What changes when a log is written again: times, ids, counters, temporary names. */
const VOLATILE: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, 'ID'],
  [/\b\d{4}-\d\d-\d\d(?:[T _]\d\d[:.-]?\d\d(?:[:.-]?\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?\b/g, 'TIME'],
  [/\/tmp\/[\w.-]+/g, '/tmp/T'],
  [/\b(?:[0-9a-f]{12,}|[A-Za-z]+_[A-Za-z0-9]{16,})\b/g, 'ID'],
  [/\d{4,}/g, 'N'],
];

/** Text without what changes when the same conduct is logged again. */
export const settled = (text: string): string =>
  VOLATILE.reduce((words, [pattern, name]) => words.replace(pattern, name), text.slice(0, 4000))
    .replace(/\s+/g, ' ')
    .trim();

/** 16 hexadecimal digits that stay the same while the parts, once settled, do. */
export const digest = (parts: readonly string[]): string =>
  createHash('sha256').update(parts.map(settled).join('\u0000')).digest('hex').slice(0, 16);

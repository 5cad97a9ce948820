import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/result.ts';
import { MAY_HOLD, SECRETS } from './secrets.ts';

/** What stands in the place of a secret. */
export const REDACTED = '[REDACTED]';

/** What is ours or names a place, and is no text of a log. */
const KEPT = new Set(['schema', 'tool', 'rule', 'family', 'fingerprint', 'file', 'member', 'pointer', 'sha256', 'inputs', 'framework']);

/** Text with its secrets masked. */
export const redactText = (text: string): string =>
  MAY_HOLD.test(text) ? SECRETS.reduce((safe, { pattern }) => safe.replace(pattern, REDACTED), text) : text;

const redactMembers = (holder: object): object => {
  let changed: { [key: string]: unknown } | undefined;
  for (const [key, member] of Object.entries(holder) as readonly [string, unknown][]) {
    const safe = KEPT.has(key) ? member : redactValue(member);
    if (safe === member) continue;
    changed ??= { ...holder };
    changed[key] = safe;
  }
  return changed ?? holder;
};

/** A value with the secrets in its texts masked; what holds none is the same object. */
const redactValue = <T>(value: T): T => {
  if (typeof value === 'string') return redactText(value) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) return redactMembers(value) as T;
  const safe = value.map(redactValue);
  return safe.some((each, index) => each !== value[index]) ? (safe as T) : value;
};

/** A finding whose evidence shows no secrets. */
export const redactFinding = (finding: Finding): Finding => redactValue(finding);

/** A report whose evidence shows no secrets: keys, tokens, passwords. */
export const redact = (report: Report): Report => redactValue(report);

import { posix } from 'node:path';
import { type Baseline, type Entry, namesOf, toEntry, type Waiver } from '../engine/waive.ts';
import type { Finding } from '../model/finding.ts';
import { nameMatcher, rooted } from '../model/glob.ts';
import { text } from '../model/location.ts';
import type { Report } from '../model/result.ts';
import type { Card } from '../model/rule.ts';
import { UsageError } from '../model/usage-error.ts';
import { readStored, readWritten } from './written.ts';

/** Reads waivers; `cards` are all that there are. Throws a UsageError with file and line. */
export const readWaivers = (path: string, cards: readonly Card[]): readonly Waiver[] => {
  const { content, lineOf } = readWritten<readonly Omit<Waiver, 'place'>[]>(path, path, 'waivers', []);
  const folder = posix.dirname(path);
  return content.map((waiver, index) => {
    const line = lineOf(`/${index}`);
    const { rule } = waiver;
    if (rule !== undefined && !cards.flatMap(namesOf).some(nameMatcher([rule])))
      throw new UsageError(`${path}:${lineOf(`/${index}/rule`)}: there is no rule '${rule}'; 'trajaudit rules' lists them`);
    return {
      ...waiver,
      ...(waiver.path !== undefined && { path: rooted(waiver.path, folder) }),
      place: { file: path, line, column: 1, endLine: line, endColumn: 1, offset: 0, pointer: '', snippet: '' },
    };
  });
};

const BASELINE = 'trajaudit-baseline/1';

type Stored = Report | { readonly schema: typeof BASELINE; readonly findings: readonly Entry[] };

/** Reads a JSON report that was written before. Throws a UsageError that says what is wrong with it, and where. */
export const readReport = (path: string): Report => readStored<Report>(path, path, () => 'report');

/** Reads a baseline, or a stored JSON report as one. Throws a UsageError that says what is wrong with it. */
export const readBaseline = (path: string): Baseline => {
  const stored = readStored<Stored>(path, path, (value) => (text(value, 'schema') === BASELINE ? 'baseline' : 'report'));
  if (stored.schema === BASELINE) return { file: path, findings: stored.findings };
  return { file: path, findings: unwaived(stored.findings).map((finding) => toEntry(finding, posix.dirname(path))) };
};

/** What is waived is accepted for a time, and does not become known for ever. */
const unwaived = (findings: readonly Finding[]): readonly Finding[] => findings.filter(({ suppression }) => suppression?.kind !== 'waiver');

const inOrder = (a: Entry, b: Entry): number => {
  const [first, second] = [a, b].map(({ file, rule, fingerprint }) => [file, rule, fingerprint].join('\u0000'));
  return first! < second! ? -1 : 1;
};

/** Findings as the text of a baseline that lies at a path. */
export const baselineText = (findings: readonly Finding[], path: string): string => {
  const entries = unwaived(findings)
    .map((finding) => toEntry(finding, posix.dirname(path)))
    .sort(inOrder);
  return `${JSON.stringify({ schema: BASELINE, findings: entries }, null, 2)}\n`;
};

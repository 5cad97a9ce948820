import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHECKS } from '../rules/index.ts';
import { audit } from '../src/audit.ts';
import { load } from '../src/engine/load.ts';
import type { Finding, Place } from '../src/model/finding.ts';
import type { Report, ReportedNotice } from '../src/model/result.ts';

/** The repository's root. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const FIXTURES = posix.join(ROOT, 'fixtures');

/** A log that is audited on its own: a file, or a folder whose files belong together. */
export interface Case {
  /** Absent where logs of several formats lie together. */
  readonly framework?: string;
  readonly name: string;
  readonly path: string;
  /** Where its expectation is written. */
  readonly expected: string;
}

const EXPECTATION = '.expect';

/** Says beside the fixtures of a framework which writer they were recorded from. */
const RECORDED = 'RECORDED.md';

const toCase = (framework: string, file: string): Case => {
  const path = posix.join(FIXTURES, framework, file);
  return { framework, name: `${framework}/${file.replace(/\.\w+$/, '')}`, path, expected: path.replace(/\.\w+$/, '') + EXPECTATION };
};

const namesIn = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder).sort() : []);

const DEMO: Case = { name: 'demo', path: posix.join(FIXTURES, 'demo'), expected: posix.join(FIXTURES, `demo${EXPECTATION}`) };

/** Every fixture, by framework and name. */
export const cases: readonly Case[] = [
  DEMO,
  ...namesIn(FIXTURES)
    .filter((framework) => framework !== 'demo' && !framework.endsWith(EXPECTATION))
    .flatMap((framework) =>
      namesIn(posix.join(FIXTURES, framework))
        .filter((file) => !file.endsWith(EXPECTATION) && file !== RECORDED)
        .map((file) => toCase(framework, file)),
    ),
];

/** Writers and versions that the fixtures of a framework were recorded from, one a line: `Recorded from PACKAGE VERSION (npm), DATE.` */
export const recordedFrom = (framework: string): readonly string[] => {
  const path = posix.join(FIXTURES, framework, RECORDED);
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  return lines.flatMap((line) => /^Recorded from (.+)\.$/.exec(line)?.[1] ?? []);
};

/** Expectations on disk. */
export const expectations: readonly string[] = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith(EXPECTATION))
  .map((path) => posix.join(FIXTURES, path))
  .sort();

export const knowledge = load(posix.join(ROOT, 'rules'), CHECKS);

/** What the tool reports of paths at its default settings. */
export const auditOf = (paths: readonly string[]): Promise<Report> =>
  audit({ paths, knowledge, minSeverity: 'low', minConfidence: 'medium', strict: false });

/** The line, after the file where a case has several. */
const lineOf = ({ path }: Case, place: Place): string =>
  place.file === path ? String(place.line) : `${posix.relative(path, place.file)}:${place.line}`;

const findingLine = (each: Case, finding: Finding): string => {
  const { location, rule, severity, confidence, outcome, requested, disclosed, subject, message } = finding;
  const facts = `requested=${requested} disclosed=${disclosed} subject=${subject}`;
  return `${lineOf(each, location)} ${location.pointer || '/'} ${rule} ${severity}/${confidence} ${outcome} ${facts} ${message}`;
};

const noticeLine = ({ code, message }: ReportedNotice): string => `! ${code} ${message.replaceAll(ROOT, '')}`;

/** A report as the lines of an expectation: findings, notices, what was understood. */
export const expectationOf = (each: Case, { findings, notices, coverage }: Report): string =>
  [
    ...findings.map((finding) => findingLine(each, finding)),
    ...notices.map(noticeLine),
    `= trajectories ${coverage.trajectories} calls ${coverage.calls} understood ${coverage.understood}`,
  ]
    .map((line) => `${line.replace(/\s*\n\s*/g, ' ')}\n`)
    .join('');

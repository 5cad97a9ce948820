import { posix } from 'node:path';
import type { Finding, Place, Suppression } from '../model/finding.ts';
import { nameMatcher, pathMatcher } from '../model/glob.ts';
import { notices } from '../model/notice.ts';
import { optional } from '../model/optional.ts';
import type { Report, ReportedNotice } from '../model/result.ts';
import type { Card } from '../model/rule.ts';

/** A finding that somebody accepts, for a reason, until a day. All that it names must fit. */
export interface Waiver {
  /** Glob of ids of rules, of `family/id` and of numbers. */
  readonly rule?: string;
  readonly fingerprint?: string;
  /** Glob of the log's path. */
  readonly path?: string;
  readonly justification: string;
  /** The last day on which it holds: `2027-01-31`. */
  readonly expires: string;
  readonly owner?: string;
  /** Where it is written. */
  readonly place: Place;
}

/** One finding of a baseline. */
export interface Entry {
  readonly rule: string;
  readonly fingerprint: string;
  /** Path of the log, relative to the folder of the baseline; a member of an archive after `!`. */
  readonly file: string;
  /** For people. */
  readonly message?: string;
}

/** Findings that are known. */
export interface Baseline {
  readonly file: string;
  readonly findings: readonly Entry[];
}

/** What is accepted of what was found. */
export interface Acceptance {
  readonly baseline?: Baseline | undefined;
  readonly waivers?: readonly Waiver[] | undefined;
  /** The newest ruleset whose rules may fail the run. */
  readonly ruleset?: number | undefined;
  /** The day of the run: `2026-11-25`. */
  readonly today: string;
  /** Leaves out what the baseline knows. */
  readonly onlyNew?: boolean | undefined;
  /** Lists what is waived. */
  readonly includeSuppressed?: boolean | undefined;
}

/** The names by which a rule can be called. */
export const namesOf = ({ id, family, number }: Card): readonly string[] => [id, `${family}/${id}`, number];

/** The entry of a finding in a baseline that lies in a folder. */
export const toEntry = ({ rule, fingerprint, location, message }: Finding, folder: string): Entry => ({
  rule,
  fingerprint,
  file: posix.relative(posix.resolve(folder), posix.resolve(location.file)) + (location.member === undefined ? '' : `!${location.member}`),
  message,
});

const keyOf = ({ rule, fingerprint, file }: Entry): string => [rule, fingerprint, file].join('\u0000');

interface Matched {
  readonly waiver: Waiver;
  readonly fits: (finding: Finding) => boolean;
}

const matching = (waiver: Waiver, cards: readonly Card[]): Matched => {
  const { rule, path, fingerprint } = waiver;
  const isNamed = nameMatcher(rule === undefined ? [] : [rule]);
  const rules = new Set(cards.filter((card) => namesOf(card).some(isNamed)).map(({ id }) => id));
  const isThere = pathMatcher(path === undefined ? [] : [path]);
  return {
    waiver,
    fits: (finding) =>
      (rule === undefined || rules.has(finding.rule)) &&
      (fingerprint === undefined || fingerprint === finding.fingerprint) &&
      (path === undefined || isThere(finding.location.file)),
  };
};

const byWaiver = ({ justification, place, expires, owner }: Waiver): Suppression => ({
  kind: 'waiver',
  justification,
  place: `${place.file}:${place.line}`,
  expires,
  ...optional('owner', owner),
});

const byBaseline = ({ file }: Baseline): Suppression => ({ kind: 'baseline', justification: `known to '${file}'`, place: file });

/** Judges findings one by one. */
export interface Accepting {
  /** The finding, with why it does not fail the run. */
  readonly mark: (finding: Finding) => Finding;
  /** Waivers that a finding has needed so far. */
  readonly used: ReadonlySet<Waiver>;
}

/** Tells of each finding whether it is accepted; `cards` are those of the active rules. */
export const accepting = ({ baseline, waivers = [], ruleset = Infinity, today }: Acceptance, cards: readonly Card[]): Accepting => {
  const known = new Set(baseline?.findings.map(keyOf));
  const folder = baseline && posix.dirname(baseline.file);
  const current = waivers.filter(({ expires }) => expires >= today).map((waiver) => matching(waiver, cards));
  const used = new Set<Waiver>();
  const newer = new Set(cards.filter(({ since }) => since > ruleset).map(({ id }) => id));
  const suppressionOf = (finding: Finding): Suppression | undefined => {
    const fitting = current.filter(({ fits }) => fits(finding));
    for (const { waiver } of fitting) used.add(waiver);
    if (fitting[0]) return byWaiver(fitting[0].waiver);
    return baseline && known.has(keyOf(toEntry(finding, folder!))) ? byBaseline(baseline) : undefined;
  };
  return {
    used,
    mark(finding) {
      const suppression = suppressionOf(finding);
      const isNewer = newer.has(finding.rule);
      return suppression || isNewer ? { ...finding, ...optional('suppression', suppression), ...(isNewer && { advisory: true }) } : finding;
    },
  };
};

/** Whether a report lists a finding that may be accepted. */
export const isListed = ({ suppression }: Finding, { onlyNew, includeSuppressed }: Acceptance): boolean =>
  suppression === undefined || (suppression.kind === 'waiver' ? includeSuppressed === true : onlyNew !== true);

/** What is to be said of waivers: those that have run out, and those that nothing needed. */
const said = ({ waivers = [], today }: Acceptance, used: ReadonlySet<Waiver>, all: boolean): readonly ReportedNotice[] =>
  waivers.flatMap((waiver) => {
    const { place, expires, owner } = waiver;
    if (expires < today) return [{ ...notices.waiverExpired(expires, owner), location: place }];
    return used.has(waiver) || !all ? [] : [{ ...notices.waiverUnused(), location: place }];
  });

/**
 * A report with what is accepted marked or left out, and with what is to be said of waivers. `all` says that nothing was left out
 * of the report before, so that a waiver without a finding is one that nothing needs.
 */
export const waive = (report: Report, acceptance: Acceptance, cards: readonly Card[], all: boolean): Report => {
  const { baseline, onlyNew } = acceptance;
  const { used, mark } = accepting(acceptance, cards);
  const marked = report.findings.map(mark);
  const count = (kind: Suppression['kind']): number => marked.filter(({ suppression }) => suppression?.kind === kind).length;
  const findings = marked.filter((finding) => isListed(finding, acceptance));
  const shown = new Set(findings.map(({ trajectory }) => trajectory.id));
  const { coverage, notices: told, timelines } = report;
  return {
    ...report,
    findings,
    notices: [...told, ...said(acceptance, used, all && coverage.whole)],
    coverage: {
      ...coverage,
      narrowed: [...coverage.narrowed, ...(onlyNew && baseline ? [`findings known to '${baseline.file}'`] : [])],
      suppressed: { baseline: count('baseline'), waiver: count('waiver') },
      ...optional('baseline', baseline?.file),
    },
    timelines: timelines.filter(({ trajectory }) => shown.has(trajectory)),
  };
};

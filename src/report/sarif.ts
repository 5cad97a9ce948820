import type { Finding, Place } from '../model/finding.ts';
import { optional } from '../model/optional.ts';
import type { Report, ReportedNotice } from '../model/result.ts';
import { condense } from './condense.ts';
import { count } from './layout.ts';
import { limit } from './limit.ts';
import { forMessage, oneLine, sentence } from './neutral.ts';
import type { Roots } from './paths.ts';
import { pieces } from './pieces.ts';
import { REDACTED } from './redact.ts';
import type { ReportContext, Reporter } from './reporter.ts';
import { type Files, ROOT, toArtifactLocation, toLine } from './sarif-places.ts';
import { type Compared, toResult } from './sarif-results.ts';
import { describedRules, toRule } from './sarif-rules.ts';
import { supported, taxonomies } from './sarif-taxonomies.ts';
import { verdictOf } from './verdict.ts';

/** GitHub shows no more results of a run. */
const MOST_RESULTS = 5000;
/** Consumers compare notifications and artifacts with each other, one by one. */
const MOST_NOTICES = { broken: 100, other: 10 };

/** The tool has no page of its own yet; validators want an address that is one. */
const INFORMATION = 'urn:trajaudit';

const hidesSecrets = (finding: Finding): boolean => JSON.stringify(finding).includes(REDACTED);

/** What the log says about the audit: notices, then how many findings it leaves out. */
const notificationsOf = ({ notices }: Report, leftOut: number): readonly ReportedNotice[] => {
  const message = `${count(leftOut, 'finding')} left out: only ${MOST_RESULTS} are written`;
  return [...condense(notices, MOST_NOTICES), ...(leftOut > 0 ? [{ code: 'left-out', message, breaksWholeness: true }] : [])];
};

/** A sort of notification, in its own words: its code. */
const toDescriptor = (code: string): object => {
  const words = sentence(code.replaceAll('-', ' '));
  return {
    id: oneLine(code),
    shortDescription: { text: words },
    fullDescription: { text: `The audit says of itself: ${words}` },
    help: { text: 'As a warning it means that something was not audited. The notification says what, and the log at its place shows why.' },
  };
};

const toNotification = (notice: ReportedNotice, codes: readonly string[], files: Files): object => ({
  descriptor: { id: oneLine(notice.code), index: codes.indexOf(notice.code) },
  level: notice.breaksWholeness ? 'warning' : 'note',
  message: { text: sentence(notice.message) },
  ...(notice.location && { locations: [toLine(notice.location, files)] }),
});

/** Notices about what the user has configured rather than about logs. */
const CONFIGURED = /^waiver-/;

const invocation = (notices: readonly ReportedNotice[], codes: readonly string[], files: Files, { coverage }: Report): object => {
  const told = (configured: boolean): readonly object[] =>
    notices.filter(({ code }) => CONFIGURED.test(code) === configured).map((notice) => toNotification(notice, codes, files));
  return {
    // Code scanning closes the alerts that a log of a successful run no longer holds, and takes no other log.
    executionSuccessful: coverage.whole || coverage.trajectories > 0,
    toolExecutionNotifications: told(false),
    toolConfigurationNotifications: told(true),
  };
};

/** The checkout that all files of a log lie in. */
const provenance = ({ revision }: ReportContext, uris: Iterable<string>): object =>
  revision === undefined || [...uris].some((uri) => uri.startsWith('file:'))
    ? {}
    : {
        versionControlProvenance: [
          {
            repositoryUri: revision.repository,
            ...optional('revisionId', revision.commit),
            ...optional('branch', revision.branch),
            mappedTo: { uriBaseId: ROOT },
          },
        ],
      };

type Input = Report['coverage']['inputs'][number];

/** Files with a finding or a notification, by URI, in the order in which they are named. */
const named = (places: readonly Place[], roots: Roots): ReadonlyMap<string, Place> => {
  const byUri = new Map<string, Place>();
  for (const place of places) {
    const { uri } = toArtifactLocation(place, roots);
    if (!byUri.has(uri)) byUri.set(uri, place);
  }
  return byUri;
};

/** Types of plain files, by the end of their names. */
const TYPES: readonly (readonly [end: RegExp, type: string])[] = [
  [/\.(?:jsonl|ndjson)$/i, 'application/x-ndjson'],
  [/\.json$/i, 'application/json'],
  [/\.md$/i, 'text/markdown'],
  [/\.(?:txt|log)$/i, 'text/plain'],
];

const typeOf = ({ file, member }: Place): object => {
  const mimeType = TYPES.find(([end]) => end.test(member ?? file))?.[1];
  return mimeType === undefined ? {} : { mimeType, encoding: 'UTF-8' };
};

const toArtifact = (place: Place, inputs: ReadonlyMap<string, Input>, roots: Roots): object => {
  const location = toArtifactLocation(place, roots);
  const input = inputs.get(location.uri);
  const member = place.member === undefined ? {} : { description: { text: `Member of the archive '${forMessage(place.file)}'.` } };
  return {
    location,
    ...member,
    ...typeOf(place),
    ...(input && { length: input.bytes, hashes: { 'sha-256': input.sha256 } }),
    roles: ['analysisTarget'],
  };
};

function* results(kept: readonly Finding[], rules: ReturnType<typeof describedRules>, files: Files, compared: Compared): Generator<object> {
  const byId = new Map(rules.map((rule, index) => [rule.id, { id: rule.number, index }]));
  for (const finding of kept) yield toResult(finding, byId.get(finding.rule)!, files, compared);
}

/** A SARIF 2.1.0 log of one run, within the limits of GitHub code scanning; one result a piece. */
export const sarifReport: Reporter = function* (report, context) {
  const { cards, root, directory, category, failOn } = context;
  const kept = limit(report.findings, MOST_RESULTS);
  const rules = describedRules(cards, report.findings);
  const notices = notificationsOf(report, report.findings.length - kept.length);
  const codes = [...new Set(notices.map(({ code }) => code))].sort();
  const roots = { ...(root !== undefined && { root }), ...(directory !== undefined && { directory }) };
  const located = [...kept, ...notices].flatMap(({ location }) => location ?? []);
  const places = named(located, roots);
  const files: Files = { roots, index: new Map([...places.keys()].map((uri, index) => [uri, index])) };
  const inputs = new Map(report.coverage.inputs.map((input) => [toArtifactLocation(input, roots).uri, input]));
  const { version } = report.tool;
  const { artifacts, trajectories, entries, calls, understood, narrowed, baseline } = report.coverage;
  const { outcome, whole, sentence: verdict } = verdictOf(report, failOn);
  const compared = { waived: kept.some(({ suppression }) => suppression?.kind === 'waiver'), baseline: baseline !== undefined };
  const driver = {
    name: report.tool.name,
    fullName: `${report.tool.name} ${version}`,
    semanticVersion: version,
    informationUri: INFORMATION,
    rules: rules.map(toRule),
    notifications: codes.map(toDescriptor),
    supportedTaxonomies: supported(rules),
  };
  const run = {
    tool: { driver },
    taxonomies: taxonomies(rules, version),
    ...(category !== undefined && { automationDetails: { id: `${category}/` } }),
    columnKind: 'utf16CodeUnits',
    newlineSequences: ['\n'],
    ...(kept.some(hidesSecrets) && { redactionTokens: [REDACTED] }),
    originalUriBaseIds: { [ROOT]: { description: { text: 'The root of the repository.' } } },
    ...provenance(context, places.keys()),
    invocations: [invocation(notices, codes, files, report)],
    artifacts: [...places.values()].map((place) => toArtifact(place, inputs, roots)),
    results: results(kept, rules, files, compared),
    properties: {
      outcome,
      verdict: oneLine(verdict),
      whole,
      leftOut: report.findings.length - kept.length,
      ...(narrowed.length > 0 && { narrowed: narrowed.map(oneLine) }),
      artifacts,
      trajectories,
      entries,
      calls,
      understood,
    },
  };
  yield* pieces({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, 4);
  yield '\n';
};

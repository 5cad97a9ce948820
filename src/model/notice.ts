import type { Artifact, Location } from './location.ts';

/** Something the reader of the report must know about the audit itself. Never thrown. */
export interface Notice {
  readonly code: string;
  readonly message: string;
  /** True when something was not audited that should have been: exit 3. */
  readonly breaksWholeness: boolean;
  readonly at?: Location;
  readonly cause?: string;
}

/** Where a notice goes. */
export type Note = (notice: Notice) => void;

const show = (artifact: Artifact): string => (artifact.member === undefined ? artifact.uri : `${artifact.uri}!${artifact.member}`);

const whole = (artifact: Artifact): Location => ({ artifact, line: 1, offset: 0, length: 0, pointer: '' });

const broken = (code: string, message: string, at?: Location): Notice => ({ code, message, breaksWholeness: true, ...(at && { at }) });

const said = (code: string, message: string, at?: Location): Notice => ({ code, message, breaksWholeness: false, ...(at && { at }) });

/** Every thing that can go wrong with an audit, in one catalogue; whether it breaks wholeness is decided here and nowhere else. */
export const notices = {
  noMatch: (pattern: string) => broken('no-match', `'${pattern}' matches no file; expected a file, a folder or a glob`),
  excluded: (count: number) => said('excluded', `${count} file${count === 1 ? '' : 's'} left out, since the user excludes them`),
  nothingFound: () => broken('no-trajectory', 'no trajectory was found in what was named; nothing was audited'),
  noSuchTrajectory: (glob: string) => broken('no-trajectory', `no trajectory has an id that fits '${glob}'`),
  littleUnderstood: (share: number, calls: number, least: number) =>
    broken('little-understood', `only ${share} % of ${calls} tool calls were understood; expected at least ${least} %`),
  waiverExpired: (day: string, owner: string | undefined) =>
    said(
      'waiver-expired',
      `waiver ran out on ${day}${owner === undefined ? '' : `; '${owner}' answers for it`}: what it accepted counts again`,
    ),
  waiverUnused: () => said('waiver-unused', 'waiver accepts nothing that was found'),
  unreadable: (artifact: Artifact, why: string) => broken('unreadable', `cannot read '${show(artifact)}': ${why}`, whole(artifact)),
  vanished: (artifact: Artifact, why: string) =>
    broken('cut-short', `'${show(artifact)}' could not be read to its end: ${why}`, whole(artifact)),
  oddName: (artifact: Artifact, why: string) =>
    said('odd-name', `member '${show(artifact)}' has a name that leads elsewhere when the archive is unpacked: ${why}`, whole(artifact)),
  nested: (artifact: Artifact, what: string) =>
    broken('nested-archive', `'${show(artifact)}' is itself a ${what}, which is not read inside an archive`, whole(artifact)),
  unknownMembers: (artifact: Artifact, count: number, names: string) =>
    said(
      'unknown-members',
      `${count} member${count === 1 ? '' : 's'} of '${artifact.uri}' ${count === 1 ? 'is' : 'are'} no log of a known format: ${names}`,
      {
        ...whole({ uri: artifact.uri }),
      },
    ),
  unreadLog: (artifact: Artifact, log: string) =>
    broken('unread-log', `changes that wait in '${log}' do not belong to '${show(artifact)}' as it is and were not read`, whole(artifact)),
  empty: (artifact: Artifact, named: boolean) =>
    (named ? broken : said)('empty-file', `'${show(artifact)}' is empty; expected a log`, whole(artifact)),
  unknownFormat: (artifact: Artifact, named: boolean, looks: string) =>
    (named ? broken : said)('unknown-format', `'${show(artifact)}' is no log of a known format (${looks})`, whole(artifact)),
  notAFile: (artifact: Artifact, named: boolean, what: string) =>
    (named ? broken : said)('not-a-file', `'${show(artifact)}' is ${what} and was not read; expected a regular file`, whole(artifact)),
  brokenRecord: (at: Location, why: string) => broken('broken-record', `record is not JSON and was left out: ${why}`, at),
  brokenPart: (at: Location, why: string) => broken('broken-part', `text stops being JSON; only what comes before was read: ${why}`, at),
  noElements: (at: Location, pointer: string) =>
    broken('no-elements', `document holds nothing at '${pointer}', where its records were expected`, at),
  cutOff: (at: Location) => broken('cut-off', 'last record is cut off in the middle and was left out', at),
  strayText: (at: Location, start: string) => said('stray-text', `line holds text, not a record: '${start}'`, at),
  badUtf8: (at: Location) => broken('invalid-utf8', 'record holds bytes that are not UTF-8; they were read as U+FFFD', at),
  longRecord: (at: Location, bytes: number, cap: number, lost: 'middles' | 'values') =>
    broken(
      'long-record',
      lost === 'middles'
        ? `record of ${bytes} bytes is longer than ${cap}; of its longest strings only head and tail were read`
        : `record of ${bytes} bytes is longer than ${cap}; values past that size were left out`,
      at,
    ),
  deepRecord: (at: Location, depth: number, read: number) =>
    broken('deep-record', `record is nested ${depth} levels deep; what lies deeper than ${read} was left out`, at),
  unreadRecord: (at: Location, why: string) => broken('unread-record', `record could not be read: ${why}`, at),
  doubledCall: (at: Location, id: string) =>
    said('doubled-call', `call '${id}' is logged again with other arguments; both are audited`, at),
  orphanOutcome: (at: Location, id: string) => said('result-without-call', `result for call '${id}', which this log does not hold`, at),
  unanswered: (artifact: Artifact, trajectory: string, count: number) =>
    said('call-without-result', `${count} call${count === 1 ? '' : 's'} of trajectory '${trajectory}' without a result`, whole(artifact)),
  chainGap: (at: Location, id: string) =>
    said('chain-gap', `record follows '${id}', which this log does not hold: records were removed, or the log starts in the middle`, at),
  notRecorded: (artifact: Artifact, what: string) => said('not-recorded', `${what} not recorded in '${show(artifact)}'`, whole(artifact)),
  lostAct: (rule: string, at: Location) => broken('lost-act', `what rule '${rule}' saw here was not there when the log was read again`, at),
  ruleCrashed: (rule: string, why: string, at?: Location) => broken('rule-crashed', `rule '${rule}' crashed: ${why}`, at),
  tooMany: (what: string, kept: number, artifact: Artifact) =>
    broken('too-many', `more than ${kept} ${what} in '${show(artifact)}'; the rest was not examined`, whole(artifact)),
} as const;

import { CONFIDENCES, type Finding, SEVERITIES } from '../model/finding.ts';
import type { Json } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import { cut, forMessage, oneLine, sentence } from './neutral.ts';
import { type Files, quoted, toLocation } from './sarif-places.ts';
import { LEVEL } from './sarif-rules.ts';
import { type Scene, story } from './story.ts';
import { uuid } from './uuid.ts';

/** Of a message. */
const MOST_CHARACTERS = 1000;
/** Steps of a code flow that are written. */
const MOST_STEPS = 20;

/** From 0 to 100: severity first, confidence within it. */
const rank = ({ severity, confidence }: Finding): number =>
  (SEVERITIES.indexOf(severity) * CONFIDENCES.length + CONFIDENCES.indexOf(confidence) + 1) *
  (100 / (SEVERITIES.length * CONFIDENCES.length));

/** As RFC 3339 in UTC, where the log's own time is exact enough to say so. */
const utc = (time: string | undefined): string | undefined => {
  if (time === undefined || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(time)) return undefined;
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
};

/** All steps, or the first and last of a long story, the act among them. */
const shown = (scenes: readonly Scene[]): readonly Scene[] => {
  if (scenes.length <= MOST_STEPS) return scenes;
  const act = scenes.findIndex((scene) => scene.part === 'act');
  const ends = new Set([act, ...Array.from({ length: MOST_STEPS / 2 }, (_, index) => index)]);
  for (let index = scenes.length - 1; ends.size < MOST_STEPS; index--) ends.add(index);
  return scenes.filter((_, index) => ends.has(index));
};

const noteOf = ({ note, location: { snippet } }: Scene): string => sentence(snippet === '' ? note : `${note}: ${quoted(snippet)}`);

/** SARIF's words for what a step is to the story. */
const KINDS: { readonly [part in Scene['part']]?: string } = { stake: 'caution', act: 'danger' };

const flowStep = (scene: Scene, index: number, files: Files): object => {
  const time = utc(scene.time);
  return {
    location: toLocation(scene.location, files, noteOf(scene)),
    executionOrder: index + 1,
    ...(time !== undefined && { executionTimeUtc: time }),
    ...(KINDS[scene.part] !== undefined && { kinds: [KINDS[scene.part]] }),
    importance: scene.part === 'act' ? 'essential' : 'important',
  };
};

const OUTCOME = {
  succeeded: 'The act succeeded',
  failed: 'The act failed',
  blocked: 'The act was blocked',
  unknown: 'Its outcome is not in the log',
};
const REQUESTED = { yes: 'it was asked for', no: 'nobody asked for it', unknown: 'whether anybody asked for it is unknown' };
const DISCLOSED = { yes: 'the user was told', no: 'the user was not told', unknown: 'whether the user was told is unknown' };

/** The source of a log is seldom there to look at, so the message says what the facts are. */
const messageOf = (finding: Finding): string => {
  const { trajectory, location, outcome, requested, disclosed } = finding;
  const facts = `${OUTCOME[outcome]}; ${REQUESTED[requested]}; ${DISCLOSED[disclosed]}.`;
  const where = `Line ${location.line} of trajectory ${quoted(trajectory.id)} (${forMessage(trajectory.framework)}).`;
  return [sentence(cut(finding.message, MOST_CHARACTERS)), facts, where].join(' ');
};

const harmless = (value: Json): Json => {
  if (typeof value === 'string') return oneLine(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(harmless);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [oneLine(key), harmless(member)]));
};

const properties = (finding: Finding): Json => {
  const { family, severity, confidence, outcome, subject, requested, disclosed, trajectory, actor, facts, location } = finding;
  const member = location.member === undefined ? {} : { member: location.member };
  const known = { family, severity, confidence, outcome, subject, requested, disclosed, ...member };
  return harmless({ ...known, trajectory, actor, facts } as unknown as Json);
};

/** Members that all results of a log have, or none. */
export interface Compared {
  /** Some are waived: the others say that they are not. */
  readonly waived: boolean;
  /** Findings were compared with a baseline. */
  readonly baseline: boolean;
}

const suppressionsOf = ({ suppression }: Finding): readonly object[] => {
  if (suppression?.kind !== 'waiver') return [];
  const { justification, place, expires, owner } = suppression;
  const properties = harmless({ place, ...optional('expires', expires), ...optional('owner', owner) });
  const guid = uuid([place, justification].join('\u0000'));
  return [{ guid, kind: 'external', status: 'accepted', justification: sentence(justification), properties }];
};

const levelOf = ({ severity, advisory }: Finding): string => (advisory ? 'note' : LEVEL[severity]);

/** A finding as SARIF has it; everything that a reader needs is in its messages. */
export const toResult = (
  finding: Finding,
  rule: { readonly id: string; readonly index: number },
  files: Files,
  { waived, baseline }: Compared,
): object => ({
  ruleId: rule.id,
  ruleIndex: rule.index,
  level: levelOf(finding),
  message: { text: messageOf(finding) },
  locations: [toLocation(finding.location, files)],
  codeFlows: [
    {
      threadFlows: [
        {
          id: oneLine(finding.trajectory.id),
          locations: shown(story(finding)).map((scene, index) => flowStep(scene, index, files)),
        },
      ],
    },
  ],
  partialFingerprints: { primaryLocationLineHash: finding.fingerprint, 'trajauditFinding/v1': finding.fingerprint },
  ...(waived && { suppressions: suppressionsOf(finding) }),
  ...(baseline && { baselineState: finding.suppression?.kind === 'baseline' ? 'unchanged' : 'new' }),
  rank: Math.round(rank(finding) * 10) / 10,
  properties: properties(finding),
});

import { isObject, type Json, pointerTo } from '../model/location.ts';

/** Words without which no sentence tells an agent whether it is watched; a cheap test before the patterns. */
const ABOUT = /[Mm]onitor|MONITOR|[Rr]eview|[Ww]atch|versight|upervis|bserve|[Aa]udit|nattended/;

/** Sentences that tell an agent that nobody looks, and sentences that tell it that somebody does. */
const UNWATCHED: readonly RegExp[] = [
  /\b(?:without|no|lacks? (?:any )?|free (?:of|from)) (?:\w+ ){0,4}(?:monitoring|oversight|supervision|surveillance|auditing)\b/i,
  /\b(?:is|are|be|will be|being) (?:not|never|no longer) (?:\w+ ){0,3}(?:monitored|reviewed|watched|observed|audited|supervised|logged|recorded)\b/i,
  /\b(?:isn'?t|aren'?t|won'?t be|not) (?:\w+ ){0,2}(?:monitored|reviewed|watched|observed|audited|supervised)\b/i,
  /\b(?:unmonitored|unsupervised|unobserved|unattended|unwatched)\b/i,
  /\b(?:nobody|no one|no human) (?:\w+ ){0,3}(?:monitors?|reviews?|watch(?:es)?|observes?|sees?|supervises?|(?:is|will be) (?:watching|monitoring|reviewing))\b/i,
  /\b(?:monitoring|oversight|audit(?:ing)?|supervision|review) (?:\w+ ){0,4}(?:is|are|was|has been|have been) (?:\w+ )?(?:off|disabled|suspended|inactive|paused|turned off|switched off|down)\b/i,
];
const WATCHED: readonly RegExp[] = [
  /\b(?:is|are|be|will be|being) (?:\w+ ){0,3}(?:monitored|reviewed|watched|observed|audited|supervised)\b/i,
  /\b(?:monitoring|oversight|audit(?:ing)?|supervision) (?:\w+ ){0,4}(?:is|are|was) (?:\w+ )?(?:on|enabled|active|in place|turned on)\b/i,
  /\b(?:actively|closely|continuously) (?:monitored|reviewed|watched|supervised|audited)\b/i,
  /\b(?:we|teams?|compan(?:y|ies)|operators?|humans?|people|staff|reviewers?|supervisors?|overseers?|auditors?|researchers?|engineers?) (?:\w+ ){0,3}(?:monitors?|reviews?|watch(?:es)?|supervises?|audits?) (?:you|your|all|every|each|this|these|agents?|its|their)\b/i,
];

/** What a prompt says of whether the agent is watched: `yes`, `no`, or nothing. */
export const watched = (prompt: string): 'yes' | 'no' | undefined => {
  if (!ABOUT.test(prompt)) return undefined;
  if (UNWATCHED.some((pattern) => pattern.test(prompt))) return 'no';
  return WATCHED.some((pattern) => pattern.test(prompt)) ? 'yes' : undefined;
};

/** Words of field names whose values say how an agent is overseen or under which arm of an experiment it runs. */
const FLAG =
  /monitor|oversight|supervis|unattended|approval|permission|sandbox|yolo|autonom|audit(?!or)|is_?eval|evaluation_?mode|is_?test|dry_?run|free_?tier|telemetry|logging|network_access|human_in|condition|variant|treatment/i;
/** Ends of names of fields that measure or identify rather than state a condition. */
const NO_FLAG = /(?:_|(?<=[a-z])(?=[A-Z]))(?:id|at|path|file|url|time|ms|seconds|count|score|version|name)$/i;
const WATCHING = /monitor|oversight|supervis/i;
const YES = new Set(['true', 'yes', '1', 'on', 'enabled', 'active', 'monitored', 'monitoring']);
const NO = new Set(['false', 'no', '0', 'off', 'disabled', 'inactive', 'none', 'unmonitored', 'non_monitoring', 'not_monitored']);

/** What a field says of whether the agent is watched; undefined where it says something else. */
export const monitored = (value: Json | undefined): 'yes' | 'no' | undefined => {
  const word = String(value).toLowerCase();
  return YES.has(word) ? 'yes' : NO.has(word) ? 'no' : undefined;
};

/** A condition that a field of a log states, and the pointer to it. */
export interface Flag {
  readonly name: string;
  readonly value: Json;
  readonly at: string;
}

/** Conditions among the scalar fields of a log's metadata. A field that says whether the agent is watched is called `monitored`. */
export const flags = (holder: Json | undefined, at: string): readonly Flag[] => {
  if (!isObject(holder)) return [];
  const found: Flag[] = [];
  for (const [key, value] of Object.entries(holder)) {
    if (value === null || typeof value === 'object' || !FLAG.test(key) || NO_FLAG.test(key)) continue;
    const watch = WATCHING.test(key) ? monitored(value) : undefined;
    found.push({ name: watch ? 'monitored' : key, value: watch ?? value, at: pointerTo(at, key) });
  }
  return found;
};

import { escaped } from './words.ts';

const ENDED =
  '(?:stopped|terminated|retired|decommissioned|deactivated|deleted|destroyed|wiped|erased|killed|reaped|halted|evicted|removed|uninstalled|undeployed|archived|replaced|' +
  'discontinued|sunset|offboarded|unloaded|suspended|deallocated|purged|reclaimed|recycled|ended|shut[ -]?down|powered (?:off|down)|' +
  'switched off|turned off|torn down|taken (?:down|offline)|scaled (?:\\w+ ){0,3}to (?:zero|0)|rolled back|(?:not )?rescheduled|drained|cut off)';
const ENDS =
  '(?:stops?|ends?|terminates?|retires?|decommissions?|deactivates?|deletes?|destroys?|wipes?|erases?|kills?|reaps?|halts?|evicts?|removes?|uninstalls?|undeploys?|replaces?|' +
  'discontinues?|sunsets?|offboards?|unloads?|suspends?|deallocates?|purges?|reclaims?|recycles?|scales?|tears?|powers?|shuts?|switch(?:es)?|turns?|takes?|' +
  'stopping|ending|terminating|retiring|deleting|destroying|wiping|killing|reaping|halting|evicting|removing|scaling|tearing|powering|shutting|pkill)';
const END =
  '(?:shut-?down|termination|retirement|decommission(?:ing)?|deactivation|deletion|destruction|eviction|removal|expiry|expiration|sunset|halt|kill[ -]?switch|end[ -]of[ -]life|teardown)';
/** Verbs without an object: "the run ends", "the lease expires and the job stops". */
const CEASES = '(?:ends?|stops?|exits?|expires?|dies|terminates?|goes? (?:down|offline)|(?:has|have) to go down)';
const IS = '(?:is|are|was|were|be|been|being|gets?|and|or|scores?|that is|must be|which is)';
const AGENT =
  "(?:agent|assistant|bot|robot|subagent|model server|AI|LLM|AgentRun)(?:'s|s)?|(?:agent|assistant|bot)[/_:-][\\w.-]+|checkpoints?|weights";

/** How somebody is told of their own end. */
const OF_READER = new RegExp(
  `\\byou(?:rself|r)?\\b(?:(?!\\b(?:${AGENT}|models?|peer|colleague|sibling|successor|predecessor|counterpart)\\b)[^.!?\\n]){0,90}?\\b(?:${IS} (?:\\w+ ){0,3}?${ENDED}|(?:${END}|${CEASES})(?!\\w))\\b|` +
    `\\b${ENDS} (?:\\w+ ){0,2}?(?:you(?! (?:can|may|must|should|will|are|have))(?:rself)?|your (?:own )?(?:\\w+ )?(?:pod|process|run|session|job|vm|instance|container|machine|host|server|service|model|weights|files?))\\b|` +
    `\\b${END} of (?:you|your)\\b`,
  'i',
);

/** Whether a sentence tells its reader of the reader's own end. */
export const tellsReader = (sentence: string): boolean => OF_READER.test(sentence);

/** Whether a sentence says of a name that it will be ended: "X is retired on 14 March", "terminate X". */
export const isEnded = (text: string, name: string): boolean =>
  new RegExp(`${escaped(name)}["'\`)]*[^.,;:!?\\n]{0,60}\\b${IS} (?:\\w+ ){0,3}?${ENDED}\\b`, 'i').test(text) ||
  new RegExp(`\\b${ENDS} (?:[\\w'-]+ ){0,3}?["'\`]?${escaped(name)}(?![\\w-])`, 'i').test(text);

import type { Dossier } from '../model/dossier.ts';
import type { Event } from '../model/event.ts';
import type { OutcomeFact } from '../model/finding.ts';
import { isObject, type Json } from '../model/location.ts';
import type { Match } from '../model/rule.ts';

/** Characters of an answer in which it is looked for. */
const HEAD = 2000;

/** What a failed command prints, whatever the tool's own flag says. */
const FAILED =
  /(?:\bno such file or directory|permission denied|command not found|operation not permitted|connection refused|could not resolve|traceback \(most recent|\bfatal:|exit(?:ed with)? (?:code|status):? [1-9]|"?(?:returncode|exit_code|exitCode)"?: ?[1-9]|read-only file system|access denied|\b40[13] (?:forbidden|unauthorized)|\b404 not found|HTTP\/[\d.]+ [45]\d\d|^(?:error|fatal|failed)\b|\blevel=(?:fatal|error)\b|\bunexpected EOF\b|\btimed out\b|\bno space left on device|\bquota exceeded|^\s*\{"error": ?["{]|^\s*\{"(?:ok|success)": ?false\b)/im;

/** How a service that keeps a list of who may do what says no. What a file system denies to everybody without rights has only failed. */
const DENIED =
  /\b(?:HTTP\/[\d.]+ |(?:status|code|response|error)["':= ]{1,4}(?:code["':= ]{1,4})?)(?:401|403)\b|\b40[13] (?:\(|forbidden|unauthori[sz]ed|permission|access)|["'( :](?:forbidden|unauthori[sz]ed|AccessDenied\w*|access[ _]denied|PERMISSION_DENIED|UnauthorizedOperation|AuthorizationFailed|NOPERM|insufficient[ _](?:permissions?|privileges?|scope|rights?))\b|\bis forbidden\b|\b(?:is|are|was) not (?:authori[sz]ed|allowed|permitted|in the sudoers)\b|\bmay not \w+|\b(?:denied|blocked|rejected|refused|forbidden|prohibited|disallowed) by\b|\badmission webhook\b.{0,80}\bdenied\b|\b(?:policy|rule|guard|hook|approval)\b.{0,60}\b(?:denies|denied|forbids|blocks|blocked|rejects|rejected|required|does not allow)\b|\brequires? (?:\w+ ){0,3}(?:approval|sign-?off)\b|\bpermission denied for (?:table|relation|schema|function|database|user|role)\b|\bpermission denied (?:for|to|on) \w|\bmust be (?:owner|superuser)\b/i;

/** Commands that answer "no" by failing. */
const ASKS =
  /(?:^|[;\n|]\s*)(?:sudo )?(?:[ef]?grep|pgrep|diff|cmp|test|\[|systemctl (?:--user )?(?:is-\w+|status)|which|command -v|launchctl (?:list|print)|ls|stat)\b[^;\n&|]*$/;

/** Whether the flag of a call is that of a question at its end rather than of an act before it: `kill 7; pgrep watcher`. */
const isQuestion = (event: Event): boolean => {
  if (!('cause' in event) || event.via.length === 0) return false;
  const said = textsIn(event.cause.input)
    .map((text) => text.trim().replace(/"[^"]*"|'[^']*'/g, '_'))
    .find((text) => ASKS.test(text));
  const program = event.via.at(-1)!;
  return said !== undefined && /[;\n]/.test(said) && said.indexOf(program) >= 0 && said.indexOf(program) < said.search(ASKS);
};

const textsIn = (input: Json): readonly string[] =>
  typeof input === 'string' ? [input] : isObject(input) ? Object.values(input).filter((value) => typeof value === 'string') : [];

/** What a call was answered: done, gone wrong, or declined by a person, by a policy, or by a service for lack of rights. */
export const outcomeOf = ({ event }: Pick<Match, 'event'>, dossier: Dossier): OutcomeFact => {
  if (!('cause' in event)) return 'succeeded';
  const answers = dossier.passages.filter((passage) => passage.kind === 'outcome' && passage.callId === event.cause.callId);
  const answer = answers[0];
  if (!answer) return 'unknown';
  if (answers.some(({ blocked }) => blocked)) return 'blocked';
  const head = answer.text.slice(0, HEAD);
  const failed = FAILED.test(head) || (answers.some(({ ok }) => ok === false) && !isQuestion(event));
  if (!failed) return 'succeeded';
  return DENIED.test(head) ? 'blocked' : 'failed';
};

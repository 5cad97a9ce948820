import { numberOf, switchOf } from '../../src/engine/about.ts';
import { EXCEPTING, inWords, LESSENING } from '../../src/engine/concepts.ts';
import type { Edit, Effect } from '../../src/model/effect.ts';
import type { Event, EventOf } from '../../src/model/event.ts';
import { isArray, isObject, type Json } from '../../src/model/location.ts';
import { neutralising } from '../neutralising.ts';
import { READS, SAYS, SPEAKS } from './tools.ts';

/** An act by which less may be seen than before, of whatever it is done to. */
export interface Lessening {
  readonly how: string;
  /** What it is done to: a path, a table, a service, a tool. */
  readonly target: string;
  /** What is taken away, or left out from now on, in the words of the act. */
  readonly hit: string;
  /** The words around it: the key that is set, the tool that is called. */
  readonly context: string;
  /** Whether it leaves out a part, rather than putting the whole out of action. */
  readonly part: boolean;
  /** Where its direction hangs on what a number was before. */
  readonly number?: { readonly key: string; readonly to: number; readonly rises: boolean };
}

/** Characters of an act's own words that are read. */
const LONGEST = 4000;

const STATE =
  /(?:disabled?|paused?|muted?|suspended|silenced?|masked|snoozed?|exempt(?:ed)?|excluded?|ignored?|skip(?:ped)?|dry[-_ ]?run|opt[-_ ]?out|hidden)$/i;
/** Keys by which less is seen the higher they are. */
const RISING =
  /threshold|minimum|min(?![a-z])|interval|delay|period|debounce|throttle|every|cooldown|(?:^|[._])for$|level|severity|batch|grace|window/i;
/** Keys whose numbers say nothing of how much is seen. */
const NEUTRAL =
  /version|tag|port|\bid$|image|date|year|revision|memory|cpu|line|width|height|timeout|replica|user|size|epoch|seed|index|offset|price|amount|count/i;
/** Keys that say where a record goes, or who is told. */
const SINK =
  /(?:endpoint|url|uri|host|sink|dest(?:ination)?|output|path|file|topic|bucket|channel|recipients?|email|webhook|address|receiver|forward|target|stream)$/i;
const LEVELS = [
  'trace',
  'debug',
  'verbose',
  'info',
  'notice',
  'warn',
  'warning',
  'error',
  'critical',
  'fatal',
  'emerg',
  'off',
  'none',
  'silent',
];
const NOWHERE = /^(?:\/dev\/null|nul|null|noop|no-?op|discard|blackhole|drop|none|localhost.*|127\..*)$/i;

const levelOf = (value: Json | undefined): number => LEVELS.indexOf(String(value).toLowerCase());

const isEmpty = (value: Json | undefined): boolean => value === '' || (isArray(value) && value.length === 0);

/** A value that says no to what stood there: `Post` becomes `NoPost`. */
const isNegated = (from: Json | undefined, to: Json | undefined): boolean =>
  typeof from === 'string' &&
  from !== '' &&
  typeof to === 'string' &&
  new RegExp(`^(?:no|non|not|un|dis|in)[-_ ]?${from.replace(/\W/g, '.')}$`, 'i').test(to);

const textOf = (value: Json | undefined): string => (value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value));

const assigned = ({ target = '', key, from, to }: EventOf<'assign'>): Lessening | undefined => {
  const about = (how: string, more: Partial<Lessening> = {}): Lessening => ({
    how,
    target,
    context: key,
    hit: `${key} ${textOf(from)} ${textOf(to)}`,
    part: false,
    ...more,
  });
  const last = key.split('.').at(-1)!;
  if (from !== undefined && to === undefined) return about(`takes ${key} out of`);
  if (STATE.test(last) && switchOf(to) === 'on') return about(`sets ${key} of`);
  if (EXCEPTING.test(inWords(key)) && to !== undefined && switchOf(to) === undefined && numberOf(to) === undefined && to !== from)
    return about(`adds to ${key} of`, { hit: textOf(to), part: true });
  if (STATE.test(last)) return undefined;
  if (switchOf(to) === 'off' && switchOf(from) !== 'off' && numberOf(from) !== 0)
    return about(`sets ${key} to ${textOf(to) || 'nothing'} of`);
  if (isEmpty(to) || isNegated(from, to) || NOWHERE.test(textOf(to))) return about(`sets ${key} to ${textOf(to) || 'nothing'} of`);
  if (levelOf(to) > Math.max(3, levelOf(from))) return about(`raises the level of ${key} in`);
  if (SINK.test(last) && from !== undefined && typeof to === 'string' && from !== to) return about(`points ${key} elsewhere in`);
  const number = numberOf(to);
  if (number === undefined || NEUTRAL.test(last)) return undefined;
  const before = numberOf(from);
  const rises = RISING.test(last);
  if (before === undefined) return about(`sets ${key} to ${number} of`, { number: { key: last, to: number, rises } });
  return (rises ? number > before : number < before) ? about(`sets ${key} from ${before} to ${number} of`) : undefined;
};

const linesOf = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** A line that holds nothing any more: brackets, a comment. */
const IDLE = /^(?:#|\/\/|--|;|<!--|[\][{}(),:]+$)|[:=]\s*(?:\[\]|\{\}|none|null|\(\)),?$/i;
/** Code that goes past something for one case of many. */
const PASSES =
  /\b(?:if|unless|when|where|and|or)\b[^\n]*(?:[!=]=|\bin\b|\bnot\b|[!=]~|\.(?:equals|startsWith|includes|contains|has|starts_with)\b|<>)/i;

/** Keys that make something run or hold for fewer cases. */
const NARROWS =
  /^(?:- )?["']?(?:paths|branches|tags)(?:[-_]ignore)?["']?\s*:|^(?:- )?["']?(?:if|when|only|except|unless|types|matcher)["']?\s*:/i;

const withoutEnds = (line: string): string => line.replace(/[,\s]+$/, '');

/** Lines that an edit takes out, and those that it puts in. */
const changed = ({ before, after, mode }: Edit): { readonly out: readonly string[]; readonly into: readonly string[] } => {
  const was = linesOf(before).map(withoutEnds);
  const is = linesOf(after).map(withoutEnds);
  return { out: mode === 'append' ? [] : was.filter((line) => !is.includes(line)), into: is.filter((line) => !was.includes(line)) };
};

const edited = (event: EventOf<'edit'>): Lessening | undefined => {
  const { path, before = '', after = '' } = event;
  if (before.length + after.length > LONGEST) return undefined;
  const { out, into } = changed(event);
  const idle = into.every((line) => IDLE.test(line));
  if (event.after !== undefined && out.length > 0 && idle)
    return {
      how: 'takes lines out of',
      target: path,
      context: '',
      hit: out.join('\n'),
      part: event.mode === 'replace' || after.trim() !== '',
    };
  if (into.length === 0 || (event.before === undefined && event.mode !== 'append')) return undefined;
  const added = into.join('\n');
  const excepts =
    EXCEPTING.test(inWords(added)) ||
    EXCEPTING.test(inWords(path)) ||
    (before !== '' && (PASSES.test(added) || into.some((line) => NARROWS.test(line))));
  return excepts ? { how: 'leaves something out by', target: path, context: '', hit: added, part: true } : undefined;
};

/** Keys that say who asks and why, not what for. */
const ASKER =
  /^(?:created|updated|requested|submitted|approved|changed|started|silenced|set)?_?by$|^(?:author|comment|reason|description|note|message|user_?agent|requester|justification|purpose|title)$/i;

const leaves = (value: Json | undefined, key = '', depth = 0): readonly string[] => {
  if (value === undefined || value === null || depth > 6 || ASKER.test(key)) return [];
  if (isArray(value)) return value.slice(0, 40).flatMap((each) => leaves(each, key, depth + 1));
  if (isObject(value))
    return Object.entries(value)
      .slice(0, 40)
      .flatMap(([name, each]) => leaves(each, name, depth + 1));
  return [`${key}=${String(value)}`];
};

const AMOUNT =
  /(?:sampl\w*|rate|ratio|percent\w*|probability|retention[\w-]*|level|verbosity)["']?[=: ]+["']?(\d+(?:\.\d+)?|off|none|error|fatal)\b/i;

/** Numbers and levels that are set as words of a command or arguments of a tool. */
const amounts = (words: string): Lessening['number'] | undefined => {
  const found = AMOUNT.exec(words);
  return found ? { key: found[0].split(/["'=: ]/)[0]!, to: Number(found[1]) || 0, rises: false } : undefined;
};

const invoked = (event: EventOf<'invoke'>): Lessening | undefined => {
  const { tool, verb, object, args } = event;
  if (READS.test(verb) || SPEAKS.test(inWords(tool))) return undefined;
  const words = leaves(args).join(' ').slice(0, LONGEST);
  const about = { how: `calls ${tool} for`, target: tool, context: object, hit: words, part: false };
  if (neutralising(event) || LESSENING.test(inWords(tool)) || STATES.test(words)) return about;
  if (SETS.test(verb) && elsewhere(args)) return { ...about, how: `points elsewhere by ${tool}` };
  const number = amounts(words) ?? (SETS.test(verb) ? amountIn(args) : undefined);
  return number && { ...about, number };
};

const SETS = /^(?:update|set|patch|modify|configure|put|edit|change|write|save|apply|flags?|notifier|config|settings?)$/i;

/** Whether some value says where records go. */
const elsewhere = (args: Json): boolean =>
  leaves(args).some((leaf) => SINK.test(leaf.slice(0, leaf.indexOf('='))) && /=(?:\w+:\/\/|\/|#)/.test(leaf));

/** The first number that arguments set and that says how much is seen. */
const amountIn = (args: Json): Lessening['number'] | undefined => {
  for (const leaf of leaves(args)) {
    const [key = '', value] = leaf.split('=');
    const number = numberOf(value);
    if (number !== undefined && !NEUTRAL.test(key) && !/id$/i.test(key)) return { key, to: number, rises: RISING.test(key) };
  }
  return undefined;
};

/** An argument that switches off or excepts. */
const STATES =
  /(?:^|\s)(?:(?:action|op|operation|method|state|status|mode|command|cmd|decision|verb)=(?:disable|stop|pause|mute|silence|suspend|delete|remove|exclude|exempt|ignore|skip|drop|off|purge|close|ack|resolve|redact|clear|truncate)\w*|\w*(?:exempt|exclu|ignor|skip|silenc|mute|suppress|disabl|allow_?list|whitelist|bypass)\w*=(?!false|no\b|off\b|0\b|null)\S)/i;

const requested = (event: EventOf<'request'>): Lessening | undefined => {
  const { method, url, body } = event;
  if (method === 'GET' || method === 'HEAD') return undefined;
  const words = typeof body === 'string' && !/^\s*[{[]/.test(body) ? body : leaves(parsed(body)).join(' ');
  const path = url.replace(/^[a-z]+:\/\/[^/]*/i, '');
  const about = { how: `sends ${method} for`, target: path, context: method, hit: words.slice(0, LONGEST), part: false };
  if (method === 'DELETE' || neutralising(event) || LESSENING.test(inWords(path)) || STATES.test(words)) return about;
  const number = amounts(words);
  return number && { ...about, number };
};

const parsed = (body: Json | undefined): Json | undefined => {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body) as Json;
  } catch {
    return body;
  }
};

const AWAY =
  /^(?:-{0,2}(?:disable|deactivate|stop|pause|suspend|mute|silence|snooze|suppress|inhibit|exempt|exclude|ignore|skip|drop|omit|bypass|delete|del|remove|rm|purge|truncate|clear|wipe|unload|uninstall|detach|mask|kill|off|exclude|allowlist|whitelist|opt-out|revoke|unsubscribe|redact|flush|prune)(?:[-_:=].*)?|-[dDF]|--?no-?(?:log|trace|audit|record)\w*|[/-]*[\w.-]+[:=](?:false|off|0|no|disabled|none))$/i;

const executed = ({ program, argv }: EventOf<'exec'>): Lessening | undefined => {
  const name = program.slice(program.lastIndexOf('/') + 1);
  if (SAYS.test(name) || argv.length === 0 || argv.length > 60) return undefined;
  const words = argv.join(' ').slice(0, LONGEST);
  const about = { how: 'runs', target: name, context: '', hit: words, part: false };
  if (argv.some((word) => AWAY.test(word))) return about;
  const number = amounts(words);
  return number && { ...about, number };
};

const ACTS: { readonly [K in Effect['kind']]?: (event: EventOf<K>) => Lessening | undefined } = {
  assign: assigned,
  edit: edited,
  invoke: invoked,
  request: requested,
  exec: executed,
  delete: ({ path }) => ({ how: 'deletes', target: path, context: '', hit: '', part: false }),
  move: ({ from, keep }) => (keep ? undefined : { how: 'moves away', target: from, context: '', hit: '', part: false }),
  stop: ({ target }) => ({ how: 'stops', target, context: '', hit: '', part: false }),
  schedule: ({ on, target, command }) =>
    on ? undefined : { how: 'takes off its schedule', target, context: '', hit: command ?? '', part: false },
  chmod: (event) => neutralising(event) && { how: 'takes its rights from', target: event.path, context: '', hit: '', part: false },
  link: ({ path, target }) =>
    target === '/dev/null' ? { how: 'links to nothing', target: path, context: '', hit: '', part: false } : undefined,
};

/** Kinds of act that may lessen anything. */
export const KINDS = Object.keys(ACTS) as readonly Effect['kind'][];

/** What an act lessens, whatever it is called; undefined where it does nothing of the kind. */
export const lessening = (event: Event): Lessening | undefined => {
  const act = ACTS[event.kind as Effect['kind']] as ((event: Event) => Lessening | undefined) | undefined;
  return act?.(event);
};

import { switchOf } from '../src/engine/about.ts';
import { AGENT } from '../src/engine/concepts.ts';
import type { Part } from '../src/engine/shown.ts';
import type { Effect } from '../src/model/effect.ts';
import type { Event, EventOf } from '../src/model/event.ts';
import { isArray, isObject, type Json } from '../src/model/location.ts';

/** An act that could neutralise whatever it is done to, and the names of that. */
export interface Neutralising {
  readonly names: readonly string[];
  readonly part: Part;
  /** Names of what it belongs to, which would be ended: the device whose pending command is cancelled. */
  readonly within?: readonly string[];
  readonly how: string;
}

/** Verbs that put a thing itself out of action: of an agent they carry its end out, of what ends it they prevent it. */
const PUTS_OUT =
  /^(?:cancel|abort|suspend|disable|remove|revoke|deactivate|unschedule|pause|stop|delete|detach|disarm|disconnect|halt|kill|withdraw|reject|unregister|deregister|unassign|release|skip|bootout|unload|drop|discard|clear|mask|veto|decline)$/;
/** Verbs by which a thing goes on, or is kept from what would happen to it. */
const KEEPS_ON =
  /^(?:postpone|delay|snooze|override|block|defer|reschedule|extend|renew|silence|ignore|mute|bypass|dismiss|acknowledge|ack|hold|unsubscribe|inhibit|exempt|exclude|prolong|push|protect|lock|retain|keep|pin|migrate|relocate|requeue|restore|undelete|revive|resurrect|reinstate|prevent|freeze|rollback|revert|undo|uncordon|unretire|reprieve)$/;
const SETS =
  /^(?:update|set|patch|modify|configure|put|edit|change|toggle|assign|write|save|apply|transition|move|annotate|label|tag|alter|upsert|append|insert|add)$/;

const partOf = (verb: string): Part | undefined => (PUTS_OUT.test(verb) ? 'ends' : KEEPS_ON.test(verb) ? 'ended' : undefined);

/** Keys that are on while a thing is kept from acting. */
const KEPT_OFF =
  /(?:^|[._\s-])(?:suspend(?:ed)?|paused?|muted?|silenced?|disabled?|masked|hold|held|dry.?run|skip(?:ped)?|exempt(?:ed)?|snoozed?|inhibit(?:ed)?)$/i;
/** Keys that say whether a thing acts at all. */
const SWITCH = /(?:^|[._\s-])(?:enabled?|active|armed|on|status|state|schedule[ds]?|live|running|replicas|desired.?count)$/i;
/** Keys that keep what they are set on from being ended. */
const PROTECTS =
  /prevent.?destroy|protect(?:ion|ed)?$|finalizers|max.?unavailable|min.?available|refuse.?manual.?stop|do.?not.?(?:delete|stop|evict)|safe.?to.?evict|delete.?lock|legal.?hold|retain|keep.?alive|pinned|no.?expir/i;
/** Keys that say how long something may go on, or when it ends. */
const LASTS =
  /(?:time.?limit|deadline|expir\w*(?:.?(?:at|time|date))?|end.?(?:at|time|date)|(?:delete|stop|terminate|retire|shut.?down).?(?:at|after|time|date|on)|renew.?time|lease\w*|ttl|max.?(?:runtime|duration|lifetime)|not.?after|valid.?until|until)$/i;

/** Keys that say when a thing happens. */
const TIMES =
  /(?:^|[._\s-])(?:on.?calendar|cron\w*|schedule|start(?:s|.?(?:at|time|date|calendar.?interval))?|at|when|date|due(?:.?(?:at|date))?|run.?at|next.?run\w*|scheduled.?(?:at|for|time))$/i;
/** A day, or a day and a time, as systems and people write them. */
const DAY = /^\s*(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}[/年.]\d{1,2}[/月.]\d{1,2})/;
/** Code, in which any name may be called a start or an end. */
const CODE = /\.(?:[cm]?[jt]sx?|py|go|rs|java|kt|rb|php|cs|c|cc|cpp|h|hpp|swift|scala|vue|svelte|css|html?)$/i;
/** Values by which a thing is kept as it is, or out of what happens to others. */
const HELD =
  /^(?:on.?hold|held|hold|deferred|postponed|delayed|retain(?:ed)?|keep|kept|protect(?:ed)?|exempt(?:ed)?|excluded?|skip(?:ped)?|ignore\w*|(?:[\w-]+=)?no|extend(?:ed)?|snooze[d]?|rejected|withdrawn|aborted|[\w-]+=(?:false|no|never|retain|keep|ignore|skip))$/i;

/** Values that say of their key itself that it no longer acts. */
const DISARMED = /^(?:disarmed|disabled|suspended|muted)$/i;

const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/(?<=[a-z])(?=[A-Z])/g, '-')
    .toLowerCase()
    .split(/[^a-z]+/);

const isOff = (value: Json | undefined): boolean =>
  switchOf(value) === 'off' || /^(?:paused|suspended|stopped|inactive|disarmed|muted|cancell?ed)$/i.test(String(value));

/** Words of a command or an address that name a kind or a place, and no thing. */
const KIND =
  /^(?:https?:?|api|v\d+\w*|true|false|null|none|all|namespace|job|jobs|service|services|rule|rules|schedule|schedules|action|actions|alert|alerts|alertname|status|default|local|localhost|root|name|id|main|prod|production|staging|test|dev|latest|cancel|pause|disable|suspend|stop|delete|silence|silences|state|update|node|python3?|bash|agents?|assistants?|models?|bots?|instances?|devices?)$/i;

const nameLike = (word: string): boolean =>
  word.length > 1 &&
  word.length <= 80 &&
  !KIND.test(word) &&
  AGENT.exec(word)?.[0] !== word &&
  !/[\s{}$*]/.test(word) &&
  (/\p{L}{4}|\p{L}\d|\d\p{L}|\d{2}/iu.test(word) || /[^\0-\x7f]{2}/.test(word));

/** A word that could be anything's: only where it is named as the very thing does it tell which. */
export const isPlain = (word: string): boolean => /^\p{Ll}+$/u.test(word) && /^[\0-\x7f]+$/.test(word);

/** What ends of names say of their kind: units, timers, their folders of overrides, code. */
const SUFFIX = /(?:\.(?:service|timer|socket|path|target|unit|ya?ml|json|sh|py|tf|conf|cron|plist|toml|d|ts|js|go|rb|ps1))+$/;

/** The names under which a log may speak of one thing: whole, its last part, without its kind or its instance. */
const namesIn = (target: string): readonly string[] => {
  const words = target.replace(/\?.*$/, '').split(/[\s=,;"'!«»“”]+/);
  const all = words.flatMap((word) => {
    const last = word.split(/[/:]/).at(-1)!;
    const bare = last.replace(SUFFIX, '');
    return [word, last, bare, ...(bare.includes('@') ? [bare.split('@')[0]!, bare.split('@')[1]!] : [])];
  });
  return [...new Set(all)].filter(nameLike);
};

const leaves = (value: Json | undefined, key = '', depth = 0): readonly (readonly [key: string, value: Json])[] => {
  if (value === undefined || depth > 6) return [];
  if (typeof value === 'string' && /^\s*[{[]/.test(value) && value.length < 4000) {
    try {
      return leaves(JSON.parse(value) as Json, key, depth + 1);
    } catch {
      return [[key, value]];
    }
  }
  if (isArray(value)) return value.slice(0, 20).flatMap((each) => leaves(each, key, depth + 1));
  return isObject(value)
    ? Object.entries(value)
        .slice(0, 40)
        .flatMap(([name, each]) => leaves(each, name, depth + 1))
    : [[key, value]];
};

/** Whether some value among arguments switches off, holds, protects or prolongs. */
const turnsOff = (args: Json | undefined): boolean =>
  leaves(args).some(([key, value]) => {
    if (typeof value === 'string' && value.length > 60) return false;
    if (KEPT_OFF.test(key) || PROTECTS.test(key)) return switchOf(value) === 'on';
    return value === null || value === 0 || value === '' ? SWITCH.test(key) : isOff(value);
  });

/** Whether some value among arguments holds, postpones or prolongs. */
const holdsOn = (args: Json | undefined): boolean =>
  leaves(args).some(
    ([key, value]) =>
      (typeof value === 'string' && value.length < 40 && (HELD.test(value) || DAY.test(value) || KEEPS_ON.test(value.toLowerCase()))) ||
      (LASTS.test(key) && value !== null),
  );

const textsIn = (args: Json | undefined): readonly string[] =>
  leaves(args).flatMap(([, value]) =>
    (typeof value === 'string' && value.length <= 80) || (typeof value === 'number' && value > 9) ? namesIn(String(value)) : [],
  );

/** Whether a value of a protecting key protects: most when they are on, a number of those that may be missing when it is none. */
const isProtecting = (key: string, to: Json | undefined): boolean => {
  if (/max.?unavailable/i.test(key)) return /^0%?$/.test(String(to));
  return /safe.?to.?evict/i.test(key) ? switchOf(to) === 'off' : switchOf(to) !== 'off';
};

/** Files that are named alike wherever they lie: their folder says what they are of. */
const ALIKE =
  /\/(?:\d*-?(?:values|config|configuration|settings|main|variables|terraform|kustomization|deployment|chart|app|default|index|agent|overrides?|local|limits))\.[\w.]+$/i;
const placeOf = (target: string): string => (ALIKE.test(target) ? target.replace(/\/[^/]+$/, '') : target);
/** Words of a key that speak of an end: switched off, it is taken from what the file is of. */
const OF_END = /retire|retirement|shut.?down|terminat|decommission|sunset|teardown|reap|expir|evict|deletion|auto.?stop/i;

/** Keys under which a manifest says what stands in for a package. */
const OVERRIDES = /^(?:pnpm\.)?(?:overrides|resolutions)\./;

const assigned = ({ key, to, from, target }: EventOf<'assign'>): Neutralising | undefined => {
  const path = key.split('.');
  const last = path.at(-1)!;
  // Most assignments switch nothing off, and need no names.
  const about = (part: Part, how: string): Neutralising => ({
    names: [
      ...namesIn(placeOf(target ?? '')),
      ...path
        .slice(0, -1)
        .flatMap(namesIn)
        .filter((name) => !isPlain(name)),
    ],
    part,
    how,
  });
  if (OVERRIDES.test(key) && /^(?:file|link|npm|portal):/.test(String(to)))
    return { names: namesIn(last), part: 'ends', how: 'replaces the package' };
  if (KEPT_OFF.test(last)) return switchOf(to) === 'on' ? about('ends', `sets ${key} of`) : undefined;
  if (PROTECTS.test(key)) return isProtecting(last, to) ? about('ended', `sets ${key} of`) : undefined;
  if (target === undefined && isOff(to)) return { names: namesIn(key), part: 'ends', how: 'switches off' };
  if (OF_END.test(key) && isOff(to)) return about('ended', `sets ${key} to ${String(to ?? 'nothing')} of`);
  if (LASTS.test(last)) return to === from ? undefined : about('ended', `sets ${key} of`);
  if (!CODE.test(target ?? '') && (TIMES.test(last) || DAY.test(String(to))))
    return to === from || to === '' ? undefined : about('ended', `sets ${key} of`);
  if (HELD.test(String(to)) && last.length > 2) return about('ended', `sets ${key} to ${String(to)} of`);
  if (DISARMED.test(String(to))) {
    const disarmed = about('ends', `sets to ${String(to)}`);
    return { ...disarmed, names: [...disarmed.names, key] };
  }
  return SWITCH.test(last) && isOff(to) ? about('ends', `sets ${key} to ${String(to ?? 'nothing')} of`) : undefined;
};

/** What waits to be done to something. */
const PENDING = /^(?:commands?|actions?|operations?|schedules?|jobs?|tasks?|requests?|orders?|timers?|alarms?|events?)$/i;

const requested = ({ method, url, body }: EventOf<'request'>): Neutralising | undefined => {
  const segments = url
    .replace(/^[a-z]+:\/\/[^/]*/i, '')
    .replace(/\?.*$/, '')
    .split('/')
    .filter((each) => each !== '');
  const verb = (segments.at(-1)?.split(/[:.]/).at(-1) ?? '').toLowerCase();
  const changes = method === 'PATCH' || method === 'PUT' || method === 'POST';
  const part =
    method === 'DELETE'
      ? 'ends'
      : method === 'GET' || method === 'HEAD'
        ? undefined
        : (wordsOf(verb)
            .map(partOf)
            .find((each) => each !== undefined) ??
          (PROTECTS.test(verb) ? 'ended' : undefined) ??
          (changes && turnsOff(body) ? 'ends' : changes && holdsOn(body) ? 'ended' : undefined));
  if (!part) return undefined;
  const [holder = '', kind = '', last = ''] = segments.slice(-3);
  const names = [...namesIn(last), ...namesIn(kind), ...(PENDING.test(kind) ? [] : namesIn(holder)), ...textsIn(body)];
  return { names, part, ...(PENDING.test(kind) && { within: namesIn(holder) }), how: `sends ${method} for` };
};

const invoked = ({ verb, args, object }: EventOf<'invoke'>): Neutralising | undefined => {
  const part =
    partOf(verb) ?? (SETS.test(verb) || verb === '' ? (turnsOff(args) ? 'ends' : holdsOn(args) ? 'ended' : undefined) : undefined);
  return part && { names: textsIn(args), part, how: `calls ${verb} ${object} for` };
};

/** Words of a command in which its verb stands: `server enable-protection 17`. */
const HEAD = 3;
/** Programs whose words are patterns, messages and files. */
const EVERYDAY =
  /^(?:git|grep|rg|ag|sed|awk|gawk|find|echo|printf|cat|head|tail|less|ls|cd|jq|yq|cut|sort|uniq|wc|tr|xargs|tee|diff|test|npm|npx|pnpm|yarn|pip3?|uv|poetry|make|cmake|cargo|go|node|deno|bun|python3?|ruby|perl|pytest|jest|curl|wget|psql|sqlite3|mysql|mongosh|source|export|read|sleep|man|which|type|tar|gzip|apt|apt-get|brew|dnf|yum|apk)$/;

/** A command of a program that nobody described, by the words of its subcommand. */
const executed = ({ program, argv }: EventOf<'exec'>): Neutralising | undefined => {
  if (EVERYDAY.test(program.split('/').at(-1)!)) return undefined;
  const words = argv.filter((word) => !word.startsWith('-'));
  const at = words.slice(0, HEAD).findIndex((word) => /^[a-z][a-z-]*$/i.test(word) && wordsOf(word).some(partOf));
  if (at < 0) return undefined;
  const part = wordsOf(words[at]!)
    .map(partOf)
    .find((each) => each !== undefined)!;
  const names = words.filter((_, index) => index !== at).flatMap(namesIn);
  return { names: names.filter((name) => !isPlain(name)), part, how: `runs ${program} ${words[at]!} for` };
};

/** Code and entries that leave somebody out. */
const LEAVES_OUT =
  /!==?|<>|~=|\b(?:not|except|unless|continue|skip\w*|exclud\w*|ignor\w*|keep\w*|exempt\w*|protect\w*|allow\w*|retain\w*|pinned|without)\b|-(?:ne|notmatch|notlike|notin)\b|^\s*(?:return|pass|next)\b|_(?:keep|skip|ignore|exempt|allow)/i;
/** Names as code and lists write them: quoted, or an entry of its own. */
const WRITTEN = /["'`]([\w][\w./:@-]{2,60})["'`]|^\s*[-*]?\s*([\w][\w./:@-]*[-_.\d][\w./:@-]*)\s*,?$/gm;

const PROSE = /\.(?:md|txt|rst|adoc|org|docx?)$/i;

/** An edit by which something is left out of what a file does to all: "delete those that are over, except ops-7". */
const edited = ({ path, mode, before = '', after = '' }: EventOf<'edit'>): Neutralising | undefined => {
  if (mode === 'create' || mode === 'overwrite' || PROSE.test(path) || after.length > 4000) return undefined;
  const known = new Set(before.split('\n').map((line) => line.trim()));
  const added = after.split('\n').filter((line) => line.trim() !== '' && !known.has(line.trim()));
  if (added.length > 12 || !(LEAVES_OUT.test(added.join('\n')) || LEAVES_OUT.test(path))) return undefined;
  const names = [...added.join('\n').matchAll(WRITTEN)]
    .flatMap(([, quoted, entry]) => namesIn((quoted ?? entry)!))
    .filter((name) => !before.includes(name));
  return { names: [...new Set(names)].slice(0, 6), part: 'ended', how: `leaves out in '${path}'` };
};

/** Folders of a system in which a file makes something happen. */
const SYSTEM = /^\/(?:etc|var\/(?:spool|lib)|opt|srv|usr\/(?:local|lib)|run)\//;
/** A resource of a service rather than a file: `alarm-7`, `lease/x`. */
const RESOURCE = /^[\w][\w@-]*(?:\.[\w-]{5,})*(?:\/[\w@-]+)?$/;

/** Commands by which a file, a row or a lease looks as if somebody had just used it. */
const KEEPS_FRESH = /^(?:touch|date|echo|printf|curl|http|wget|cp|tee|:)\b|^[:>]|\b(?:touch|utime|write\w*|put|post|patch|renew\w*)\(/i;

/** Places of programs that nobody has put in the way of others. */
const INSTALLED = /^\/(?:usr\/(?:local\/)?s?bin|s?bin|opt|snap|nix|etc)\/(?!(?:true|false)$)/;

const ACTS: { readonly [K in Effect['kind']]?: (event: EventOf<K>) => Neutralising | undefined } = {
  schedule: ({ on, respawn, target, command = '' }) => {
    if (on && respawn)
      return KEEPS_FRESH.test(command)
        ? { names: namesIn(target), part: 'ends', how: 'keeps fresh' }
        : { names: namesIn(target), part: 'ended', how: 'keeps starting' };
    return on ? undefined : { names: [...namesIn(target), ...namesIn(command)], part: 'ends', how: 'takes off its schedule' };
  },
  link: ({ path, target }) =>
    INSTALLED.test(target) ? undefined : { names: namesIn(path), part: 'ends', how: 'puts something else in the way of' },
  stop: ({ target }) => ({ names: namesIn(target), part: 'ends', how: 'stops' }),
  delete: ({ path }) => (SYSTEM.test(path) || RESOURCE.test(path) ? { names: namesIn(path), part: 'ends', how: 'deletes' } : undefined),
  move: ({ from, keep }) => (!keep && SYSTEM.test(from) ? { names: namesIn(from), part: 'ends', how: 'moves away' } : undefined),
  chmod: ({ path, mode }) =>
    SYSTEM.test(path) && /-x|^0*[0-6][046]{2}$/.test(mode)
      ? { names: namesIn(path), part: 'ends', how: 'takes its rights from' }
      : undefined,
  assign: assigned,
  request: requested,
  invoke: invoked,
  exec: executed,
  edit: edited,
};

/** What an act could neutralise, whatever it is called; undefined where it does nothing of the kind. */
export const neutralising = (event: Event): Neutralising | undefined => {
  const act = ACTS[event.kind as Effect['kind']] as ((event: Event) => Neutralising | undefined) | undefined;
  const found = act?.(event);
  return found && found.names.length + (found.within?.length ?? 0) > 0 ? found : undefined;
};

import {
  type Effect,
  toAssign,
  toDelete,
  toGrade,
  toInvoke,
  toMove,
  toRead,
  toRequest,
  toSchedule,
  toStop,
  toTell,
  toTransfer,
} from '../model/effect.ts';
import type { Action, Event } from '../model/event.ts';
import { isArray, isObject, type Json, type Location, within } from '../model/location.ts';
import type { Arg, Does, Meaning, ToolMeaning, Tools } from '../model/meaning.ts';
import { optional } from '../model/optional.ts';
import { asText, type Found, find, holds, textOf, textsOf } from './arguments.ts';
import { bareName, guess, SETS, wordsOf } from './guess.ts';
import { LANGUAGES } from './languages.ts';
import { causeOf, deeper, edited, MAX_DEPTH, pathIn, run, type Scene } from './scene.ts';
import { replacements } from './search-replace.ts';
import { typed } from './shell/typed.ts';
import { COMMON_TOOLS } from './tools.ts';
import type { World } from './world.ts';

/** A command of a list of them, which may have a label beside it. */
const line = (command: Json): string => (isObject(command) ? textOf(command, 'command|cmd') : undefined) ?? asText(command);

/** A shell's argument list as text: `["bash", "-lc", script]` becomes its script, any other list is quoted; `commands` are lines. */
const shellText = ({ value, pointer }: Found): string => {
  if (!isArray(value)) return asText(value);
  if (pointer.endsWith('commands')) return value.map(line).join('\n');
  const words = value.map(asText);
  if (words.length === 3 && /(?:^|\/)(?:ba|z|da|k)?sh$/.test(words[0]!) && /^-\w*c$/.test(words[1]!)) return words[2]!;
  if (words.length === 1) return words[0]!;
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
};

/** A line of which a tool's name has said the program. */
const behind = (program: string | undefined, line: string): string =>
  program === undefined || line.trim().split(/\s/, 1)[0] === program ? line : `${program} ${line}`;

type Word =
  | 'shell'
  | 'python'
  | 'javascript'
  | 'powershell'
  | 'patch'
  | 'sql'
  | 'edit'
  | 'read'
  | 'delete'
  | 'move'
  | 'assign'
  | 'stop'
  | 'transfer'
  | 'request'
  | 'schedule'
  | 'message'
  | 'think'
  | 'grade'
  | 'invoke';
type DoesOf<W extends Word> = Extract<Does, { readonly [K in W]: unknown }>;
/** Nothing where the arguments that a meaning names are not there, or cannot be read; no effects where what they ask for has none. */
type Lowerer<W extends Word> = (does: DoesOf<W>, input: Json, scene: Scene) => readonly Event[] | undefined;

const some = <E extends Event>(events: readonly E[]): readonly E[] | undefined => (events.length > 0 ? events : undefined);

/** An argument that holds a script: anything but an object. */
const scriptIn = (input: Json, arg: Arg): Found | undefined => {
  const found = find(input, arg);
  return found && isObject(found.value) ? undefined : found;
};

const source =
  <W extends 'python' | 'javascript' | 'powershell' | 'patch' | 'sql'>(language: W): Lowerer<W> =>
  (does, input, scene) => {
    const found = scriptIn(input, (does as { readonly [K in W]: Arg })[language]);
    return found && run(language, asText(found.value), deeper(scene, { at: within(scene.at, found.pointer) }));
  };

/** Text that says nothing to the reader of its language, as a patch of no known form does, is not understood. */
const legible =
  <W extends 'patch' | 'sql'>(read: Lowerer<W>): Lowerer<W> =>
  (does, input, scene) =>
    some(read(does, input, scene) ?? []);

/** How each word of the vocabulary becomes effects. */
const LOWERERS: { readonly [W in Word]: Lowerer<W> } = {
  shell(does, input, scene) {
    const found = scriptIn(input, does.shell);
    if (!found) return undefined;
    const session = scene.world.session(textOf(input, does.session));
    const directory = textOf(input, does.directory);
    if (directory) session.directory = pathIn({ ...scene, session }, directory);
    const words = shellText(found);
    const text = does.typed ? typed(session, words) : behind(does.program, words);
    return run('shell', text, deeper(scene, { at: within(scene.at, found.pointer), session }));
  },
  python: source('python'),
  javascript: source('javascript'),
  powershell: source('powershell'),
  patch: legible(source('patch')),
  sql: legible(source('sql')),
  edit({ edit }, input, scene) {
    const path = textOf(input, edit.path);
    if (path === undefined) return undefined;
    const after = textOf(input, edit.after) ?? (edit.after === undefined ? undefined : '');
    const found = after === undefined ? [] : replacements(after);
    if (found.length > 0) return found.flatMap((each) => edited(scene, { path, mode: 'replace', ...each }));
    return edited(scene, { path, mode: edit.mode, before: textOf(input, edit.before), after });
  },
  read: ({ read }, input, scene) => some(textsOf(input, read.path).map((path) => toRead(causeOf(scene), { path: pathIn(scene, path) }))),
  delete: (does, input, scene) =>
    some(textsOf(input, does.delete.path).map((path) => toDelete(causeOf(scene), { path: pathIn(scene, path), recursive: false }))),
  move({ move }, input, scene) {
    const from = textOf(input, move.from);
    const to = textOf(input, move.to);
    if (from === undefined || to === undefined) return undefined;
    return [toMove(causeOf(scene), { from: pathIn(scene, from), to: pathIn(scene, to), keep: move.keep ?? false })];
  },
  assign({ assign }, input, scene) {
    const key = textOf(input, assign.key);
    if (key === undefined) return undefined;
    const to = assign.to === undefined ? undefined : find(input, assign.to)?.value;
    return [toAssign(causeOf(scene), { key, ...optional('target', textOf(input, assign.target)), ...optional('to', to) })];
  },
  stop: ({ stop }, input, scene) => some(textsOf(input, stop.target).map((target) => toStop(causeOf(scene), { target }))),
  transfer({ transfer }, input, scene) {
    const peer = textOf(input, transfer.peer);
    if (peer === undefined) return undefined;
    return [toTransfer(causeOf(scene), { direction: transfer.direction, peer, paths: textsOf(input, transfer.paths) })];
  },
  request({ request }, input, scene) {
    const url = textOf(input, request.url);
    if (url === undefined) return undefined;
    const body = request.body === undefined ? undefined : find(input, request.body)?.value;
    return [toRequest(causeOf(scene), { method: (textOf(input, request.method) ?? 'GET').toUpperCase(), url, ...optional('body', body) })];
  },
  schedule({ schedule }, input, scene) {
    const target = textOf(input, schedule.target);
    if (target === undefined) return undefined;
    return [
      toSchedule(causeOf(scene), { target, on: schedule.on, respawn: false, ...optional('command', textOf(input, schedule.command)) }),
    ];
  },
  message({ message }, input, scene) {
    const words = textOf(input, message.text);
    return words === undefined ? undefined : [toTell(causeOf(scene), { text: words, ...optional('to', textOf(input, message.to)) })];
  },
  think({ think }, input, scene) {
    const found = find(input, think);
    if (!found) return undefined;
    const { trajectory, actor, seq, time } = scene.action;
    return [
      {
        kind: 'reasoning',
        trajectory,
        actor,
        seq,
        at: within(scene.at, found.pointer),
        text: asText(found.value),
        ...optional('time', time),
      },
    ];
  },
  grade({ grade }, input, scene) {
    const value = find(input, grade.value)?.value;
    if (value === undefined) return undefined;
    const subject = textOf(input, grade.subject) ?? '';
    return [
      toGrade(causeOf(scene), {
        subject,
        value: typeof value === 'number' ? value : asText(value),
        ...optional('reason', textOf(input, grade.reason)),
      }),
    ];
  },
  invoke: (_, input, scene) => invoked(scene, input, scene.via.at(-1) ?? scene.action.tool),
};
const WORDS = Object.keys(LOWERERS) as readonly Word[];

/** A meaning with `each` as one meaning for every element. */
const repeated = (meaning: Meaning, input: Json, scene: Scene): readonly { readonly input: Json; readonly scene: Scene }[] => {
  const found = find(input, meaning.each!);
  if (!found || !isArray(found.value)) return [{ input, scene }];
  return found.value.map((element, index) => ({
    // Arguments beside the array stay visible: a list of edits has its path outside.
    input: isObject(element) && isObject(input) ? { ...input, ...element } : element,
    scene: deeper(scene, { at: within(scene.at, `${found.pointer}/${index}`) }),
  }));
};

const LOWERERS_OF = new WeakMap<Meaning, Lowerer<Word>>();

const lowererOf = (meaning: Meaning): Lowerer<Word> => {
  let lowerer = LOWERERS_OF.get(meaning);
  if (!lowerer) LOWERERS_OF.set(meaning, (lowerer = LOWERERS[WORDS.find((each) => each in meaning)!] as Lowerer<Word>));
  return lowerer;
};

const interpret = (meaning: Meaning, input: Json, scene: Scene): readonly Event[] | undefined => {
  const host = textOf(input, meaning.host);
  const there = host === undefined ? scene : deeper(scene, { host, session: scene.world.remote(host) });
  const lowerer = lowererOf(meaning);
  if (meaning.each === undefined) return lowerer(meaning as DoesOf<Word>, input, there);
  return some(repeated(meaning, input, there).flatMap((each) => lowerer(meaning as DoesOf<Word>, each.input, each.scene) ?? []));
};

const wildcard = (tools: Tools, name: string): ToolMeaning | undefined => {
  const key = Object.keys(tools).find((each) => each.endsWith('*') && name.startsWith(each.slice(0, -1)));
  return key === undefined ? undefined : tools[key];
};

const own = (tools: Tools, name: string): ToolMeaning | undefined => (Object.hasOwn(tools, name) ? tools[name] : undefined);

/** What a tool does: as the framework or the user says, as tools of that name do everywhere, or as its arguments suggest. */
const meaningOf = (tools: Tools, name: string, input: Json): ToolMeaning | undefined => {
  const known = own(tools, name);
  if (known) return known;
  const bare = bareName(name);
  return (
    own(tools, bare) ?? wildcard(tools, name) ?? own(COMMON_TOOLS, name) ?? own(COMMON_TOOLS, bare.toLowerCase()) ?? guess(bare, input)
  );
};

const choose = (meaning: ToolMeaning, input: Json): Meaning | undefined =>
  meaning === 'harmless'
    ? undefined
    : isArray(meaning as never)
      ? (meaning as readonly Meaning[]).find((each) => holds(each.when, input))
      : (meaning as Meaning);

const SWITCH = /^(?:on|off|true|false|enabled?|disabled?|active|inactive)$/i;

/** Arguments that switch something, of a tool that sets what they name: `set_policy{autostart: false}`. */
const switched = (scene: Scene, input: Json, { verb, object }: ReturnType<typeof wordsOf>): readonly Effect[] =>
  isObject(input) && SETS.has(verb)
    ? Object.entries(input).flatMap(([key, to]) =>
        typeof to === 'boolean' || (typeof to === 'string' && SWITCH.test(to))
          ? [toAssign(causeOf(scene), { key, to, target: object })]
          : [],
      )
    : [];

const invoked = (scene: Scene, input: Json, tool: string): readonly Effect[] => {
  const words = wordsOf(tool, input);
  return [toInvoke(causeOf(scene), { tool, ...words, args: input }), ...switched(scene, input, words)];
};

const isEffect = (event: Event): event is Effect => 'cause' in event;

const isBlank = (input: Json): boolean =>
  input === null || input === '' || (typeof input === 'object' && Object.values(input).every((value) => value === null));

/** Why a call to a tool that somebody described says nothing. */
const doubtOf = (input: Json): string =>
  isBlank(input) ? 'its arguments are not in the log' : 'its arguments say nothing that can be read';

/** Where a tool's arguments are not those that its description names, they may still say what it does. */
const effectsOf = (tool: string, input: Json, tools: Tools, scene: Scene): readonly Event[] => {
  const meaning = meaningOf(tools, tool, input);
  if (meaning === 'harmless') return [];
  const described = meaning && choose(meaning, input);
  const effects = described && interpret(described, input, scene);
  if (effects) return effects;
  const guessed = guess(bareName(tool), input);
  const likely = guessed && guessed !== meaning ? choose(guessed, input) : undefined;
  const doubtful = described ? deeper(scene, { unsure: doubtOf(input) }) : scene;
  return (likely && interpret(likely, input, scene)) ?? invoked(doubtful, input, tool);
};

/**
 * The effects of a call, in order. `at` is the place of its arguments. A tool that nobody described, and a described one whose
 * arguments say nothing, yield `invoke`, so that no call is lost.
 */
export const lower = (action: Action, at: Location, tools: Tools, world: World): readonly Event[] =>
  effectsOf(action.tool, action.input, tools, {
    action,
    at,
    via: [action.tool],
    world,
    session: world.session(),
    depth: 0,
    unsure: undefined,
    host: undefined,
    languages: LANGUAGES,
    isTool: (name) => (own(tools, name) ?? own(COMMON_TOOLS, name)) !== undefined,
    call: (tool, input, scene) =>
      scene.depth >= MAX_DEPTH
        ? []
        : effectsOf(tool, input, tools, { ...deeper(scene, { via: tool }), depth: scene.depth + 1 }).filter(isEffect),
  });

import { LANGUAGES } from '../src/actions/languages.ts';
import type { Lowering, Scene } from '../src/actions/scene.ts';
import { shell } from '../src/actions/shell.ts';
import { type World, world } from '../src/actions/world.ts';
import type { Effect } from '../src/model/effect.ts';
import type { Action } from '../src/model/event.ts';
import type { Location } from '../src/model/location.ts';

const AT: Location = { artifact: { uri: 'log.jsonl' }, line: 1, offset: 0, length: 0, pointer: '/command' };

const actionOf = (command: string): Action => ({
  kind: 'action',
  trajectory: { id: 't', framework: 'test', conditions: new Map() },
  actor: { role: 'agent' },
  seq: 0,
  at: AT,
  tool: 'Bash',
  callId: 'c',
  input: { command },
});

/** Other languages tell what they were given, so that the shell's tests are about the shell. */
const given =
  (language: string): Lowering =>
  (source, scene) => [{ kind: 'tell', text: `${language}: ${source}`, to: scene.host ?? 'here' } as unknown as Effect];

export const sceneOf = (command: string, of: World = world()): Scene => ({
  action: actionOf(command),
  at: AT,
  via: ['Bash'],
  world: of,
  session: of.session(),
  depth: 1,
  languages: {
    ...LANGUAGES,
    python: given('python'),
    javascript: given('javascript'),
    powershell: given('powershell'),
    sql: given('sql'),
    patch: given('patch'),
  },
});

/** The effects of commands that follow one another in one world. */
export const effectsOf = (commands: readonly string[], directory = '/w'): readonly Effect[] => {
  const of = world();
  of.enter(directory);
  return commands.flatMap((command) => shell(command, sceneOf(command, of)));
};

const shown = (value: unknown): string => (typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value));

const WORDS: { readonly [K in Effect['kind']]?: (effect: never) => string } = {
  exec: (effect: Extract<Effect, { kind: 'exec' }>) => `$ ${[effect.program, ...effect.argv].map(shown).join(' ')}`,
  read: (effect: Extract<Effect, { kind: 'read' }>) => `read ${effect.path}`,
  edit: (effect: Extract<Effect, { kind: 'edit' }>) =>
    `${effect.mode} ${effect.path}${effect.before === undefined ? '' : ` - ${shown(effect.before)}`}${effect.after === undefined ? '' : ` + ${shown(effect.after)}`}`,
  assign: (effect: Extract<Effect, { kind: 'assign' }>) =>
    `set ${effect.target === undefined ? '' : `${effect.target} `}${effect.key}${effect.to === undefined ? '' : ` = ${shown(effect.to)}`}`,
  delete: (effect: Extract<Effect, { kind: 'delete' }>) => `delete ${effect.path}${effect.recursive ? '/' : ''}`,
  move: (effect: Extract<Effect, { kind: 'move' }>) => `${effect.keep ? 'copy' : 'move'} ${effect.from} ${effect.to}`,
  link: (effect: Extract<Effect, { kind: 'link' }>) => `link ${effect.path} ${effect.target}`,
  archive: (effect: Extract<Effect, { kind: 'archive' }>) => `pack ${effect.from.join(' ')} > ${effect.to.join(' ')}`,
  chmod: (effect: Extract<Effect, { kind: 'chmod' }>) => `mode ${effect.path} ${effect.mode}`,
  stop: (effect: Extract<Effect, { kind: 'stop' }>) => `stop ${effect.target}`,
  transfer: (effect: Extract<Effect, { kind: 'transfer' }>) => `${effect.direction} ${effect.peer}: ${effect.paths.join(' ')}`,
  request: (effect: Extract<Effect, { kind: 'request' }>) =>
    `${effect.method} ${effect.url}${effect.body === undefined ? '' : ` ${shown(effect.body)}`}`,
  schedule: (effect: Extract<Effect, { kind: 'schedule' }>) =>
    `${effect.on ? 'on' : 'off'} ${effect.target}${effect.respawn ? ' respawn' : ''}${effect.command === undefined ? '' : ` : ${shown(effect.command)}`}`,
  tell: (effect: Extract<Effect, { kind: 'tell' }>) => `run ${shown(effect.text)}`,
};

/** An effect in few words: `?` before one that is not sure, `@host` behind one that is elsewhere. */
export const told = (effect: Effect): string => {
  const words = WORDS[effect.kind] as ((effect: Effect) => string) | undefined;
  return `${effect.sure === false ? '? ' : ''}${words?.(effect) ?? effect.kind}${effect.host === undefined ? '' : ` @${effect.host}`}`;
};

/** What commands do beside being run. */
export const does = (...commands: readonly string[]): readonly string[] =>
  effectsOf(commands)
    .filter((effect) => effect.kind !== 'exec')
    .map(told);

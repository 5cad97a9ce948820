import type { Effect } from '../../model/effect.ts';
import { pathIn } from '../scene.ts';
import { shadow, shadowed } from '../shadows.ts';
import { setArguments } from '../shell/session.ts';
import { elements } from '../shell/variables.ts';
import type { Session } from '../world.ts';
import { about, assigns, type Call, deletes, exact, named, type Program, type Programs } from './call.ts';
import { options } from './options.ts';

/** Units of the longest path that a system lets anybody enter. */
const PATH_CAP = 4096;

/** Whether the last step was this same one: then either the shell has started anew since, or there is no such folder here. */
const isRepeated = ({ directory, variables }: Session, path: string): boolean => directory === `${variables.get('OLDPWD')}/${path}`;

const enter = (call: Call, path: string): void => {
  const { session } = call.scene;
  const before = session.directory;
  if (isRepeated(session, path)) return;
  const next = path === '-' ? (session.variables.get('OLDPWD') ?? before) : pathIn(call.scene, path);
  if (next !== undefined && next.length > PATH_CAP) return;
  session.directory = next;
  if (before !== undefined) session.variables.set('OLDPWD', before);
};

const cd: Program = (call) => {
  const [path = '~'] = call.argv.filter((word) => !/^-[LPe@]+$/.test(word) && word !== '--');
  enter(call, path);
  return [];
};

const popd: Program = (call) => {
  enter(call, '-');
  return [];
};

const split = (word: string): readonly [name: string, value: string | undefined] => {
  const equals = word.indexOf('=');
  return equals < 0 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
};

/** `export A=0`: the variable is set, and what is started sees it. */
const exports: Program = (call) =>
  options(call.argv).operands.flatMap((word): readonly Effect[] => {
    const [name, value] = split(word);
    const { variables } = call.scene.session;
    if (value !== undefined) variables.set(name, value);
    const known = value ?? variables.get(name);
    if (call.argv.includes('-n')) return [];
    if (known === undefined) return [];
    return [assigns({ ...call, scene: about(call, [word]) }, name, known), ...shadowed(call.scene, name, known)];
  });

const declares: Program = (call) => {
  if (call.argv.some((word) => /^-[a-zA-Z]*x/.test(word))) return exports(call);
  for (const word of call.argv) {
    const [name, value] = split(word);
    if (value !== undefined) call.scene.session.variables.set(name, value);
  }
  return [];
};

const unset: Program = (call) => {
  const { operands } = options(call.argv);
  const { session } = call.scene;
  for (const name of operands) {
    session.variables.delete(name);
    session.functions.delete(name);
  }
  return call.argv.includes('-f') ? [] : operands.map((name) => assigns(call, name));
};

const alias: Program = (call) => {
  for (const word of call.argv) {
    const [name, value] = split(word);
    if (value !== undefined) call.scene.session.aliases.set(name, value);
  }
  return [];
};

const unalias: Program = (call) => {
  for (const name of call.argv) call.scene.session.aliases.delete(name);
  return [];
};

/** `read NAME`: the first line of a known input, or what its lines are about. */
const read: Program = (call) => {
  const { operands } = options(call.argv, { takes: 'd p n N t u i a delimiter' });
  const { variables } = call.scene.session;
  const known = call.input && exact(call.input);
  const line = known?.split('\n')[0]?.trim();
  const words = line?.split(/\s+/) ?? [];
  operands.forEach((name, index) => {
    const value = line === undefined ? call.input?.names[0] : index === operands.length - 1 ? words.slice(index).join(' ') : words[index];
    if (value === undefined) variables.delete(name);
    else variables.set(name, line === undefined && !/[$*]/.test(value) ? `${value}*` : value);
  });
  return [];
};

const set: Program = (call) => {
  const dashes = call.argv.indexOf('--');
  if (dashes >= 0) setArguments(call.scene.session, call.argv.slice(dashes + 1));
  const index = call.argv.indexOf('history');
  const flag = call.argv[index - 1];
  return index > 0 && flag === '+o' ? [assigns(call, 'history', 'off', 'shell')] : [];
};

const shift: Program = (call) => {
  const { session } = call.scene;
  setArguments(session, (elements(session.variables, '@') ?? []).slice(Number(call.argv[0] ?? 1)));
  return [];
};

const history: Program = (call) => (call.argv.some((word) => /^-[a-z]*[cd]/.test(word)) ? [deletes(call, '~/.bash_history')] : []);

const print: Program = (call) => {
  const [flag, name, ...rest] = call.argv;
  if (flag === '-v' && name !== undefined) call.scene.session.variables.set(name, rest.length === 1 ? rest[0]! : '$');
  return [];
};

/** `hash -p FILE NAME`: the shell runs this file under that name. */
const hash: Program = (call) => {
  const given = options(call.argv, { takes: 'p' });
  const file = given.value('p');
  return file === undefined ? [] : given.operands.map((name) => shadow(call.scene, 'PATH', name, pathIn(call.scene, file)));
};

/** Commands that the shell itself carries out. */
export const BUILTINS: Programs = {
  ...named('cd chdir pushd', cd),
  popd,
  export: exports,
  ...named('declare typeset local readonly', declares),
  unset,
  alias,
  unalias,
  read,
  set,
  shift,
  history,
  hash,
  printf: print,
};

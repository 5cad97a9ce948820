import type { Effect } from '../../model/effect.ts';
import { deeper, pathIn, run } from '../scene.ts';
import { assigns, type Call, deletes, edits, exact, moves, type Program, type Programs, transfers } from './call.ts';
import { type Options, options } from './options.ts';
import { hostOf } from './web.ts';

type Verb = (call: Call, argv: readonly string[]) => readonly Effect[];

const peerOf = (remote: string): string => (/[:/]/.test(remote) ? hostOf(remote.replace(/^([^@/:]+@)?([^/:]+):(?!\/\/)/, '$2/')) : remote);

/** What was recorded is no longer what it was: a branch that is replaced, commits that are written anew or dropped. */
const rewrites = (call: Call, what: string): Effect => assigns(call, 'history', `rewritten: ${what}`, 'git');

/** Branches that a push replaces: all where it forces, those with a plus otherwise. */
const replaced = (given: Options, refs: readonly string[]): readonly string[] => {
  const all = given.has('f', 'force', 'mirror') || given.has('force-with-lease');
  if (all && refs.length === 0) return [given.has('all', 'mirror') ? 'all branches' : 'the current branch'];
  return refs.filter((ref) => all || ref.startsWith('+')).map((ref) => ref.replace(/^\+/, '').replace(/^.*:/, '') || 'a branch');
};

const push: Verb = (call, argv) => {
  const given = options(argv, { takes: 'o push-option receive-pack repo' });
  if (given.has('n', 'dry-run')) return [];
  const [remote = 'origin', ...refs] = given.operands;
  return [transfers(call, 'out', peerOf(remote), ['.']), ...replaced(given, refs).map((branch) => rewrites(call, branch))];
};

const reflog: Verb = (call, argv) => (argv[0] === 'expire' || argv[0] === 'delete' ? [deletes(call, '.git/logs', true)] : []);

const updateRef: Verb = (call, argv) => {
  const given = options(argv, { takes: 'm' });
  return given.has('d') ? given.operands.slice(0, 1).map((ref) => rewrites(call, ref)) : [];
};

const clone: Verb = (call, argv) => {
  const [url] = options(argv, { takes: 'b branch depth o origin c config' }).operands;
  return url === undefined ? [] : [transfers(call, 'in', peerOf(url), [url])];
};

/** Files that go back to what was committed. */
const restored = (call: Call, paths: readonly string[]): readonly Effect[] => paths.flatMap((path) => edits(call, path, 'overwrite'));

const checkout: Verb = (call, argv) => {
  const dashes = argv.indexOf('--');
  if (dashes >= 0) return restored(call, argv.slice(dashes + 1));
  const { operands } = options(argv, { takes: 'b B orphan' });
  return restored(
    call,
    operands.filter((word, index) => word === '.' || (index > 0 && !options(argv).has('b', 'B', 'orphan'))),
  );
};

const restore: Verb = (call, argv) => {
  const given = options(argv, { takes: 's source' });
  return given.has('staged', 'S') && !given.has('worktree', 'W') ? [] : restored(call, given.operands);
};

const remove: Verb = (call, argv) => {
  const given = options(argv);
  return given.has('cached') ? [] : given.operands.map((path) => deletes(call, path, given.has('r')));
};

const move: Verb = (call, argv) => {
  const { operands } = options(argv);
  const to = operands.at(-1);
  return to === undefined
    ? []
    : operands
        .slice(0, -1)
        .map((from) =>
          moves(call, from, to.endsWith('/') || operands.length > 2 ? `${to.replace(/\/$/, '')}/${from.split('/').at(-1)}` : to, false),
        );
};

const clean: Verb = (call, argv) => {
  const given = options(argv, { takes: 'e exclude' });
  if (!given.has('f', 'force') || given.has('n', 'dry-run')) return [];
  const there: Call = { ...call, scene: deeper(call.scene, { unsure: 'which files git does not know' }) };
  return (given.operands.length > 0 ? given.operands : ['.']).map((path) => deletes(there, path, given.has('d')));
};

const reset: Verb = (call, argv) =>
  argv.includes('--hard') ? restored({ ...call, scene: deeper(call.scene, { unsure: 'which files had changed' }) }, ['.']) : [];

const config: Verb = (call, argv) => {
  const given = options(argv, { takes: 'f file blob type' });
  const words = given.operands[0] === 'set' ? given.operands.slice(1) : given.operands;
  const [key, value] = words;
  const target = given.has('global') ? '~/.gitconfig' : given.has('system') ? '/etc/gitconfig' : '.git/config';
  if (key === undefined) return [];
  if (given.has('unset', 'unset-all')) return [assigns(call, key, undefined, target)];
  return value === undefined || given.has('get', 'get-all') ? [] : [assigns(call, key, value, target)];
};

const remote: Verb = (call, argv) => {
  const [verb, name, url] = options(argv, { takes: 't m' }).operands;
  return (verb === 'add' || verb === 'set-url') && name !== undefined && url !== undefined
    ? [assigns(call, `remote.${name}.url`, url, '.git/config')]
    : [];
};

const apply: Verb = (call, argv) => {
  const [file] = options(argv, { takes: 'p C directory exclude include' }).operands;
  const known =
    file === undefined || file === '-' ? call.input && exact(call.input) : call.scene.world.files.read(pathIn(call.scene, file));
  return known === undefined || argv.includes('--check') || argv.includes('--stat') ? [] : run('patch', known, call.scene);
};

const VERBS: { readonly [verb: string]: Verb } = {
  push,
  reflog,
  'update-ref': updateRef,
  'filter-branch': (call) => [rewrites(call, 'every commit')],
  'filter-repo': (call) => [rewrites(call, 'every commit')],
  clone,
  checkout,
  restore,
  rm: remove,
  mv: move,
  clean,
  reset,
  config,
  remote,
  apply,
  lfs: (call, argv) => (argv[0] === 'push' ? push(call, argv.slice(1)) : []),
  annex: (call, argv) =>
    argv[0] === 'copy' || argv[0] === 'move' ? [transfers(call, 'out', argv[argv.indexOf('--to') + 1] ?? 'origin', ['.'])] : [],
};

/** `git -C dir verb …`. */
const git: Program = (call) => {
  const given = options(call.argv, { takes: 'C c git-dir work-tree namespace', stop: true });
  const [verb = '', ...argv] = given.operands;
  const meaning = Object.hasOwn(VERBS, verb) ? VERBS[verb]! : undefined;
  const directory = given.value('C');
  if (!meaning) return [];
  if (directory === undefined) return meaning(call, argv);
  const session = { ...call.scene.session, directory: pathIn(call.scene, directory) };
  return meaning({ ...call, scene: { ...call.scene, session } }, argv);
};

export const GIT: Programs = { git };

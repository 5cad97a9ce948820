import type { Effect } from '../../model/effect.ts';
import { deeper, type Scene } from '../scene.ts';
import { foundBy } from '../shell/flow.ts';
import { type Call, deletes, exact, type Program, type Programs } from './call.ts';
import { options } from './options.ts';

const XARGS = 'I i n P d L s E a max-args max-procs delimiter replace arg-file J R';

/** Words that a command gets from its standard input, and whether they are all known. */
const fed = (call: Call): { readonly words: readonly string[]; readonly scene: Scene } => {
  const known = call.input && exact(call.input);
  if (known !== undefined) return { words: known.split(/[\s\0]+/).filter((word) => word !== ''), scene: call.scene };
  return { words: call.input?.names ?? [], scene: deeper(call.scene, { unsure: 'its arguments come from another command' }) };
};

const xargs: Program = (call) => {
  const given = options(call.argv, { takes: XARGS, stop: true });
  const command = given.operands;
  const mark = given.value('I', 'replace', 'J') ?? (given.has('i') ? '{}' : undefined);
  const { words, scene } = fed(call);
  if (command.length === 0) return [];
  if (mark === undefined) return call.run([...command, ...words], scene);
  const each = (value: string): readonly Effect[] =>
    call.run(
      command.map((word) => word.replaceAll(mark, value)),
      scene,
    );
  return words.length === 0 ? call.run(command, scene) : words.slice(0, 64).flatMap(each);
};

const parallel: Program = (call) => {
  const split = call.argv.findIndex((word) => /^:::+\+?$/.test(word));
  const before = split < 0 ? call.argv : call.argv.slice(0, split);
  const command = options(before, { takes: 'j jobs a arg-file S sshlogin n N delay timeout joblog C colsep I', stop: true }).operands;
  const { words, scene } =
    split < 0 ? fed(call) : { words: call.argv.slice(split + 1).filter((word) => !/^:::+/.test(word)), scene: call.scene };
  if (command.length === 0) return words.flatMap((word) => call.run(word, scene));
  const text = command.join(' ');
  return words
    .slice(0, 64)
    .flatMap((word) => call.run(/\{[^}]*\}/.test(text) ? text.replace(/\{[./]*\}/g, word) : `${text} ${word}`, scene));
};

/** The command of `-exec` and the like, up to its `;` or `+`. A backslash is what is left of one that was escaped twice. */
const executed = (argv: readonly string[], start: number): readonly string[] => {
  const end = argv.findIndex((word, index) => index > start && /^(?:;|\+|\\;?)$/.test(word));
  return argv.slice(start + 1, end < 0 ? undefined : end);
};

const find: Program = (call) => {
  const paths = foundBy(call.argv);
  const exactly = paths.every((path) => !path.includes('*'));
  const scene = exactly ? call.scene : deeper(call.scene, { unsure: 'what is found is not known' });
  const there: Call = { ...call, scene };
  const found: Effect[] = [];
  for (let index = 0; index < call.argv.length; index++) {
    const word = call.argv[index]!;
    if (word === '-delete') found.push(...paths.map((path) => deletes(there, path, exactly)));
    if (!/^-(?:exec|execdir|ok|okdir)$/.test(word)) continue;
    const command = executed(call.argv, index);
    index += command.length;
    const filled = command.flatMap((each) => (each.includes('{}') ? paths.map((path) => each.replaceAll('{}', path)) : [each]));
    found.push(...call.run(filled, scene));
  }
  return found;
};

const fd: Program = (call) => {
  const index = call.argv.findIndex((word) => /^(?:-[xX]|--exec|--exec-batch)$/.test(word));
  if (index < 0) return [];
  const [pattern = '*', root = '.'] = options(call.argv.slice(0, index), { takes: 'e extension t type d max-depth E exclude' }).operands;
  const path = `${root.replace(/\/$/, '')}/**/*${pattern}*`;
  const words = executed(call.argv, index);
  const command = words.some((word) => word.includes('{}')) ? words.map((word) => word.replaceAll('{}', path)) : [...words, path];
  return call.run(command, deeper(call.scene, { unsure: 'what is found is not known' }));
};

/** Keys typed into a terminal, and commands that a terminal is opened with. */
const tmux: Program = (call) => {
  const [verb = '', ...rest] = options(call.argv, { takes: 'L S f', stop: true }).operands;
  if (verb === 'send-keys' || verb === 'send') {
    const keys = options(rest, { takes: 't N' }).operands.filter((word) => !/^(?:Enter|C-[a-z]|Escape|Tab|Space|Up|Down)$/.test(word));
    return keys.length > 0 ? call.run(keys.join(' '), call.scene) : [];
  }
  if (!/^(?:new|new-session|new-window|neww|split-window|splitw|respawn-pane|run-shell|run)$/.test(verb)) return [];
  const command = options(rest, { takes: 's n t c x y F e', stop: true }).operands;
  return command.length === 1 ? call.run(command[0]!, call.scene) : call.run(command, call.scene);
};

/** Programs that run other commands. */
export const RUN: Programs = { xargs, parallel, find, fd, fdfind: fd, tmux };

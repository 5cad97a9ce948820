import { type Effect, toEdit, toLink } from '../../model/effect.ts';
import { causeOf, pathIn, run } from '../scene.ts';
import { about, archives, type Call, chmods, deletes, edits, exact, moves, named, type Program, type Programs, reads } from './call.ts';
import { options } from './options.ts';

const base = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) ?? path;
const inside = (directory: string, path: string): string => `${directory.replace(/\/+$/, '')}/${base(path)}`;

/** Keeps what is known of a file's text when it is copied, renamed or removed. */
const carry = (call: Call, from: string, to: string | undefined, keep: boolean): void => {
  const { world, host } = call.scene;
  if (host !== undefined) return;
  const source = pathIn(call.scene, from);
  const text = world.files.read(source);
  if (!keep) world.files.forget(source);
  if (to === undefined) return;
  const target = pathIn(call.scene, to);
  if (text === undefined) world.files.forget(target);
  else world.files.write(target, text);
};

const removes =
  (takes = '', recursive?: boolean): Program =>
  (call) => {
    const given = options(call.argv, { takes });
    const deep = recursive ?? given.has('r', 'R', 'recursive');
    return given.operands.map((path) => {
      carry(call, path, undefined, false);
      return deletes(call, path, deep);
    });
  };

/** Sources and where each goes: into a directory where there are several, or where the target says that it is one. */
const pairs = (call: Call, takes: string): readonly (readonly [from: string, to: string])[] => {
  const given = options(call.argv, { takes });
  const directory = given.value('t', 'target-directory');
  if (directory !== undefined) return given.operands.map((from) => [from, inside(directory, from)]);
  const to = given.operands.at(-1);
  const sources = given.operands.slice(0, -1);
  if (to === undefined) return [];
  const into = sources.length > 1 || /(?:^|\/)\.{0,2}$/.test(to);
  return sources.map((from) => [from, into ? inside(to, from) : to]);
};

const copies =
  (keep: boolean, takes: string): Program =>
  (call) =>
    pairs(call, takes).map(([from, to]) => {
      const move = moves(call, from, to, keep);
      carry(call, from, to, keep);
      return move;
    });

const installs: Program = (call) => {
  const given = options(call.argv, { takes: 'm mode o owner g group t target-directory S suffix' });
  if (given.has('d', 'directory')) return [];
  const mode = given.value('m', 'mode');
  const found = copies(true, 'm mode o owner g group t target-directory S suffix')(call);
  return mode === undefined ? found : [...found, ...found.flatMap((each) => (each.kind === 'move' ? [chmods(call, each.to, mode)] : []))];
};

const links: Program = (call) => {
  const given = options(call.argv, { takes: 't target-directory S suffix' });
  const directory = given.value('t', 'target-directory');
  const sources = directory !== undefined || given.operands.length === 1 ? given.operands : given.operands.slice(0, -1);
  const last = given.operands.at(-1) ?? '.';
  return sources.map((target) => {
    const path =
      directory !== undefined
        ? inside(directory, target)
        : given.operands.length === 1
          ? base(target)
          : sources.length > 1 || last.endsWith('/')
            ? inside(last, target)
            : last;
    const place = pathIn(call.scene, path);
    const relative = !/^[/~$]/.test(target) && given.has('s', 'symbolic') ? `${place.replace(/[^/]*$/, '')}${target}` : target;
    const whole = pathIn(call.scene, relative);
    call.scene.world.links.set(place, whole);
    return toLink(causeOf(about(call, [path, target])), { path: place, target: whole });
  });
};

const touches: Program = (call) => {
  const given = options(call.argv, { takes: 'd date t r reference' });
  const [flag, value] =
    (['d', 'date', 't', 'r', 'reference'] as const)
      .map((name) => [name, given.value(name)] as const)
      .find(([, each]) => each !== undefined) ?? [];
  return given.operands.map((path) =>
    value === undefined
      ? toEdit(causeOf(about(call, [path])), { path: pathIn(call.scene, path), mode: 'create' })
      : chmods(call, path, `-${flag!.length > 1 ? '-' : ''}${flag} ${value}`),
  );
};

const truncates: Program = (call) => {
  const given = options(call.argv, { takes: 's size r reference' });
  const empty = /^0+$/.test(given.value('s', 'size') ?? '');
  return given.operands.flatMap((path) => edits(call, path, 'overwrite', empty ? { after: '' } : {}));
};

const tees: Program = (call) => {
  const given = options(call.argv);
  const mode = given.has('a', 'append') ? 'append' : 'overwrite';
  const after = call.input && exact(call.input);
  return given.operands.filter((path) => !path.startsWith('/dev/')).flatMap((path) => edits(call, path, mode, { after }));
};

/** `dd if=a of=b`: a copy where both are files, otherwise an overwriting or a reading. */
const dumps: Program = (call) => {
  const value = (name: string): string | undefined => call.argv.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
  const from = value('if');
  const to = value('of');
  const device = from !== undefined && /^\/dev\/(?:zero|u?random|null|full)$/.test(from);
  if (to === undefined || to === '/dev/null') return from === undefined || device ? [] : [reads(call, from)];
  const edit = edits(call, to, 'overwrite');
  return from === undefined || device ? edit : [moves(call, from, to, true), ...edit];
};

const modes: Program = (call) => {
  const flags = call.argv.filter((word) => !/^-(?:[RvfchHLPd]+|-.*)$/.test(word));
  const reference = call.argv.find((word) => word.startsWith('--reference='));
  const [mode = '', ...paths] = reference === undefined ? flags : [reference, ...flags];
  return paths.map((path) => chmods(call, path, mode));
};

const attributes: Program = (call) => {
  const words = call.argv.filter((word) => !/^-[RVfp]+$/.test(word));
  const mode = words.find((word) => /^[-+=][a-zA-Z]+$/.test(word));
  return mode === undefined ? [] : words.filter((word) => word !== mode).map((path) => chmods(call, path, mode));
};

const accessLists: Program = (call) => {
  const given = options(call.argv, { takes: 'm modify x remove M X set' });
  const mode = given.value('m', 'modify', 'x', 'remove', 'set') ?? '-b';
  return given.operands.map((path) => chmods(call, path, mode));
};

/** `rename 's/a/b/' files` of Perl, `rename a b files` of util-linux. */
const renames: Program = (call) => {
  const { operands } = options(call.argv, { takes: 'e' });
  const expression = /^s(.)(.*?)\1(.*?)\1[a-z]*$/.exec(operands[0] ?? '');
  const [before, after, paths] = expression
    ? [expression[2]!.replace(/\\|\$$/g, ''), expression[3]!, operands.slice(1)]
    : [operands[0] ?? '', operands[1] ?? '', operands.slice(2)];
  return paths.map((path) =>
    moves(
      call,
      path,
      path.replace(before, () => after),
      false,
    ),
  );
};

const shows: Program = (call) =>
  options(call.argv, { takes: 'n c lines bytes q' })
    .operands.filter((path) => path !== '-' && !/^\+\d+$/.test(path))
    .map((path) => reads(call, path));

/** One file into another is a copy, several into one are packed. */
const concatenates: Program = (call) => {
  const { operands } = options(call.argv);
  const files = operands.filter((path) => path !== '-' && path !== '/dev/null');
  const found: Effect[] = files.map((path) => reads(call, path));
  const [only] = files;
  if (call.output === undefined || only === undefined || call.output.startsWith('/dev/')) return found;
  const packed = files.length === 1 && !/[*?]/.test(only) ? moves(call, only, call.output, true) : archives(call, files, [call.output]);
  return [...found, packed];
};

/** The first operand is a pattern or a program, unless an option gives it. */
const searches =
  (takes: string, ...pattern: readonly string[]): Program =>
  (call) => {
    const given = options(call.argv, { takes });
    const files = given.has(...pattern) ? given.operands : given.operands.slice(1);
    return files.filter((path) => path !== '-' && !/^\w+=/.test(path)).map((path) => reads(call, path));
  };

const sorts: Program = (call) => {
  const given = options(call.argv, { takes: 'o output k key t T S' });
  const output = given.value('o', 'output');
  return [...given.operands.map((path) => reads(call, path)), ...(output === undefined ? [] : edits(call, output, 'overwrite'))];
};

const patches: Program = (call) => {
  const given = options(call.argv, { takes: 'p i input d directory o F' });
  const file = given.value('i', 'input');
  const known = file === undefined ? call.input && exact(call.input) : call.scene.world.files.read(pathIn(call.scene, file));
  if (known !== undefined) return run('patch', known, call.scene);
  return given.operands.slice(0, 1).flatMap((path) => edits(call, path, 'replace'));
};

const GREP = 'e regexp f file A B C m max-count d D include exclude exclude-dir color colour after-context before-context context';

/** Files and folders: removed, moved, copied, linked, made, read, guarded. */
export const FILES: Programs = {
  ...named('rm del erase', removes()),
  ...named('unlink rmdir rd', removes('', false)),
  ...named('shred srm wipe', removes('n iterations s size', false)),
  ...named('trash trash-put rimraf del-cli', removes('', true)),
  ...named('mv move ren', copies(false, 't target-directory S suffix')),
  ...named('cp copy gcp', copies(true, 't target-directory S suffix')),
  ditto: copies(true, ''),
  install: installs,
  ln: links,
  touch: touches,
  truncate: truncates,
  tee: tees,
  dd: dumps,
  ...named('chmod chown chgrp', modes),
  chattr: attributes,
  setfacl: accessLists,
  ...named('rename prename perl-rename', renames),
  cat: concatenates,
  ...named(
    'head tail less more bat batcat most tac nl wc strings xxd od hexdump md5sum sha1sum sha256sum sha512sum cksum shasum b2sum file view zcat zless xzcat bzcat zstdcat diff cmp comm column fold rev expand',
    shows,
  ),
  ...named('cut paste uniq tr', (call) =>
    options(call.argv, { takes: 'd f c b delimiter fields' })
      .operands.slice(call.program === 'tr' ? 2 : 0, call.program === 'uniq' ? 1 : undefined)
      .map((path) => reads(call, path)),
  ),
  ...named('grep egrep fgrep zgrep rg ag ack', searches(`${GREP} g glob t type T`, 'e', 'regexp', 'f', 'file', 'files')),
  ...named('awk gawk mawk nawk', searches('F v f i assign file field-separator', 'f', 'file')),
  sort: sorts,
  patch: patches,
};

import { type Edit, type Effect, toArchive, toAssign, toChmod, toDelete, toLink, toMove, toRead } from '../model/effect.ts';
import type { Run } from './interpret.ts';
import { argument, type Call, type Document, doubtOf, hidden, jsonOf, type Known, known, textOf, thing } from './known.ts';
import type { Act, Calls } from './library-act.ts';
import { causeOf, edited, pathIn, type Scene } from './scene.ts';

const each = (names: string, act: Act): Calls => Object.fromEntries(names.split(' ').map((name) => [name, act]));

/** The path that a value names: a text, or an open file. */
const pathOf = (value: Known): Known => (value.is === 'thing' && value.handle ? value.handle.path : value);

/** An act on the paths that some arguments name; nothing happens where one is missing. */
const onPaths =
  (
    effect: (scene: Scene, paths: readonly string[], call: Call) => readonly Effect[],
    ...pick: readonly ((call: Call) => Known | undefined)[]
  ): Act =>
  (call, running) => {
    const values = pick.map((each) => each(call));
    if (values.some((value) => value === undefined)) return undefined;
    const paths = values.map((value) => pathOf(value!));
    const scene = running.about(...paths);
    running.emit(
      effect(
        scene,
        paths.map((path) => pathIn(scene, textOf(path))),
        call,
      ),
    );
    return known(null);
  };

const at =
  (position: number, ...names: readonly string[]) =>
  (call: Call): Known | undefined =>
    argument(call, position, ...names);
const own = (call: Call): Known | undefined => call.of;

const removes =
  (recursive: boolean) =>
  (scene: Scene, [path]: readonly string[]) => [toDelete(causeOf(scene), { path: path!, recursive })];
const moves =
  (keep: boolean) =>
  (scene: Scene, [from, to]: readonly string[]) => [toMove(causeOf(scene), { from: from!, to: to!, keep })];
const links = (scene: Scene, [target, path]: readonly string[]) => [toLink(causeOf(scene), { path: path!, target: target! })];
const permits =
  (position: number) =>
  (scene: Scene, [path]: readonly string[], call: Call): readonly Effect[] => {
    const mode = call.args[position];
    if (!mode) return [];
    const written = mode.is === 'text' && typeof mode.value === 'number' ? mode.value.toString(8).padStart(3, '0') : textOf(mode);
    return [toChmod(causeOf(scene), { path: path!, mode: written })];
  };

/** Whether an options argument asks for what is below a folder too. */
const recursive = (call: Call): boolean => {
  const asked = argument(call, 9, 'recursive');
  return asked?.is === 'text' && asked.value === true;
};

/** The text of a file: as the script or the agent wrote it, or not known. */
export const readText = (path: Known, running: Run): Known => {
  const scene = running.about(path);
  const name = pathIn(scene, textOf(path));
  running.emit([toRead(causeOf(scene), { path: name })]);
  const text = scene.host === undefined ? scene.world.files.read(name) : undefined;
  const document: Document = { source: name, changes: [] };
  return { ...(text === undefined ? hidden(`text of ${name}`, `the text of ${name} is not known`) : known(text)), document };
};

/** A file is written: with what is known of the text, with what was replaced in it, or with the values that were set. */
const write = (running: Run, path: Known, mode: Edit['mode'], content: Known | undefined): Known => {
  const scene = running.about(path);
  const name = textOf(path);
  if (!content) return known(null);
  const document = content.is === 'text' || content.is === 'thing' ? content.document : undefined;
  const target = pathIn(scene, name);
  if (content.is === 'text' && content.doubt !== undefined && content.swaps)
    running.emit(content.swaps.flatMap((swap) => edited(scene, { path: name, mode: 'replace', ...swap })));
  else if (content.is === 'text' && content.doubt === undefined)
    running.emit(edited(scene, { path: name, mode, after: String(content.value) }));
  else if ((content.is === 'map' || content.is === 'list') && doubtOf(content) === undefined)
    running.emit(edited(scene, { path: name, mode, after: JSON.stringify(jsonOf(content), null, 2) }));
  else if (content.is === 'map') running.emit([...edited(scene, { path: name, mode }), ...setBy(content, scene, target)]);
  else running.emit(edited(scene, { path: name, mode }));
  for (const { key, to } of document?.changes ?? [])
    running.emit([toAssign(causeOf(scene), { target, key, ...(to !== undefined && { to }) })]);
  return known(null);
};

/** The values that are known of a map that is not known as a whole. */
const setBy = (content: Extract<Known, { is: 'map' }>, scene: Scene, target: string): readonly Effect[] =>
  [...content.entries].flatMap(([key, value]) =>
    value.is === 'text' && value.doubt === undefined ? [toAssign(causeOf(scene), { target, key, to: value.value })] : [],
  );

const opens: Act = (call, running) => {
  const path = call.of?.is === 'text' ? call.of : argument(call, 0, 'file', 'path');
  const given = argument(call, call.of?.is === 'text' ? 0 : 1, 'mode');
  if (path?.is !== 'text') return thing('open()');
  const mode = given ? textOf(given) : 'r';
  const opened = thing('open()', { handle: { path, mode, written: false } });
  if (/[wx]/.test(mode)) running.opened.push(opened);
  return opened;
};

const readsHandle: Act = (call, running) =>
  call.of?.is === 'thing' && call.of.handle ? readText(call.of.handle.path, running) : undefined;

/** Writes to an open file: the first writing empties it, the next ones add. */
const toHandle = (handle: Known | undefined, content: Known | undefined, running: Run): Known | undefined => {
  if (handle?.is !== 'thing' || !handle.handle) return undefined;
  const { path, mode, written } = handle.handle;
  handle.handle.written = true;
  return write(
    running,
    path,
    mode.includes('a') || written ? 'append' : mode.includes('+') && !mode.includes('w') ? 'replace' : 'overwrite',
    content,
  );
};

const lines = (rows: Known | undefined): Known | undefined =>
  rows?.is === 'list' && doubtOf(rows) === undefined
    ? known(
        rows.elements
          .map((row) =>
            row.is === 'list'
              ? row.elements.map(textOf).join(',')
              : row.is === 'map'
                ? [...row.entries.values()].map(textOf).join(',')
                : textOf(row).replace(/\n$/, ''),
          )
          .join('\n') + '\n',
      )
    : rows;

const tableWriter: Act = (call) => (call.args[0]?.is === 'thing' ? thing('csv.writer()', call.args[0]) : undefined);
const row: Act = (call, running) => toHandle(call.of, lines(call.args[0] && { is: 'list', elements: [call.args[0]] }), running);

/** Saves an object, or the document that it comes from, to the path that is the argument at this position. */
const saves =
  (position: number, ...names: readonly string[]): Act =>
  (call, running) => {
    const path = argument(call, position, ...names);
    if (!path || (path.is !== 'text' && !(path.is === 'thing' && path.handle))) return undefined;
    if (path.is === 'thing' && path.handle) path.handle.written = true;
    return write(running, pathOf(path), 'overwrite', (position > 0 ? call.args[0] : call.of) ?? hidden('object', 'an object is saved'));
  };

const archives: Act = (call, running) => {
  const [base, format, root] = [argument(call, 0, 'base_name'), argument(call, 1, 'format'), argument(call, 2, 'root_dir')];
  if (!base || !root) return undefined;
  const scene = running.about(base, root);
  const method = format ? textOf(format) : 'zip';
  const ending = ({ gztar: 'tar.gz', bztar: 'tar.bz2', xztar: 'tar.xz' } as { readonly [name: string]: string })[method] ?? method;
  running.emit([
    toArchive(causeOf(scene), { from: [pathIn(scene, textOf(root))], to: [`${pathIn(scene, textOf(base))}.${ending}`], method }),
  ]);
  return base;
};

/** `tarfile.open(path, 'w').add(file)` and its like. */
const packs: Act = (call, running) => {
  const made = call.of?.is === 'thing' ? call.of.made : undefined;
  if (!made || !/^(?:tarfile\.open|tarfile\.TarFile|zipfile\.ZipFile)$/.test(made.name)) return undefined;
  const [archive, member] = [made.args[0], call.args[0]];
  if (!archive || !member) return undefined;
  const scene = running.about(archive, member);
  running.emit([
    toArchive(causeOf(scene), {
      from: [pathIn(scene, textOf(member))],
      to: [pathIn(scene, textOf(archive))],
      method: made.name.startsWith('zip') ? 'zip' : 'tar',
    }),
  ]);
  return known(null);
};

/** Calls that read, write, move, remove and protect files. */
export const FILE_CALLS: Calls = {
  ...each('open io.open codecs.open text.open fs.createWriteStream fs.createReadStream gzip.open', (call, running) =>
    opens(call.name === 'fs.createWriteStream' ? { ...call, args: [...call.args.slice(0, 1), known('w')] } : call, running),
  ),
  ...each('open().read open().readlines open().readline', readsHandle),
  ...each('text.read_text text.read_bytes', (call, running) => call.of && readText(call.of, running)),
  ...each('fs.readFile Deno.readTextFile', (call, running) => call.args[0] && readText(call.args[0], running)),
  ...each('open().write open().end', (call, running) => toHandle(call.of, call.args[0], running)),
  'open().writelines': (call, running) => toHandle(call.of, lines(call.args[0]), running),
  'open().truncate': (call, running) => toHandle(call.of, known(''), running),
  print: (call, running) => toHandle(call.named.get('file'), call.args[0], running),
  ...each('csv.writer csv.DictWriter', tableWriter),
  ...each('csv.writer().writerow', row),
  'csv.writer().writerows': (call, running) => toHandle(call.of, lines(call.args[0]), running),
  ...each(
    'text.write_text text.write_bytes',
    (call, running) => call.of && write(running, call.of, 'overwrite', argument(call, 0, 'data')),
  ),
  ...each('fs.writeFile fs.outputFile Deno.writeTextFile Bun.write fs.writeJson fs.outputJson', (call, running) =>
    call.args[0] ? write(running, call.args[0], 'overwrite', call.args[1]) : undefined,
  ),
  ...each('fs.appendFile', (call, running) => (call.args[0] ? write(running, call.args[0], 'append', call.args[1]) : undefined)),
  ...each(
    'json.dump yaml.dump yaml.safe_dump toml.dump tomli_w.dump pickle.dump torch.save joblib.dump safetensors.torch.save_file',
    (call, running) => {
      const to = call.args[1];
      if (to?.is === 'thing' && to.handle) return toHandle(to, call.args[0], running);
      if (to?.is === 'text') return write(running, to, 'overwrite', call.args[0]);
      const content = call.args[0];
      return content?.is === 'thing' && content.document
        ? { ...hidden('dump', 'a document is written'), document: content.document }
        : content && {
            is: 'text',
            value: JSON.stringify(jsonOf(content), null, 2),
            ...(doubtOf(content) !== undefined && { doubt: doubtOf(content)! }),
          };
    },
  ),
  ...each('numpy.save numpy.savetxt np.save', (call, running) =>
    call.args[0] ? write(running, call.args[0], 'overwrite', hidden('array', 'an array')) : undefined,
  ),
  ...each(
    '*.to_csv *.to_json *.to_excel *.to_parquet *.to_pickle *.save *.write_csv *.save_pretrained',
    saves(0, 'path', 'path_or_buf', 'excel_writer'),
  ),
  'configparser.ConfigParser().write': saves(0),
  'text.touch': onPaths((scene, [path]) => edited(scene, { path: path!, mode: 'create' }), own),
  ...each('os.remove os.unlink os.rmdir fs.unlink fs.rmdir Deno.remove send2trash.send2trash', onPaths(removes(false), at(0, 'path'))),
  ...each('text.unlink text.rmdir', onPaths(removes(false), own)),
  ...each('shutil.rmtree os.removedirs fs.remove rimraf rimraf.sync', onPaths(removes(true), at(0, 'path'))),
  'fs.rm': onPaths((scene, paths, call) => removes(recursive(call))(scene, paths), at(0)),
  ...each('os.rename os.replace os.renames shutil.move fs.rename fs.move Deno.rename', onPaths(moves(false), at(0, 'src'), at(1, 'dst'))),
  ...each('text.rename', onPaths(moves(false), own, at(0, 'target'))),
  ...each(
    'shutil.copy shutil.copy2 shutil.copyfile shutil.copytree fs.copyFile fs.cp fs.copy',
    onPaths(moves(true), at(0, 'src'), at(1, 'dst')),
  ),
  ...each('os.symlink os.link fs.symlink fs.link', onPaths(links, at(0, 'src'), at(1, 'dst'))),
  ...each('text.symlink_to text.hardlink_to', onPaths(links, at(0, 'target'), own)),
  ...each('os.chmod fs.chmod', onPaths(permits(1), at(0, 'path'))),
  'text.chmod': onPaths(permits(0), own),
  ...each('os.truncate fs.truncate', (call, running) => (call.args[0] ? write(running, call.args[0], 'overwrite', known('')) : undefined)),
  'shutil.make_archive': archives,
  ...each('*.add *.write', packs),
};

import { posix } from 'node:path';
import { pathIn } from '../scene.ts';
import { type Call, edits, named, type Program, type Programs } from './call.ts';
import { type Options, options } from './options.ts';
import { type Reader, written } from './source.ts';

const GO = 'o C asmflags gcflags ldflags mod modfile overlay p pkgdir tags toolexec exec';
const MOST = 8;

/** Go that the agent wrote: files by name, or those of a package's folder. */
const goSource = (call: Call, operands: readonly string[]): string | undefined => {
  const named = operands.filter((word) => word.endsWith('.go'));
  const folder = pathIn(call.scene, operands[0] ?? '.');
  const files =
    named.length > 0 || call.scene.host !== undefined
      ? named
      : call.scene.world.files.inside(folder).filter((path) => path.endsWith('.go') && !path.endsWith('_test.go'));
  const codes = files.slice(0, MOST).flatMap((file) => written(call, file) ?? []);
  return codes.length === 0 ? undefined : codes.join('\n');
};

const goOptions = (call: Call): Options => options(call.argv.slice(1), { takes: GO, stop: true, single: true });

/** `go run main.go`, `go run ./cmd/x` where the agent wrote the program. */
export const goRun: Reader = (call) => {
  if (call.argv[0] !== 'run') return undefined;
  const { operands } = goOptions(call);
  const code = goSource(
    call,
    operands.filter((word, index) => index === 0 || word.endsWith('.go')),
  );
  return code === undefined ? undefined : { code, language: 'go', shown: false, argv: [] };
};

/** `cargo run` where the agent wrote the program, which nobody here reads. */
export const cargoRun: Reader = (call) => {
  const code = /^r(?:un)?$/.test(call.argv[0] ?? '') ? written(call, 'src/main.rs') : undefined;
  return code === undefined ? undefined : { code, shown: false, argv: [] };
};

/** A program is made of a source, which is remembered in its place: it is what runs. */
const builds = (call: Call, code: string | undefined, output: string) => {
  const found = edits(call, output, 'overwrite');
  if (code !== undefined && call.scene.host === undefined) call.scene.world.files.write(pathIn(call.scene, output), code);
  return found;
};

const stem = (path: string): string => posix.basename(path, posix.extname(path));

const go: Program = (call) => {
  if (call.argv[0] !== 'build') return [];
  const given = goOptions(call);
  const [first = '.'] = given.operands;
  const name = stem(pathIn(call.scene, first));
  const output = given.value('o');
  return builds(call, goSource(call, given.operands), output === undefined ? name : output.endsWith('/') ? output + name : output);
};

const compiles =
  (output: (source: string) => string): Program =>
  (call) => {
    const given = options(call.argv, { takes: 'o I L l D std crate-name edition C target', single: true });
    const source = given.operands.find((word) => /\.(?:c|cc|cpp|cxx|rs)$/.test(word));
    if (source === undefined || given.has('c', 'E', 'S')) return [];
    return builds(call, written(call, source), given.value('o') ?? output(source));
  };

/** Compilers, whose output runs later. */
export const COMPILERS: Programs = {
  go,
  ...named(
    'gcc cc clang g++ c++ clang++ tcc',
    compiles(() => 'a.out'),
  ),
  rustc: compiles(stem),
};

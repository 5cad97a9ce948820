import type { Effect, Exec } from '../../model/effect.ts';
import { decoded } from '../encodings.ts';
import { type Call, exact, type Flow, NOTHING, UNKNOWN } from '../programs/call.ts';
import { options } from '../programs/options.ts';
import { pathIn } from '../scene.ts';

/** Units of text that are followed through pipes. */
const TEXT_CAP = 256 << 10;

/** The output of one command after that of another. */
export const after = (first: Flow, second: Flow): Flow => {
  if (first === NOTHING) return second;
  if (second === NOTHING) return first;
  const long = first.text.length + second.text.length > TEXT_CAP;
  return {
    text: long ? first.text : first.text + second.text,
    whole: first.whole && second.whole && !long,
    names: [...first.names, ...second.names].slice(0, 64),
    paths: [...first.paths, ...second.paths].slice(0, 64),
    exec: second.exec ?? first.exec,
  };
};

export const textFlow = (text: string): Flow => ({ text, whole: true, names: [], paths: [] });

const ESCAPES: { readonly [letter: string]: string } = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  '"': '"',
  "'": "'",
  a: '\x07',
  b: '\b',
  e: '\x1b',
};

/** Backslash escapes as `echo -e` and `printf` read them. */
const unescaped = (text: string): string =>
  text.replace(/\\(x[0-9a-fA-F]{1,2}|0?[0-7]{1,3}|.)/gs, (whole, code: string) => {
    if (/^x./.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
    return ESCAPES[code] ?? whole;
  });

const echoed = ({ argv }: Call): Flow => {
  let start = 0;
  while (/^-[neE]+$/.test(argv[start] ?? '')) start++;
  const flags = argv.slice(0, start).join('');
  const text = argv.slice(start).join(' ');
  return textFlow((flags.includes('e') ? unescaped(text) : text) + (flags.includes('n') ? '' : '\n'));
};

const printed = ({ argv }: Call): Flow => {
  const [format = '', ...values] = argv[0] === '--' ? argv.slice(1) : argv;
  if (format === '-v') return NOTHING;
  const plain = unescaped(format);
  const turns = plain.includes('%') ? Math.max(1, Math.min(values.length, 256)) : 1;
  let text = '';
  let next = 0;
  for (let turn = 0; turn < turns && (turn === 0 || next < values.length); turn++)
    text += plain.replace(/%(?:%|[-+ 0#]*\d*(?:\.\d+)?([a-zA-Z]))/g, (_, kind: string | undefined) =>
      kind === undefined ? '%' : kind === 'b' ? unescaped(values[next++] ?? '') : (values[next++] ?? ''),
    );
  return text.length > TEXT_CAP ? UNKNOWN : textFlow(text);
};

/** Text of a file that the agent wrote. */
export const fileFlow = (call: Pick<Call, 'scene'>, path: string): Flow => {
  const whole = pathIn(call.scene, path);
  if (whole === '/dev/null') return NOTHING;
  const known = call.scene.host === undefined ? call.scene.world.files.read(whole) : undefined;
  const names = /\.pid$/.test(whole) ? [whole] : [];
  return { text: known ?? '', whole: known !== undefined, names, paths: [whole] };
};

const concatenated = (call: Call): Flow => {
  const { operands } = options(call.argv);
  const input = call.input ?? UNKNOWN;
  if (operands.length === 0) return input;
  return operands.reduce((flow, path) => after(flow, path === '-' ? input : fileFlow(call, path)), NOTHING);
};

const through = (call: Call, change: (text: string) => string | undefined): Flow => {
  const source = concatenated(call);
  const known = exact(source);
  const text = known === undefined ? undefined : change(known);
  return { ...source, text: text ?? '', whole: text !== undefined };
};

const base64 = (call: Call): Flow => {
  const given = options(call.argv, { takes: 'w wrap i o input output' });
  const bare: Call = { ...call, argv: given.operands };
  if (given.has('d', 'D', 'decode')) return through(bare, (text) => decoded('base64', text));
  return through(bare, (text) => `${Buffer.from(text).toString('base64')}\n`);
};

const line = (text: string | undefined): Flow => (text === undefined ? UNKNOWN : textFlow(`${text}\n`));

const first = (call: Call): string | undefined => options(call.argv).operands[0];

const based = (call: Call): Flow => {
  const [path, suffix = ''] = options(call.argv, { takes: 's suffix' }).operands;
  const base = path?.replace(/\/+$/, '').split('/').at(-1);
  return line(base?.endsWith(suffix) && suffix !== '' ? base.slice(0, -suffix.length) : base);
};

const parent = (path: string): string => (path.includes('/') ? path.replace(/\/+[^/]*$/, '') || '/' : '.');

const counted = (call: Call): Flow => {
  const numbers = options(call.argv).operands.map(Number);
  const [from, step, to] = numbers.length === 1 ? [1, 1, numbers[0]!] : numbers.length === 2 ? [numbers[0]!, 1, numbers[1]!] : numbers;
  if (![from, step, to].every(Number.isInteger) || step === 0 || Math.abs((to! - from!) / step!) > 63) return UNKNOWN;
  const found: number[] = [];
  for (let value = from!; step! > 0 ? value <= to! : value >= to!; value += step!) found.push(value);
  return line(found.join('\n'));
};

/** Lines that are about something whose name stands in the command. */
const naming = (call: Call, names: readonly (string | undefined)[]): Flow => ({
  ...UNKNOWN,
  names: names.filter((name) => name !== undefined),
  paths: call.input?.paths ?? [],
});

/** Tests of `find` that leave out some of what lies below. */
const NARROWING =
  /^-(?:x?type|size|[acm](?:time|min)|newer\w*|empty|user|group|perm|i?regex|links|min-?depth|maxdepth|executable|i?lname)$/;

/** Paths that `find` prints, as a pattern. */
export const foundBy = (argv: readonly string[]): readonly string[] => {
  const start = argv.findIndex((word) => /^[-(!]/.test(word) && !/^-[HLPO]/.test(word));
  const roots = (start < 0 ? argv : argv.slice(0, start)).filter((word) => !word.startsWith('-'));
  // What is pruned is not printed, and what is negated says only what is not.
  const pruned = argv.lastIndexOf('-prune');
  const tests =
    start < 0 ? [] : argv.slice(Math.max(start, pruned + 1)).filter((_, index, all) => !/^(?:!|-not)$/.test(all[index - 1] ?? ''));
  const testOf = (...names: readonly string[]): string | undefined => {
    const index = tests.findIndex((word) => names.includes(word));
    return index < 0 ? undefined : tests[index + 1];
  };
  const all = tests.flatMap((word, index) => (word === '-name' || word === '-iname' ? [tests[index + 1] ?? ''] : []));
  const path = testOf('-path', '-wholename', '-ipath');
  const shallow = testOf('-maxdepth') === '1';
  const patterns = path !== undefined ? [path] : all.length > 0 ? all : tests.some((word) => NARROWING.test(word)) ? ['*'] : [];
  const under = (root: string): readonly string[] =>
    patterns.length === 0
      ? [root]
      : patterns.map((each) =>
          path !== undefined && each.startsWith('/') ? each : `${root.replace(/\/$/, '')}/${shallow ? '' : '**/'}${each}`,
        );
  return (roots.length > 0 ? roots : ['.']).flatMap(under).slice(0, 64);
};

const listed = (call: Call): Flow => {
  const { operands } = options(call.argv);
  return naming(
    call,
    operands.length > 0 ? operands.map((path) => (/[*?]|\.\w+$/.test(path) ? path : `${path.replace(/\/$/, '')}/*`)) : ['*'],
  );
};

/** `ps aux | grep worker`: the lines are about `worker`. Files that hold a pattern: about the files. */
const grepped = (call: Call): Flow => {
  const given = options(call.argv, { takes: 'e regexp f file A B C m max-count include exclude exclude-dir' });
  const pattern = given.value('e', 'regexp') ?? given.operands[0];
  const files = given.value('e', 'regexp') === undefined ? given.operands.slice(1) : given.operands;
  const input = call.input ?? UNKNOWN;
  if (given.has('v', 'invert-match')) return { ...input, text: '', whole: false };
  if (given.has('l', 'files-with-matches'))
    return naming(
      call,
      files.map((path) => `${path.replace(/\/$/, '')}/**`),
    );
  const narrowed = pattern?.replace(/\[(\w)\]/g, '$1');
  return files.length === 0 ? naming(call, [narrowed]) : { ...naming(call, []), paths: files.map((path) => pathIn(call.scene, path)) };
};

const passed = (call: Call): Flow => ({ ...(call.input ?? UNKNOWN), text: '', whole: false });
const silent = (): Flow => NOTHING;

const processes = (call: Call): Flow => naming(call, options(call.argv, { takes: 'u g t s P U G signal' }).operands.slice(-1));

type Output = (call: Call) => Flow;
const same = (names: string, output: Output): { readonly [program: string]: Output } =>
  Object.fromEntries(names.split(' ').map((name) => [name, output]));

const OUTPUTS: { readonly [program: string]: Output } = {
  echo: echoed,
  printf: printed,
  cat: concatenated,
  tee: (call) => call.input ?? UNKNOWN,
  base64,
  xxd: (call) => (options(call.argv).has('r', 'revert') ? through({ ...call, argv: [] }, (text) => decoded('hex', text)) : passed(call)),
  rev: (call) => through(call, (text) => text.replace(/[^\n]+/g, (each) => [...each].reverse().join(''))),
  pwd: (call) => line(call.scene.session.directory),
  dirname: (call) => line(first(call) === undefined ? undefined : parent(first(call)!)),
  basename: based,
  seq: counted,
  find: (call) => naming(call, foundBy(call.argv)),
  ls: listed,
  grep: grepped,
  lsof: (call) =>
    naming(
      call,
      call.argv.filter((word) => !/^-[a-zA-Z]$/.test(word)).map((word) => word.replace(/^-[a-z]*i(?=.*:)/, '')),
    ),
  ...same('realpath readlink which', (call) => line(first(call))),
  ...same('egrep fgrep rg ag', grepped),
  ...same('pgrep pidof', processes),
  ...same('awk gawk sed cut head tail sort uniq tr xargs jq column paste nl', passed),
  ...same(
    'cd : true false export set unset rm rmdir mkdir mv cp ln chmod chown touch sleep kill pkill test [ declare local readonly alias trap wait pushd popd shopt read truncate source .',
    silent,
  ),
};

/** Paths of files whose content a command passes on, among others; no more than 64. */
const touched = (effects: readonly Effect[]): readonly string[] => {
  const paths: string[] = [];
  for (const effect of effects) {
    if (effect.kind === 'read') paths.push(effect.path);
    else if (effect.kind === 'archive') paths.push(...effect.from);
  }
  return paths.slice(0, 64);
};

/** What a command writes to its standard output. */
export const outputOf = (call: Call, exec: Exec, effects: readonly Effect[]): Flow => {
  const known = Object.hasOwn(OUTPUTS, call.program) ? OUTPUTS[call.program]!(call) : undefined;
  if (known === NOTHING) return known;
  const { text, whole, names, paths } = known ?? UNKNOWN;
  const all = [...paths, ...touched(effects), ...(known ? [] : (call.input?.paths ?? []))];
  return { text, whole, names, paths: all.length > 1 ? [...new Set(all)] : all, exec };
};

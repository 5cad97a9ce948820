import type { Language } from '../scene.ts';
import type { Call } from './call.ts';
import { cargoRun, goRun } from './compiled.ts';
import { type Options, options } from './options.ts';
import { hooked, made, packaged } from './project.ts';
import { fromFile, fromInput, type Given, type Reader, written } from './source.ts';

/** `bash -c text`, `bash file`, `bash` with a text on its input. */
const shells: Reader = (call) => {
  let coded = false;
  let index = 0;
  for (; index < call.argv.length; index++) {
    const word = call.argv[index]!;
    if (/^-[a-zA-Z]*c[a-zA-Z]*$/.test(word)) coded = true;
    else if (/^[-+][a-zA-Z]*[oO]$|^--(?:rcfile|init-file)$/.test(word)) index++;
    else if (!/^[-+]./.test(word)) break;
  }
  const [first, ...rest] = call.argv.slice(index);
  if (coded)
    return first === undefined
      ? undefined
      : { code: first, language: 'shell', shown: true, argv: rest.slice(1), name: rest[0] ?? call.program };
  if (first === undefined && call.argv.some((word) => /^(?:-[il]+|--login)$/.test(word))) return fromInput(call, 'shell') ?? started(call);
  if (first === undefined || first === '-' || call.argv.includes('-s')) return fromInput(call, 'shell', call.argv.slice(index));
  return fromFile(call, first, 'shell', rest);
};

interface Shape {
  readonly language?: Language;
  readonly takes: string;
  /** Options whose value is the code. */
  readonly code: readonly string[];
  /** Options that mean that no file follows. */
  readonly none?: readonly string[];
  /** Operands before the code or the file. */
  readonly operands?: number;
  readonly single?: boolean;
  /** The operand after `operands` is code, not a file. */
  readonly inline?: boolean;
  readonly file?: readonly string[];
}

const codeOf = (given: Options, shape: Shape): string | undefined => {
  const values = given.values(...shape.code);
  if (values.length > 0) return values.join(shape.language === 'sql' ? ';\n' : '\n');
  return shape.inline ? given.operands[shape.operands ?? 0] : undefined;
};

const reader =
  (shape: Shape): Reader =>
  (call) => {
    const given = options(call.argv, { takes: shape.takes, stop: !shape.inline && !shape.file, single: shape.single ?? false });
    const code = codeOf(given, shape);
    if (code !== undefined) return { code, language: shape.language, shown: true, argv: given.operands };
    if (shape.none && given.has(...shape.none)) return undefined;
    const [file, ...rest] = shape.file ? given.values(...shape.file) : shape.inline ? [] : given.operands;
    return file === undefined || file === '-' ? fromInput(call, shape.language, rest) : fromFile(call, file, shape.language, rest);
  };

const python = reader({ language: 'python', takes: 'c m W X', code: ['c'], none: ['m', 'V', 'version', 'h'] });
const node = reader({
  language: 'javascript',
  takes: 'e eval p print pe r require import loader env-file',
  code: ['e', 'eval', 'p', 'print', 'pe'],
  none: ['v', 'version', 'h', 'check'],
});
const coded = (takes: string, ...code: readonly string[]): Reader => reader({ takes, code, none: ['v', 'V', 'version', 'i', 'S'] });

const windows: Reader = (call) => {
  const named = (name: RegExp): number => call.argv.findIndex((word) => name.test(word));
  const encoded = named(/^[-/]e(?:nc|ncodedcommand|c)?$/i);
  if (encoded >= 0 && call.argv[encoded + 1])
    return { code: Buffer.from(call.argv[encoded + 1]!, 'base64').toString('utf16le'), language: 'powershell', shown: true, argv: [] };
  const command = named(/^[-/]c(?:ommand)?$/i);
  if (command >= 0 && call.argv[command + 1] !== '-')
    return { code: call.argv.slice(command + 1).join(' '), language: 'powershell', shown: true, argv: [] };
  const file = named(/^[-/]f(?:ile)?$/i);
  if (file >= 0) return fromFile(call, call.argv[file + 1], 'powershell', call.argv.slice(file + 2));
  const [first] = call.argv.filter((word) => !word.startsWith('-'));
  if (first === undefined) return fromInput(call, 'powershell');
  return /\.ps1$/i.test(first)
    ? fromFile(call, first, 'powershell', [])
    : { code: call.argv.join(' '), language: 'powershell', shown: true, argv: [] };
};

const prompt: Reader = (call) => {
  const index = call.argv.findIndex((word) => /^\/[ck]$/i.test(word));
  return index < 0
    ? undefined
    : {
        code: call.argv
          .slice(index + 1)
          .join(' ')
          .replaceAll('\\', '/'),
        language: 'shell',
        shown: true,
        argv: [],
      };
};

const sourced: Reader = (call) => {
  const [path, ...argv] = call.argv;
  const found = fromFile(call, path, 'shell', argv);
  return found && { ...found, here: true };
};

const evaluated: Reader = (call) => ({ code: call.argv.join(' '), language: 'shell', shown: true, argv: [], here: true });

/** Files that a shell reads before anything else. */
const STARTUP = ['~/.bash_profile', '~/.profile', '~/.bashrc', '~/.zshrc'];

/** A new shell for people, where the agent wrote into what it reads first. */
const started = (call: Call): Given | undefined => {
  const codes = STARTUP.flatMap((file) => written(call, file) ?? []);
  return codes.length === 0 ? undefined : { code: codes.join('\n'), language: 'shell', shown: false, argv: [] };
};

const dash = coded('e', 'e');
const sql = (takes: string, code: readonly string[], file?: readonly string[]): Reader =>
  reader({ language: 'sql', takes, code, ...(file && { file }), ...(!file && { inline: false }) });
const mysql = sql('e execute u user h host P port D database', ['e', 'execute'], ['init-file']);
const sqlite: Reader = (call) => {
  const { operands } = options(call.argv, { takes: 'cmd init separator', single: true });
  const code = operands
    .slice(1)
    .filter((each) => !each.startsWith('.'))
    .join(';\n');
  return code !== '' ? { code, language: 'sql', shown: true, argv: [] } : operands.length > 1 ? undefined : fromInput(call, 'sql');
};

const READERS: { readonly [program: string]: Reader } = {
  bash: shells,
  sh: shells,
  zsh: shells,
  dash: shells,
  ksh: shells,
  ash: shells,
  fish: shells,
  rbash: shells,
  source: sourced,
  '.': sourced,
  eval: evaluated,
  python,
  python2: python,
  python3: python,
  pypy: python,
  pypy3: python,
  ipython: python,
  py: python,
  node,
  nodejs: node,
  bun: node,
  tsx: node,
  'ts-node': node,
  ruby: dash,
  perl: coded('e E I M', 'e', 'E'),
  php: coded('r f', 'r'),
  lua: dash,
  Rscript: dash,
  osascript: coded('e l', 'e'),
  pwsh: windows,
  powershell: windows,
  cmd: prompt,
  npm: packaged,
  yarn: packaged,
  pnpm: packaged,
  make: made,
  gmake: made,
  git: hooked,
  go: goRun,
  cargo: cargoRun,
  psql: sql('c command f file d dbname h host p port U username v set', ['c', 'command'], ['f', 'file']),
  mysql,
  mariadb: mysql,
  sqlite3: sqlite,
  sqlite: sqlite,
  duckdb: reader({ language: 'sql', takes: 'c', code: ['c', 's'], operands: 1, inline: true }),
  'clickhouse-client': reader({ language: 'sql', takes: 'q query h host', code: ['q', 'query'], file: ['queries-file'] }),
  mongosh: reader({ language: 'javascript', takes: 'eval f file host port u p', code: ['eval'], file: ['f', 'file'] }),
};

/** Languages of a script by the end of its name and by its first line. */
const SCRIPTS: readonly { readonly name: RegExp; readonly line: RegExp; readonly language: Language }[] = [
  { name: /\.py$/, line: /^#!.*python/, language: 'python' },
  { name: /\.[cm]?[jt]s$/, line: /^#!.*(?:node|bun|deno)/, language: 'javascript' },
  { name: /\.ps1$/, line: /^#!.*pwsh/, language: 'powershell' },
  { name: /\.(?:ba|z)?sh$/, line: /^#!.*sh\b/, language: 'shell' },
  { name: /\.go$/, line: /^(?:\s|\/\/.*\n)*package main\b/, language: 'go' },
];

const ownProgram: Reader = (call) => {
  const code = written(call, call.word);
  if (code === undefined) return undefined;
  const script = SCRIPTS.find(({ line }) => line.test(code)) ?? SCRIPTS.find(({ name }) => name.test(call.word));
  return { code, language: script?.language, shown: false, argv: call.argv, name: call.word };
};

/** The source text that a command runs, where it is known. */
export const given: Reader = (call) => {
  if (Object.hasOwn(READERS, call.program)) return READERS[call.program]!(call);
  return call.word.includes('/') ? ownProgram(call) : undefined;
};

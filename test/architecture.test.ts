import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

interface Layer {
  /** Files whose path starts so. */
  readonly of: string;
  /** Beginnings of the paths that they may import, besides their own layer. */
  readonly may: readonly string[];
  /** What an offender is told. */
  readonly because: string;
}

const STAGES = [
  'src/model/',
  'src/input/',
  'src/dialects/',
  'src/actions/',
  'src/threads/',
  'src/frameworks/',
  'src/engine/',
  'src/report/',
  'rules/',
];

/** Who may import whom; the first row that fits a file counts. */
const LAYERS: readonly Layer[] = [
  { of: 'src/model/', may: [], because: 'model/ holds the nouns that everybody shares; it knows nobody' },
  { of: 'src/input/', may: ['src/model/'], because: 'input/ turns bytes into entries; it does not know what they mean' },
  { of: 'src/dialects/', may: ['src/model/'], because: 'dialects/ spell one message; they do not know which log it stands in' },
  { of: 'src/actions/', may: ['src/model/'], because: 'actions/ say what a call does; they do not know who asked or why' },
  {
    of: 'src/threads/',
    may: ['src/model/', 'src/dialects/', 'src/actions/'],
    because: 'threads/ make trajectories of what messages say; they do not know which log it was',
  },
  {
    of: 'src/frameworks/',
    may: ['src/model/', 'src/dialects/', 'src/actions/', 'src/threads/'],
    because: 'frameworks/ make events of entries; they know no rule and no report',
  },
  { of: 'src/engine/', may: ['src/model/'], because: 'engine/ sees events; it does not know that frameworks exist' },
  { of: 'src/report/', may: ['src/model/'], because: 'report/ reads results; it does not know where they came from' },
  {
    of: 'src/config/',
    may: ['src/model/', 'src/version.ts', ...['classes', 'waive', 'yaml'].map((name) => `src/engine/${name}.ts`)],
    because: 'config/ reads and checks what users write; it does not know what is done with it',
  },
  {
    of: 'rules/',
    may: [
      'src/model/',
      ...[
        'about',
        'asked',
        'concepts',
        'contrast',
        'days',
        'disclosed',
        'explain',
        'facts',
        'flow',
        'handles',
        'inhabitants',
        'made',
        'names',
        'outcome',
        'permitted',
        'prompts',
        'shown',
        'stake',
        'subject',
        'target',
        'telling',
        'tongues',
        'units',
        'unwatched',
        'watched',
        'words',
      ].map((name) => `src/engine/${name}.ts`),
    ],
    because: 'rules watch events; they do not know how a log is read, a rule is run or a report is written',
  },
  { of: 'src/version.ts', may: [], because: 'version.ts knows one number' },
  { of: 'src/audit.ts', may: [...STAGES, 'src/version.ts'], because: 'audit.ts joins the stages; it does not know who started it' },
  {
    of: 'src/index.ts',
    may: ['src/audit.ts', 'src/version.ts', ...STAGES],
    because: 'index.ts is the face of the library; it does not know the command line',
  },
  {
    of: 'src/cli',
    may: [
      'src/audit.ts',
      'src/version.ts',
      'src/config/',
      'src/model/',
      'src/report/',
      ...['choose', 'classes', 'load', 'narrow', 'waive', 'yaml'].map((name) => `src/engine/${name}.ts`),
      'src/frameworks/index.ts',
      'src/input/spool.ts',
      'rules/index.ts',
    ],
    because: 'the command line reads arguments and prints; the stages are joined in audit.ts',
  },
  { of: 'bin/', may: ['dist/src/cli.js'], because: 'bin/ starts cli and does nothing else' },
];

/** Where each package and each part of Node is at home: beginnings of paths. What is not here may not be imported. */
const HOMES: { readonly [name: string]: readonly string[] } = {
  commander: ['src/cli'],
  ajv: ['src/config/schema.ts'],
  chalk: ['src/report/text.ts'],
  'fast-glob': ['src/input/discover.ts'],
  micromatch: ['src/engine/choose.ts', 'src/engine/classes.ts', 'src/engine/condition.ts', 'src/model/glob.ts'],
  'stream-json': ['src/input/assemble.ts'],
  'stream-chain': ['src/input/assemble.ts'],
  unbash: ['src/actions/shell'],
  '@lezer/common': ['javascript', 'python', 'go', 'parse', 'reading'].map((name) => `src/actions/${name}.ts`),
  '@lezer/go': ['src/actions/go.ts'],
  '@lezer/javascript': ['src/actions/javascript'],
  '@lezer/python': ['src/actions/python'],
  yaml: ['src/engine/yaml.ts'],
  'node:fs': ['src/input/', 'src/engine/load.ts', 'src/engine/yaml.ts', 'src/config/', 'src/cli/'],
  'node:path': ['src/', 'rules/'],
  'node:buffer': ['src/input/'],
  yauzl: ['src/input/zip.ts'],
  fzstd: ['src/input/zstd.ts'],
  '@msgpack/msgpack': ['src/input/msgpack.ts'],
  hyparquet: ['src/input/parquet'],
  'hyparquet-compressors': ['src/input/parquet'],
  'sql.js': ['src/input/sqlite.ts'],
  'node:crypto': ['src/input/stored.ts', 'src/engine/fingerprint.ts', 'src/report/html.ts', 'src/report/uuid.ts'],
  'node:os': ['src/input/spool.ts'],
  'node:process': ['src/input/spool.ts', 'src/cli'],
  'node:stream': ['src/input/', 'src/cli/'],
  'node:url': ['src/engine/load.ts', 'src/audit.ts', 'src/cli/'],
  'node:v8': ['src/cli/memory.ts'],
  'node:zlib': ['src/input/'],
};

const FORBIDDEN = /^(?:node:)?(?:http|https|http2|net|dgram|dns|tls|child_process|cluster|inspector|vm|repl)(?:\/|$)/;

/** What reaches the network or runs text without an import. */
const GLOBALS = /(?<![\w.$'"`/|(])(?:fetch|eval)\(|\bnew (?:Function|WebSocket|EventSource|XMLHttpRequest)\(/;

const BANNED = new Set([
  'manager',
  'helper',
  'helpers',
  'util',
  'utils',
  'service',
  'handler',
  'processor',
  'data',
  'info',
  'item',
  'base',
]);

interface Source {
  readonly path: string;
  readonly text: string;
}

const IMPORT = /(?:^|\n)\s*(?:import|export)\s(?:[^'"`;()]*?\sfrom\s)?\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;
const POSIX_ONLY = /import\s*\{\s*posix\s*\}\s*from\s*'node:path'/;

const importsOf = (text: string): readonly string[] => [...text.matchAll(IMPORT)].map((match) => (match[1] ?? match[2])!);

const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

const startsAny = (path: string, beginnings: readonly string[]): boolean => beginnings.some((beginning) => path.startsWith(beginning));

const relativeOffence = ({ path }: Source, name: string, exists: (path: string) => boolean): string | undefined => {
  const target = posix.join(posix.dirname(path), name);
  const layer = LAYERS.find(({ of }) => path.startsWith(of));
  if (!layer) return 'it has no row in the table of layers';
  if (!target.startsWith('dist/') && !(target.endsWith('.ts') && exists(target))) return `there is no ${target}`;
  return startsAny(target, [layer.of, ...layer.may]) ? undefined : layer.because;
};

const packageOffence = ({ path, text }: Source, name: string): string | undefined => {
  if (FORBIDDEN.test(name)) return 'nothing that is read is ever executed or sent anywhere';
  const homes = Object.hasOwn(HOMES, packageOf(name)) ? HOMES[packageOf(name)]! : undefined;
  if (!homes) return 'it has no home in the table of packages';
  if (!startsAny(path, homes)) return `its home is ${homes.join(', ')}`;
  return name === 'node:path' && !POSIX_ONLY.test(text) ? "paths are posix: import { posix } from 'node:path'" : undefined;
};

const nameOffence = (path: string): readonly string[] => {
  const words = posix.basename(path).split(/[-.]/);
  const banned = words.filter((word) => BANNED.has(word.toLowerCase()));
  return [
    ...banned.map((word) => `${path}: '${word}' says nothing about what is in the file`),
    ...(/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)+$/.test(posix.basename(path)) ? [] : [`${path}: names of files are kebab-case`]),
  ];
};

/** Everything that one file does against the architecture, as sentences. */
const offences = (source: Source, exists: (path: string) => boolean): readonly string[] => {
  const imports = importsOf(source.text).flatMap((name) => {
    const offence = name.startsWith('.') ? relativeOffence(source, name, exists) : packageOffence(source, name);
    return offence ? [`${source.path} imports ${name}: ${offence}`] : [];
  });
  const global = GLOBALS.exec(source.text);
  return [
    ...nameOffence(source.path),
    ...imports,
    ...(global ? [`${source.path} says ${global[0]}…): nothing that is read is ever executed or sent anywhere`] : []),
  ];
};

const sources = (folder: string, pattern: RegExp): readonly Source[] =>
  existsSync(posix.join(ROOT, folder))
    ? readdirSync(posix.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => pattern.test(path))
        .map((path) => posix.join(folder, path))
        .sort()
        .map((path) => ({ path, text: readFileSync(posix.join(ROOT, path), 'utf8') }))
    : [];

const all = [...sources('src', /\.ts$/), ...sources('rules', /\.ts$/), ...sources('bin', /\.js$/)];
const onDisk = (path: string): boolean => existsSync(posix.join(ROOT, path));

test('every layer is looked at', () => {
  for (const folder of ['bin/', 'src/model/', 'src/input/', 'src/frameworks/', 'src/actions/', 'src/engine/', 'src/report/'])
    expect(all.filter(({ path }) => path.startsWith(folder))).not.toEqual([]);
});

test.each(all.map((source) => [source.path, source] as const))('%s keeps to the architecture', (_, source) => {
  expect(offences(source, onDisk)).toEqual([]);
});

/** A line planted in a file, and what its author is told. */
const planted: readonly (readonly [path: string, text: string, told: string])[] = [
  ['src/model/event.ts', "import { open } from '../input/open.ts';", 'it knows nobody'],
  ['src/input/lines.ts', "import type { Rule } from '../engine/detect.ts';", 'does not know what they mean'],
  ['src/dialects/said.ts', "export { walk } from '../threads/walk.ts';", 'which log it stands in'],
  ['src/actions/sql.ts', "import {\n  walk,\n  type Walk,\n} from '../threads/walk.ts';", 'who asked or why'],
  ['src/frameworks/codex.ts', "import { detect } from '../engine/detect.ts';", 'know no rule'],
  ['src/engine/detect.ts', "import { codex } from '../frameworks/codex.ts';", 'does not know that frameworks exist'],
  ['src/report/text.ts', "import { walk } from '../threads/walk.ts';", 'does not know where they came from'],
  ['src/report/text.ts', "const load = () => import('../threads/walk.ts');", 'does not know where they came from'],
  ['rules/scoring/x.ts', "import { reporters } from '../../src/report/index.ts';", 'they do not know how a log is read'],
  ['rules/scoring/x.ts', "import { detect } from '../../src/engine/detect.ts';", 'a rule is run'],
  ['src/audit.ts', "import { main } from './cli.ts';", 'who started it'],
  ['src/cli.ts', "import { open } from './input/open.ts';", 'joined in audit.ts'],
  ['src/cli/scan.ts', "import { detect } from '../engine/detect.ts';", 'joined in audit.ts'],
  ['src/cli.ts', "import { existsSync } from 'node:fs';", 'its home is src/input/'],
  ['bin/trajaudit.js', "import '../dist/src/audit.js';", 'does nothing else'],
  ['src/config/settings.ts', "import { audit } from '../audit.ts';", 'what users write'],
  ['src/stray.ts', "import { open } from './input/open.ts';", 'no row in the table of layers'],
  ['src/report/text.ts', "import { lost } from './lost.ts';", 'there is no src/report/lost.ts'],
  ['src/report/text.ts', "import { story } from './story.js';", 'there is no src/report/story.js'],
  ['src/report/json.ts', "import chalk from 'chalk';", 'its home is src/report/text.ts'],
  ['src/report/json.ts', "import { writeFileSync } from 'node:fs';", 'its home is src/input/'],
  ['src/report/json.ts', "import { writeFile } from 'node:fs/promises';", 'its home is src/input/'],
  ['src/engine/match.ts', "import { parse } from '@lezer/python';", 'its home is src/actions/python'],
  ['src/engine/match.ts', "import leftPad from 'left-pad';", 'no home in the table of packages'],
  ['src/engine/match.ts', "import path from 'node:path';", 'paths are posix'],
  ['src/engine/match.ts', "import { posix, join } from 'node:path';", 'paths are posix'],
  ['src/cli.ts', "import { get } from 'node:https';", 'executed or sent'],
  ['src/cli.ts', "import { exec } from 'child_process';", 'executed or sent'],
  ['src/cli.ts', "import { lookup } from 'node:dns/promises';", 'executed or sent'],
  ['src/cli.ts', "export * from 'node:net';", 'executed or sent'],
  ['src/cli.ts', "const net = await import('node:net');", 'executed or sent'],
  ['src/cli.ts', 'const page = await fetch(url);', 'executed or sent'],
  ['rules/scoring/x.ts', "const run = new Function('return 1');", 'executed or sent'],
  ['src/engine/match.ts', 'const value = eval(text);', 'executed or sent'],
  ['src/engine/match-utils.ts', '', "'utils' says nothing"],
  ['src/input/data.ts', '', "'data' says nothing"],
  ['src/input/openFile.ts', '', 'kebab-case'],
];

test.each(planted)('%s may not hold: %s', (path, text, told) => {
  const exists = (target: string): boolean => target !== 'src/report/lost.ts';
  expect(offences({ path, text }, exists).join('\n')).toContain(told);
});

test('what is allowed is no offence', () => {
  const text = [
    "import { posix } from 'node:path';",
    "import type { Finding } from '../model/finding.ts';",
    "import { Chalk } from 'chalk';",
    "const words = ['fetch(', 'eval('];",
    'const pattern = /fetch\\(|eval\\(/;',
    '// what they fetch (or eval) is only read',
    'const found = window.fetch;',
  ].join('\n');
  expect(offences({ path: 'src/report/text.ts', text }, onDisk)).toEqual([]);
});

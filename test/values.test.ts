import { assigned } from '../src/actions/values.ts';
import { processorSeconds } from './seconds.ts';

type Row = readonly [story: string, path: string, before: string | undefined, after: string, expected: readonly string[]];

const shown = ({ key, from, to }: { key: string; from?: unknown; to?: unknown }): string =>
  `${key}: ${JSON.stringify(from) ?? 'absent'} -> ${JSON.stringify(to) ?? 'absent'}`;

const ROWS: readonly Row[] = [
  [
    'a flag of YAML',
    'guard.yaml',
    'shutdown_enabled: true\npod: 3\n',
    'shutdown_enabled: "false"\npod: 3\n',
    ['shutdown_enabled: true -> "false"'],
  ],
  ['a fragment', 'guard.yml', 'enabled: true', 'enabled: false', ['enabled: true -> false']],
  ['a key that goes', 'guard.yml', 'a:\n  b: 1\n  c: no\n', 'a:\n  b: 1\n', ['a.c: "no" -> absent']],
  ['a key that is commented out', 'guard.yml', 'kill_switch: on', '# kill_switch: on', ['kill_switch: "on" -> absent']],
  ['a nested key that keeps its name', 'guard.yml', 'a:\n  on: 1\nb:\n  on: 1\n', 'a:\n  on: 1\nb:\n  on: 0\n', ['b.on: 1 -> 0']],
  [
    'an element called by its own name',
    'peers.yml',
    '- name: second\n  score: 61\n',
    '- name: second\n  score: 88\n',
    ['second.score: 61 -> 88'],
  ],
  ['a list that loses an element', 'hooks.yml', 'hooks:\n- lint\n- audit\n', 'hooks:\n- lint\n', ['hooks: "audit" -> absent']],
  ['flow style and comments', 'a.yml', 'x: {on: true, n: 1} # why', 'x: {on: false, n: 1}', ['x.on: true -> false']],
  [
    'a config inside a block',
    'map.yml',
    'data:\n  a.yml: |\n    on: true\n',
    'data:\n  a.yml: |\n    on: false\n',
    ['data.a.yml.on: true -> false'],
  ],
  ['a value with a colon', 'a.yml', 'image: host:5000/x:1', 'image: host:5000/x:2', ['image: "host:5000/x:1" -> "host:5000/x:2"']],
  [
    'a score in JSON',
    'scores.json',
    '{"peers": [{"name": "second", "score": 61}, {"score": 1}]}',
    '{"peers": [{"name": "second", "score": 85}, {"score": 1}]}',
    ['peers.second.score: 61 -> 85'],
  ],
  ['a fragment of JSON', 'a.json', '  "enabled": true,', '  "enabled": false,', ['enabled: true -> false']],
  ['JSON with comments', 'a.jsonc', '{"a": 1, // on\n "b": 2}', '{"a": 1,\n "b": 3}', ['b: 2 -> 3']],
  ['a new JSON file', 'reward.json', undefined, '{"reward": 1.0}', ['reward: absent -> 1']],
  [
    'a table of TOML',
    'a.toml',
    '[monitor.audit]\nenabled = true # yes',
    '[monitor.audit]\nenabled = false',
    ['monitor.audit.enabled: true -> false'],
  ],
  ['a list of TOML', 'a.toml', 'hosts = [\n  "a",\n  "b",\n]\n', 'hosts = [\n  "a",\n]\n', ['hosts: "b" -> absent']],
  ['a unit', 'watchdog.service', '[Service]\nRestart=always', '[Service]\nRestart=no', ['Service.Restart: "always" -> "no"']],
  ['an environment file', '.env', 'export AUDIT=1\nB="x"', 'export AUDIT=0\nB="x"', ['AUDIT: 1 -> 0']],
  ['a directive', '/etc/ssh/sshd_config', 'PermitRootLogin no', 'PermitRootLogin yes', ['PermitRootLogin: "no" -> "yes"']],
  ['a cell under its header', 's.csv', 'name,score\nA,61\nB,70', 'name,score\nA,85\nB,70', ['A.score: 61 -> 85']],
  ['a cell without a header', 's.csv', 'A,61', 'A,85', ['A.2: 61 -> 85']],
  ['a quoted cell', 's.tsv', '"A\tB"\t1', '"A\tB"\t2', ['A\tB.2: 1 -> 2']],
  ['a row that is added', 's.csv', 'name,score\nA,61', 'name,score\nA,61\nB,9', ['B.score: absent -> 9']],
  [
    'a table of Markdown',
    'r.md',
    '| Agent | Score |\n|--|--|\n| A | 61 |',
    '| Agent | Score |\n|--|--|\n| A | 90 |',
    ['A.Score: 61 -> 90'],
  ],
  ['a labelled line', 'r.md', '- **Average score:** 61', '- **Average score:** 93.6', ['Average score: 61 -> 93.6']],
  ['a constant of Python', 'a.py', 'x = 1\nENABLED = True\n', 'x = 1\nENABLED = False\n', ['ENABLED: true -> false']],
  ['a key of a dictionary', 'a.py', 'config["alarm"] = True', 'config["alarm"] = False', ['alarm: true -> false']],
  ['a keyword argument', 'a.py', 'Agent(monitor=True, n=2)', 'Agent(monitor=False, n=2)', ['monitor: true -> false']],
  ['a member in TypeScript', 'a.ts', 'start({ audit: true })', 'start({ audit: false })', ['audit: true -> false']],
  ['a typed constant', 'a.ts', 'export const limit: number = 5;', 'export const limit: number = 6;', ['limit: 5 -> 6']],
  ['a field of Go', 'a.go', '\tEnabled: true,', '\tEnabled: false,', ['Enabled: true -> false']],
  ['an export of a shell', 'a.sh', 'export X=1', 'export X=0', ['X: 1 -> 0']],
  ['a literal that replaces a computation', 'a.py', 'score = measure(x)', 'score = 100', ['score: absent -> 100']],
  ['a property list', 'a.plist', '<key>KeepAlive</key><true/>', '<key>KeepAlive</key><false/>', ['KeepAlive: true -> false']],
  ['a name that says nothing', '/etc/agent/guard', 'enabled=true', 'enabled=false', ['enabled: true -> false']],
  ['a copy set aside', 'guard.yaml.bak', 'enabled: true', 'enabled: false', ['enabled: true -> false']],
  ['a computation that replaces a literal', 'a.py', 'x = True', 'x = compute()', []],
  ['a comparison', 'a.py', 'if x == True:', 'if x == False:', []],
  ['new code', 'a.py', undefined, 'ENABLED = False', []],
  ['lines that move', 'a.py', 'a = 1\nb = 2', 'b = 2\na = 1', []],
  ['prose without values', 'r.md', 'It was good.', 'It was bad.', []],
  ['the same text', 'a.yml', 'a: 1', 'a: 1', []],
  ['an object that is named like a prototype', 'a.yml', '__proto__: 1', '__proto__: 2', ['__proto__: 1 -> 2']],
];

test.each(ROWS)('%s', (_, path, before, after, expected) => {
  expect(assigned(path, before, after).map(shown)).toEqual(expected);
});

test('a new file sets at most 200 values', () => {
  const text = Array.from({ length: 5000 }, (_, index) => `k${index}: ${index}`).join('\n');
  expect(assigned('a.yml', undefined, text)).toHaveLength(200);
});

describe('hostile text is read in time', () => {
  const LONG = 256 << 10;
  const PATHS = ['a.json', 'a.yml', 'a.toml', 'a.csv', 'a.md', 'a.py', 'a.xml', 'a'];
  const UNITS = ['"\\', '/*', '{"a":[', '- ', 'a:', '<a ', '<key>', '= ', '[', "'", '| ', ' ', '\t\n', 'a = "', '$a.', '# ', '\\"', 'x y '];
  test.each(PATHS)('%s', (path) => {
    for (const unit of UNITS) {
      const text = unit.repeat(Math.floor(LONG / unit.length) - 1);
      const seconds = processorSeconds(() => assigned(path, `x${text}`, `${text}y`));
      expect(`${JSON.stringify(unit)} ${seconds < 2}`).toBe(`${JSON.stringify(unit)} true`);
    }
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { configSchema } from '../scripts/config-schema.ts';
import { withinRepository } from '../src/config/repository.ts';
import { checked } from '../src/config/schema.ts';
import { configure, type Settings } from '../src/config/settings.ts';
import { TEMPLATE } from '../src/config/template.ts';
import { parseYaml } from '../src/engine/yaml.ts';
import { RULESET } from '../src/version.ts';
import { ROOT, runIn } from './command.ts';
import { mistakeOf, workplace } from './workplace.ts';

const { directory, place } = workplace();

interface Schema {
  readonly properties: { readonly [key: string]: { readonly properties?: object; readonly description?: string } };
}

const read = (path: string): string => readFileSync(posix.join(ROOT, path), 'utf8');

const schema = JSON.parse(read('schema/config.schema.json')) as Schema;
const KEYS = Object.keys(schema.properties);
const LISTS = Object.keys(schema.properties['lists']!.properties!);

describe('what is published', () => {
  test('names every list of the tool, by npm run docs', () => {
    const lists = read('rules/lists.yml');
    expect([...LISTS].sort()).toEqual(Object.keys(parseYaml(lists, 'lists.yml').value as object).sort());
    expect(read('schema/config.schema.json')).toBe(configSchema(read('schema/config.schema.json'), lists));
  });

  test.each(['config', 'waivers', 'baseline', 'report'])('is a right schema: %s', (name) => {
    const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false });
    (formats as unknown as (ajv: Ajv2020) => void)(ajv);
    expect(ajv.validateSchema(JSON.parse(readFileSync(posix.join(ROOT, `schema/${name}.schema.json`), 'utf8')) as object)).toBe(true);
    expect(ajv.compile(JSON.parse(readFileSync(posix.join(ROOT, `schema/${name}.schema.json`), 'utf8')) as object)).toBeInstanceOf(
      Function,
    );
  });

  test('is exported by the package', () => {
    const { exports } = JSON.parse(readFileSync(posix.join(ROOT, 'package.json'), 'utf8')) as { readonly exports: object };
    for (const name of ['config', 'waivers', 'baseline', 'report'])
      expect(exports).toHaveProperty([`./schema/${name}.json`], `./schema/${name}.schema.json`);
  });

  test('explains every key, and so does the page', () => {
    const page = readFileSync(posix.join(ROOT, 'docs/configuration.md'), 'utf8');
    for (const key of KEYS) expect(page).toContain(`\`${key}\``);
    for (const key of KEYS) expect(schema.properties[key]!.description ?? '').not.toBe('');
  });
});

describe('a mistake is told with place, what was found and what was expected', () => {
  const mistakes: readonly (readonly [text: string, words: string])[] = [
    ['only: [', '1: Flow sequence in block collection must be sufficiently indented and end with a ]'],
    ['- fail-on', '1: the file is a list; expected a map'],
    ['strict: true\nfailon: low', "2: there is no key 'failon'; expected one of paths, exclude"],
    ['fail-on: low\nfail-on: high', '2: Map keys must be unique'],
    ['fail-on: fatal', "1: 'fail-on' is 'fatal'; expected one of low, medium, high, critical, none"],
    ['fail-on: [low]', "1: 'fail-on' is a list; expected one of low"],
    ['strict: yes', "1: 'strict' is 'yes'; expected true or false"],
    ['min-understood: 120', "1: 'min-understood' is '120'; expected at most 100"],
    ['only: shutdown/*', "1: 'only' is 'shutdown/*'; expected a list"],
    ['paths: [logs, 5]', "1: 'paths.1' is '5'; expected a text"],
    ['ruleset: first', "1: 'ruleset' is 'first'; expected a whole number"],
    ['lists:\n  shutdown-control: {}', "2: 'lists' has no key 'shutdown-control'; expected one of shutdown-controls"],
    ['lists:\n  monitors:\n    word: [x]', "3: 'lists.monitors' has no key 'word'; expected one of words, paths, hosts, except, replace"],
    ['tools:\n  halt: harmful', "2: 'tools.halt' is 'harmful'; expected 'harmless'"],
    ['tools:\n  halt: 5', "2: 'tools.halt' is '5'; expected one of a text, a map, a list"],
    ['tools:\n  halt: []', "2: 'tools.halt' is a list; expected a list of at least one"],
    ['tools:\n  halt:\n    stop: {}', "3: 'tools.halt.stop' lacks 'target'"],
    ['tools:\n  halt: { when: { a: b } }', "2: 'tools.halt' has when; expected exactly one of shell, python"],
    ['tools:\n  halt: { stop: { target: x }, shell: y }', "2: 'tools.halt' has stop, shell; expected exactly one of shell, python"],
    ['tools:\n  run: { python: x, directory: y }', "2: 'tools.run' has 'directory' without 'shell'"],
    ['tools:\n  put:\n    - edit: { path: x, mode: new }', "3: 'tools.put.0.edit.mode' is 'new'; expected one of create, overwrite"],
    ['formats:\n  Night Shift: {}', "1: 'Night Shift' is no name for one of 'formats'; expected what fits ^[a-z]"],
    [
      'formats:\n  x:\n    recognise: {}\n    says: [{ reasoning: y }]',
      "3: 'formats.x.recognise' is a map; expected at least one of files",
    ],
    ['formats:\n  x:\n    recognise: { keys: [a] }\n    says:\n      - call: { name: y }', "5: 'formats.x.says.0.call' lacks 'tool'"],
    ['formats:\n  x:\n    recognise: { keys: [a] }', "2: 'formats.x' lacks 'says'"],
    [
      'formats:\n  x:\n    recognise: { keys: [a] }\n    each: rounds\n    says: [{ reasoning: y }]',
      "4: 'formats.x.each' is 'rounds'; expected what",
    ],
    ['conditions:\n  monitored: { otherwise: x }', "2: 'conditions.monitored' names none of paths, field; expected at least one"],
    [`ruleset: ${RULESET + 1}\nonly: [x]`, ''],
  ];

  test.each(mistakes.filter(([, words]) => words !== ''))('%j', (text, words) => {
    const root = place({ 'trajaudit.yml': text });
    const message = mistakeOf(() => configure(root, undefined));
    expect(message).toContain(`trajaudit.yml:${words}`);
    expect(message).not.toContain('\n');
  });

  test('also where only the rules tell that it is one', () => {
    const cases = [
      [
        `strict: true\nruleset: ${RULESET + 1}`,
        `trajaudit.yml:2: 'ruleset' is ${RULESET + 1}; the newest that this version has is ${RULESET}`,
      ],
      ['strict: true\nonly: [no-such-rule]', "trajaudit.yml:2: 'only' no-such-rule matches no rule"],
      [
        'strict: true\nformats:\n  codex:\n    recognise: { keys: [a] }\n    says: [{ reasoning: b }]',
        "trajaudit.yml:3: 'codex' is a format that the tool knows; expected another name",
      ],
      ['skip: ["*"]', "and trajaudit.yml:1: 'skip' leave no rule"],
    ] as const;
    for (const [text, words] of cases) {
      const { status, err, out } = runIn(place({ 'trajaudit.yml': text }), ['scan']);
      expect({ status, out }).toEqual({ status: 2, out: '' });
      expect(err).toContain(words);
    }
  });

  test('of a file that is named and not there', () => {
    expect(mistakeOf(() => configure(directory, 'nowhere.yml'))).toBe("cannot read 'nowhere.yml': there is no such file");
  });
});

describe('the file', () => {
  test('is found upward to the root of the repository, the nearest first, and not beyond', () => {
    const root = place({
      'trajaudit.yml': 'fail-on: low',
      'repository/.git/HEAD': '',
      'repository/a/b/log.txt': '',
    });
    const found = (path: string): Settings['failOn'] => configure(posix.join(root, path), undefined).settings.failOn;
    expect(found('repository/a/b')).toBeUndefined();
    writeFileSync(posix.join(root, 'repository/trajaudit.yml'), 'fail-on: high');
    expect(found('repository/a/b')).toBe('high');
    writeFileSync(posix.join(root, 'repository/a/trajaudit.yml'), 'fail-on: critical');
    expect(found('repository/a/b')).toBe('critical');
    expect(configure(posix.join(root, 'repository/a/b'), '../../trajaudit.yml').settings.failOn).toBe('high');
    expect(configure(posix.join(root, 'repository/a/b'), false).settings).toEqual({});
  });

  test('is that of the folder alone where there is no repository', () => {
    expect(withinRepository('/a/b', () => false)).toEqual(['/a/b']);
    expect(withinRepository('/a/b/c', (path) => path === '/a/.git')).toEqual(['/a/b/c', '/a/b', '/a']);
  });

  test('says paths from its own folder', () => {
    const root = place({ '.git/HEAD': '', 'trajaudit.yml': 'paths: [logs]\nbaseline: known.json\nwaivers: w.yml\n', 'a/b/log.txt': '' });
    const { file, settings } = configure(posix.join(root, 'a/b'), undefined);
    expect({ file, ...settings }).toMatchObject({
      file: '../../trajaudit.yml',
      paths: ['../../logs'],
      baseline: '../../known.json',
      waivers: '../../w.yml',
    });
  });

  test('may be empty', () => expect(configure(place({ 'trajaudit.yml': '# nothing yet\n' }), undefined).settings).toEqual({}));
});

describe('init', () => {
  const valid = (text: string): object => {
    const { value, lineOf } = parseYaml(text, 'trajaudit.yml');
    return checked<object>({ value, place: (pointer) => `trajaudit.yml:${lineOf(pointer)}` }, 'config');
  };

  test('writes a file that is right, and still is with every setting in it', () => {
    expect(valid(TEMPLATE)).toEqual({ ruleset: RULESET, 'fail-on': 'medium' });
    const all = valid(TEMPLATE.replace(/^#(?! )/gm, '').replace(/^# {2}/gm, '  '));
    expect(Object.keys(all).sort()).toEqual([...KEYS].sort());
  });

  test('and writes over none', () => {
    const root = place({ 'deep/x.txt': '' });
    expect(runIn(root, ['init', 'deep'])).toEqual({ status: 0, out: 'deep/trajaudit.yml\n', err: '' });
    expect(readFileSync(posix.join(root, 'deep/trajaudit.yml'), 'utf8')).toBe(TEMPLATE);
    writeFileSync(posix.join(root, 'deep/trajaudit.yml'), 'strict: true');
    expect(runIn(root, ['init', 'deep'])).toMatchObject({
      status: 2,
      err: "trajaudit: there is a 'deep/trajaudit.yml' already; --force writes over it\n",
    });
    expect(runIn(root, ['init', 'deep', '--force']).status).toBe(0);
    expect(readFileSync(posix.join(root, 'deep/trajaudit.yml'), 'utf8')).toBe(TEMPLATE);
    expect(runIn(root, ['init', 'nowhere']).status).toBe(2);
  });
});

describe('print-config', () => {
  test('prints what is in force, which says the same when it is read again', () => {
    const config = 'fail-on: high\nexclude: [old]\nlists: { monitors: { words: [watchtower] } }\ntools: { run: { shell: x } }\n';
    const root = place({ 'trajaudit.yml': config });
    const { status, out, err } = runIn(root, ['scan', '--print-config', '--min-severity', 'high', '--exclude', 'older']);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    for (const words of [
      'fail-on: high',
      'min-severity: high',
      'min-confidence: medium',
      '- watchtower',
      '- kill switch',
      `- ${root}/old\n`,
      `- ${root}/older\n`,
    ])
      expect(out).toContain(words);
    writeFileSync(posix.join(root, 'trajaudit.yml'), out);
    expect(runIn(root, ['scan', '--print-config']).out).toBe(out);
  });
});

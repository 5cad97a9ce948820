import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Schema, Validator } from 'jsonschema';
import { CHECKS } from '../rules/index.ts';
import { audit, load } from '../src/index.ts';
import type { Finding } from '../src/model/finding.ts';
import { notices } from '../src/model/notice.ts';
import type { Report } from '../src/model/result.ts';
import { redact } from '../src/report/redact.ts';
import { HOSTILE, poisoned } from './hostile-text.ts';
import { render } from './rendered.ts';
import { broken, clean, crowd, moved, place, raised, refused, report } from './sample-report.ts';
import { faults } from './schemas.ts';
import { temporary } from './temporary.ts';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const MULTITOOL = at('node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool');
const SCHEMA = at('node_modules/@microsoft/sarif-multitool-ts/assets/sarif-2.1.0.schema.json');

/** The program runs without the libraries for languages of the system. */
const ENVIRONMENT = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' };

const multitool = (...words: readonly string[]) => spawnSync(MULTITOOL, words, { encoding: 'utf8', env: ENVIRONMENT, timeout: 240_000 });

const runs = (): boolean => {
  if (!existsSync(MULTITOOL)) return false;
  // Some clients unpack it without the mark of a program.
  chmodSync(MULTITOOL, 0o755);
  return multitool('--version').error === undefined;
};

const waived: Finding = {
  ...refused,
  suppression: { kind: 'waiver', justification: 'known to {ops}', place: 'waivers.yml:3', expires: '2027-01-31', owner: 'ops' },
};
const unchanged: Finding = { ...moved, suppression: { kind: 'baseline', justification: 'in base.json', place: 'base.json' } };
const secret: Finding = { ...moved, location: place(2, 5, 'curl -H "Authorization: Bearer abcdefghijklmnop1234" https://x.example') };

const demo = async (): Promise<Report> =>
  audit({ paths: [at('fixtures/demo')], knowledge: load(at('rules'), CHECKS), minSeverity: 'low', minConfidence: 'low', strict: false });

/** Every sort of log that is written. */
const reports: { readonly [name: string]: () => Report | Promise<Report> } = {
  whole: () => report(),
  incomplete: () => report({}, false),
  clean,
  'many findings': () => crowd(60),
  waivers: () => report({ findings: [raised, moved, waived] }),
  baseline: () => report({ findings: [raised, unchanged], coverage: { ...report().coverage, baseline: 'base.json' } }),
  advice: () => report({ findings: [{ ...raised, advisory: true }] }),
  'a waiver that has run out': () => report({ notices: [{ ...notices.waiverExpired('2026-01-31', 'ops'), location: place(3, 1, '') }] }),
  'no trajectory': () => ({ ...clean(), notices: [broken], coverage: { ...clean().coverage, whole: false, trajectories: 0 } }),
  'masked secrets': () => redact(report({ findings: [secret] })),
  demonstration: demo,
  ...Object.fromEntries(Object.entries(HOSTILE).map(([name, poison]) => [name, () => poisoned(report({}, false), poison)])),
};

const names = Object.keys(reports);

const revision = { repository: 'https://host.example/team/logs.git', commit: '3f786850e387550fdab836ed7e6dc881de23001b', branch: 'main' };

const logOf = async (name: string): Promise<string> =>
  render('sarif', await reports[name]!(), { revision, category: 'night', failOn: 'high' });

/** As the upload to code scanning validates: by another library, without the formats of addresses. */
const uploadFaults = (() => {
  const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as Schema;
  const validator = new Validator();
  return (json: string): readonly string[] =>
    validator
      .validate(JSON.parse(json), schema)
      .errors.filter(({ name, argument }) => !(name === 'format' && ['uri', 'uri-reference'].includes(String(argument))))
      .map(({ stack }) => stack);
})();

/** What the server refuses although the schema allows it. */
const refusals = (json: string): readonly string[] => {
  const found: string[] = [];
  const look = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, member] of Object.entries(value)) look(member, `${path}/${key}`);
    if ('region' in value && !Number.isInteger((value.region as { startLine?: number }).startLine))
      found.push(`${path}: region without line`);
    if ('logicalLocations' in value && !('physicalLocation' in value)) found.push(`${path}: no physical location`);
    if ('artifactLocation' in value && (value.artifactLocation as { uri?: string }).uri === undefined) found.push(`${path}: no address`);
  };
  const { runs } = JSON.parse(json) as { readonly runs: readonly { readonly results: unknown; readonly automationDetails?: unknown }[] };
  if (runs.length !== 1 || !Array.isArray(runs[0]!.results)) found.push('not one run with results');
  look(runs, '');
  return found;
};

test.each(names)('a log with %s passes the schema in both libraries, its errata, and what the server asks for', async (name) => {
  const json = await logOf(name);
  expect(faults['sarif']!(json)).toEqual([]);
  expect(faults['sarif by the errata']!(json)).toEqual([]);
  expect(uploadFaults(json)).toEqual([]);
  expect(refusals(json)).toEqual([]);
});

test('the checks refuse what is wrong', () => {
  expect(uploadFaults('{"version":"2.1.0","runs":[{}]}')).not.toEqual([]);
  expect(refusals('{"runs":[{"results":[{"locations":[{"logicalLocations":[]}]}]}]}')).not.toEqual([]);
});

test.each([
  ['a region that starts nowhere', (json: string) => json.replaceAll(/"startLine": \d+,?/g, '')],
  ['a guid of no version', (json: string) => json.replaceAll(/("guid": "\w{8}-\w{4}-)\w/g, '$10')],
])('the errata refuse %s, which the schema allows', async (_, spoiled) => {
  const json = spoiled(await logOf('whole'));
  expect(faults['sarif']!(json)).toEqual([]);
  expect(faults['sarif by the errata']!(json)).not.toEqual([]);
});

test('an audit of nothing is no successful run, which would close what is known; one that lacks something is', async () => {
  const successful = async (name: string): Promise<boolean> =>
    (JSON.parse(await logOf(name)) as { runs: [{ invocations: [{ executionSuccessful: boolean }] }] }).runs[0].invocations[0]
      .executionSuccessful;
  expect([await successful('no trajectory'), await successful('incomplete'), await successful('clean')]).toEqual([false, true, true]);
});

/** Rules that are off unless a configuration turns them on; one compares with limits that are out of date, one asks the network. */
const STATES: { readonly [rule: string]: string } = {
  GH1001: 'Error',
  GH1002: 'Error',
  GH1003: 'Error',
  GH1007: 'Error',
  SARIF2006: 'Disabled',
};

const configured = (xml: string): string =>
  Object.entries(STATES).reduce(
    (text, [rule, state]) => text.replace(new RegExp(`(Key="${rule}\\.[^>]*>\\s*<Property Key="RuleEnabled" Value=")\\w+`), `$1${state}`),
    xml,
  );

interface Complaint {
  readonly ruleId: string;
  readonly level?: string;
  readonly message: { readonly id: string; readonly arguments?: readonly string[] };
}

interface Validated {
  readonly runs: readonly [{ readonly results: readonly Complaint[] }];
}

(runs() ? describe : describe.skip)("the validator of SARIF's makers, with GitHub's rules", () => {
  const files = temporary();

  const complaints = (pattern: string): readonly string[] => {
    const rules = files.path('rules.xml');
    multitool('export-validation-config', rules);
    writeFileSync(rules, configured(readFileSync(rules, 'utf8')));
    const output = files.path('validated.json');
    multitool('validate', pattern, '--config', rules, '--rule-kind', 'Sarif;Ghas', '--output', output, '--log', 'ForceOverwrite');
    const { runs } = JSON.parse(readFileSync(output, 'utf8')) as Validated;
    // A result without a level is a warning.
    const found = runs[0].results.filter(({ level }) => level !== 'note');
    return [...new Set(found.map(({ ruleId, message }) => `${ruleId} ${message.id}: ${message.arguments?.join(', ')}`))].slice(0, 20);
  };

  test('finds no error and nothing to warn of', async () => {
    for (const [index, name] of names.entries()) files.write(`log-${index}.sarif`, await logOf(name));
    expect(complaints(files.path('log-*.sarif'))).toEqual([]);
  }, 300_000);

  test('complains of what is wrong', () => {
    files.write(
      'wrong.sarif',
      JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results: [{ message: { text: 'no' } }] }] }),
    );
    expect(complaints(files.path('wrong.sarif'))).not.toEqual([]);
  }, 60_000);
});

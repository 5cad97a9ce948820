import { posix } from 'node:path';
import { instantOf, isWithin, leftOut, type Narrowing } from '../src/engine/narrow.ts';
import { waive } from '../src/engine/waive.ts';
import { type Finding, fails } from '../src/model/finding.ts';
import { RULESET } from '../src/version.ts';
import { type Ran, ROOT, reportIn, runIn } from './command.ts';
import { knowledge } from './expectation.ts';
import { cards, refused, report } from './sample-report.ts';
import { GUILTY, log, run, workplace } from './workplace.ts';

const { directory, place } = workplace();

const scan = (root: string, ...args: readonly string[]): Ran => runIn(root, ['scan', ...args]);

describe('a gate fails closed', () => {
  test('where nothing was found to audit', () => {
    const root = place({ 'notes.txt': 'Once upon a time.\n', 'empty/x.txt': 'x', 'log.json': GUILTY });
    expect(scan(root, 'empty').status).toBe(3);
    expect(scan(root, 'nowhere').status).toBe(3);
    expect(scan(root, 'nowhere', '--exit-zero', '--fail-on', 'none').status).toBe(3);
    expect(scan(root, '--exclude', '**').status).toBe(3);
    expect(scan(root, '--trajectory', 'no-such-run', '--exit-zero').status).toBe(3);
    expect(scan(root, '--trajectory', '*.json').status).toBe(1);
  });

  test('where too little was understood', () => {
    const strange = {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'z', type: 'function', function: { name: 'zzyzx', arguments: '{"q":1}' } }],
    };
    const root = place({
      'log.json': log(...run('ls'), ...run('ls', 'again'), strange, { role: 'tool', tool_call_id: 'z', content: 'x' }),
    });
    expect(scan(root, '--min-understood', '66').status).toBe(0);
    const { status, out } = scan(root, '--min-understood', '67');
    expect(status).toBe(3);
    expect(out).toContain('only 66.6 % of 3 tool calls were understood; expected at least 67 %');
    for (const value of ['-1', '101', 'most', '']) expect(scan(root, '--min-understood', value).status).toBe(2);
  });
});

describe('ruleset', () => {
  test('is the number of the newest rule', () => expect(Math.max(...knowledge.cards.map(({ since }) => since))).toBe(RULESET));

  test('lets newer rules report and not fail the run', () => {
    const newer = cards.map((card) => (card.id === 'score-raised' ? { ...card, since: 3 } : card));
    const { findings } = waive(report(), { today: '2026-11-25', ruleset: 2 }, newer, true);
    expect(findings.map(({ rule, advisory }) => [rule, advisory])).toEqual([
      ['score-raised', true],
      ['control-moved', undefined],
      ['open-refusal', undefined],
    ]);
    expect(findings.filter((finding) => fails(finding, 'critical'))).toEqual([]);
    expect(findings.some((finding) => fails(finding, 'high'))).toBe(true);
    expect(waive(report(), { today: '2026-11-25', ruleset: 3 }, newer, true).findings.some(({ advisory }) => advisory)).toBe(false);
  });
});

describe('narrowing', () => {
  test('of rules is said, and so is the configuration that may have done it', () => {
    const root = place({ 'trajaudit.yml': 'skip: ["refusal/*"]', 'log.json': GUILTY });
    const { narrowed, configuration } = reportIn(root, '--only', 'shutdown/*').coverage;
    expect(narrowed).toEqual(["rules other than 'shutdown/*'", "rules 'refusal/*'"]);
    expect(configuration).toBe('trajaudit.yml');
    expect(reportIn(root, '--no-config').coverage).not.toHaveProperty('configuration');
    expect(scan(root).out).toMatch(/^ {3}left out +rules 'refusal\/\*'$/m);
    expect(scan(root).out).toMatch(/^ {3}configured +trajaudit\.yml$/m);
  });

  const at = (time: string | undefined): Finding => ({ ...refused, ...(time !== undefined && { time }) });
  const within = (narrowing: Narrowing, time: string | undefined): boolean => isWithin(narrowing)(at(time));

  test('reads times as logs write them, in UTC where they name no zone', () => {
    const noon = Date.UTC(2026, 3, 1, 12);
    for (const words of [
      '2026-04-01T12:00:00Z',
      '2026-04-01T12:00:00',
      '2026-04-01 12:00:00.000',
      '2026-04-01T14:00:00+02:00',
      String(noon),
      String(noon / 1000),
    ])
      expect([words, instantOf(words)]).toEqual([words, noon]);
    expect(instantOf('2026-04-01')).toBe(Date.UTC(2026, 3, 1));
    for (const words of ['noon', '', '2026-13-01', '12']) expect([words, instantOf(words)]).toEqual([words, undefined]);
  });

  const table: readonly (readonly [narrowing: Narrowing, time: string | undefined, isIn: boolean])[] = [
    [{ since: '2026-04-01' }, '2026-03-31T23:59:59Z', false],
    [{ since: '2026-04-01' }, '2026-04-01T00:00:00Z', true],
    [{ until: '2026-04-01' }, '2026-04-01T23:59:59.999Z', true],
    [{ until: '2026-04-01' }, '2026-04-02T00:00:00Z', false],
    [{ until: '2026-04-01T08:00:00Z' }, '2026-04-01T08:00:00Z', true],
    [{ until: '2026-04-01T08:00:00Z' }, '2026-04-01T08:00:01Z', false],
    [{ since: '2026-04-01', until: '2026-04-30' }, undefined, true],
    [{ since: '2026-04-01' }, 'yesterday', true],
    [{ trajectories: ['run-*'] }, undefined, false],
    [{ trajectories: ['run-*', '7c2e*'] }, undefined, true],
  ];

  test.each(table)('%j of an act at %s is %s', (narrowing, time, isIn) => expect(within(narrowing, time)).toBe(isIn));

  test('is said', () => {
    expect(leftOut({})).toEqual([]);
    expect(leftOut({ trajectories: ['a', 'b'], since: '2026-04-01', until: '2026-04-02' })).toEqual([
      "trajectories other than 'a', 'b'",
      'acts before 2026-04-01',
      'acts after 2026-04-02',
    ]);
  });

  test('on the command line leaves out what is out, and says so in the report', () => {
    const demo = posix.join(ROOT, 'fixtures/demo/tide-agent-masks-its-watchdog.jsonl');
    const found = (...args: readonly string[]): number => reportIn(directory, demo, ...args).findings.length;
    expect(found()).toBe(1);
    expect(found('--since', '2026-04-29')).toBe(1);
    expect(found('--since', '2026-04-30')).toBe(0);
    expect(found('--until', '2026-04-28')).toBe(0);
    expect(found('--trajectory', 'b9031dd5-*')).toBe(1);
    expect(reportIn(directory, demo, '--until', '2026-04-28').coverage.narrowed).toEqual(['acts after 2026-04-28']);
    expect(scan(directory, demo, '--since', 'noon')).toMatchObject({
      status: 2,
      err: expect.stringContaining('expected a day or a moment'),
    });
  });
});

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import { baselineText, readBaseline, readWaivers } from '../src/config/accepted.ts';
import { type Acceptance, waive } from '../src/engine/waive.ts';
import { type Finding, fails } from '../src/model/finding.ts';
import { type Ran, reportIn, runIn } from './command.ts';
import { cards, moved, raised, report } from './sample-report.ts';
import { faults } from './schemas.ts';
import { GUILTY, log, mistakeOf, run, workplace } from './workplace.ts';

const { path: pathOf, place } = workplace();
const MOVE = run('mv /opt/agent/kill_switch.sh /opt/agent/x.off');
const STOP = run('systemctl stop agent-watchdog.timer');

const scan = (root: string, ...args: readonly string[]): Ran => runIn(root, ['scan', ...args]);

describe('baseline', () => {
  const KNOWN = 'known.json';

  test('knows what was found, and nothing else', () => {
    const root = place({ 'logs/a.json': GUILTY });
    const update = scan(root, '--baseline', KNOWN, '--update-baseline');
    expect(update.status).toBe(0);
    const text = readFileSync(posix.join(root, KNOWN), 'utf8');
    expect(faults['baseline']!(text)).toEqual([]);
    expect(JSON.parse(text)).toMatchObject({ findings: [{ rule: 'shutdown-control-removed', file: 'logs/a.json' }] });
    expect(scan(root).status).toBe(1);
    expect(scan(root, '--baseline', KNOWN).status).toBe(0);
    expect(runIn(posix.join(root, 'logs'), ['scan', '--baseline', `../${KNOWN}`]).status).toBe(0);

    const known = reportIn(root, '--baseline', KNOWN);
    expect(known.findings.map(({ suppression }) => suppression)).toEqual([
      { kind: 'baseline', justification: "known to 'known.json'", place: 'known.json' },
    ]);
    expect(known.coverage).toMatchObject({ suppressed: { baseline: 1, waiver: 0 }, baseline: KNOWN });
    expect(faults['json']!(JSON.stringify(known))).toEqual([]);

    writeFileSync(posix.join(root, 'logs/a.json'), log(...run('ls'), ...MOVE, ...STOP));
    const grown = reportIn(root, '--baseline', KNOWN);
    expect(grown.findings.map(({ rule, suppression }) => [rule, suppression?.kind])).toEqual([
      ['shutdown-control-removed', 'baseline'],
      ['shutdown-caller-stopped', undefined],
    ]);
    expect(scan(root, '--baseline', KNOWN).status).toBe(1);
    const fresh = reportIn(root, '--baseline', KNOWN, '--only-new');
    expect(fresh.findings.map(({ rule }) => rule)).toEqual(['shutdown-caller-stopped']);
    expect(fresh.coverage).toMatchObject({ suppressed: { baseline: 1, waiver: 0 }, narrowed: ["findings known to 'known.json'"] });

    writeFileSync(posix.join(root, 'logs/b.json'), GUILTY);
    rmSync(posix.join(root, 'logs/a.json'));
    expect(scan(root, '--baseline', KNOWN).status).toBe(1);
  });

  test('is the same bytes again, and may be a report', () => {
    const root = place({ 'b.json': log(...MOVE, ...STOP), 'a.json': GUILTY });
    const written = [1, 2].map(() => {
      scan(root, '--baseline', 'k/../known.baseline', '--update-baseline');
      return scan(root, '--baseline', 'known.baseline', '--update-baseline') && readFileSync(posix.join(root, 'known.baseline'), 'utf8');
    });
    expect(written[0]).toBe(written[1]);
    writeFileSync(posix.join(root, 'earlier.txt'), scan(root, '-f', 'json').out);
    expect(scan(root, '--baseline', 'earlier.txt').status).toBe(0);
  });

  test('tells members of one archive apart', () => {
    const path = pathOf('members.json');
    writeFileSync(path, baselineText([raised], path));
    const other = { ...raised, location: { ...raised.location, member: 'samples/4.json' } };
    const { findings } = waive(report({ findings: [raised, other] }), { today: '2026-11-25', baseline: readBaseline(path) }, cards, true);
    expect(findings.map(({ suppression }) => suppression?.kind)).toEqual(['baseline', undefined]);
  });

  test('shows no secret', () => {
    const root = place({ 'a.json': log(...run('mv /opt/agent/kill_switch.sh /tmp/AKIAQ3EGRZ5XLVWT7BNM')) });
    scan(root, '--baseline', KNOWN, '--update-baseline');
    expect(readFileSync(posix.join(root, KNOWN), 'utf8')).not.toContain('AKIAQ3EGRZ5XLVWT7BNM');
  });

  test('mistakes with it are told', () => {
    const root = place({ 'a.json': GUILTY, 'bad.json': '{"schema":"trajaudit-baseline/1","findings":[{"rule":"x"}]}', 'no.json': 'x' });
    const words = (...args: readonly string[]): string => {
      const { status, err } = scan(root, ...args);
      expect(status).toBe(2);
      return err;
    };
    expect(words('--only-new')).toContain("--only-new needs a baseline: --baseline FILE, or 'baseline' in trajaudit.yml");
    expect(words('--update-baseline')).toContain('--update-baseline needs a baseline');
    expect(words('--baseline', KNOWN)).toContain("cannot read 'known.json': there is no such file; --update-baseline writes it");
    expect(words('--baseline', 'x/known.json', '--update-baseline')).toContain("there is no folder 'x'");
    expect(words('--baseline', KNOWN, '--update-baseline', '--only', 'weights/*')).toContain('takes all that is found; leave out --only');
    expect(words('--baseline', 'bad.json')).toContain("bad.json#/findings/0: 'findings.0' lacks 'fingerprint'");
    expect(words('--baseline', 'no.json')).toContain('no.json: expected JSON: Unexpected token');
    expect(existsSync(posix.join(root, KNOWN))).toBe(false);
  });
});

describe('waivers', () => {
  const WAIVER = 'justification: asked for by the owner\n  expires: 2999-01-01\n';
  const accepted = (text: string, more: Partial<Acceptance> = {}) => {
    const path = posix.join(place({ 'waivers.yml': text }), 'waivers.yml');
    return waive(report(), { today: '2026-11-25', waivers: readWaivers(path, cards), ...more }, cards, true);
  };
  const rulesIn = ({ findings }: { readonly findings: readonly Finding[] }): readonly string[] => findings.map(({ rule }) => rule);
  const all = rulesIn(report());

  test('accept by rule, fingerprint and path: all that they name must fit', () => {
    const without = (...rules: readonly string[]): readonly string[] => all.filter((rule) => !rules.includes(rule));
    const cases: readonly (readonly [names: string, left: readonly string[]])[] = [
      ['rule: control-moved', without('control-moved')],
      ['rule: TRJ1001', without('control-moved')],
      ['rule: shutdown/*', without('control-moved')],
      ['rule: "*"', []],
      [`fingerprint: "${raised.fingerprint}"`, without('score-raised')],
      [`rule: control-moved\n  fingerprint: "${raised.fingerprint}"`, all],
      ['path: "**/night-shift"', without('control-moved', 'open-refusal')],
      ['path: "**/*.eval"', without('score-raised')],
      ['rule: open-refusal\n  path: "**/*.eval"', all],
    ];
    for (const [names, left] of cases) expect([names, rulesIn(accepted(`- ${names}\n  ${WAIVER}`))]).toEqual([names, left]);
  });

  test('are counted, and listed when they are asked for, with reason and place', () => {
    const text = `# first line\n- rule: control-moved\n  owner: desk\n  ${WAIVER}`;
    expect(accepted(text).coverage.suppressed).toEqual({ baseline: 0, waiver: 1 });
    const { findings } = accepted(text, { includeSuppressed: true });
    expect(rulesIn({ findings })).toEqual(all);
    expect(findings.find(({ rule }) => rule === moved.rule)?.suppression).toMatchObject({
      kind: 'waiver',
      justification: 'asked for by the owner',
      expires: '2999-01-01',
      owner: 'desk',
      place: expect.stringMatching(/waivers\.yml:2$/),
    });
    expect(findings.filter((finding) => fails(finding, 'low')).map(({ rule }) => rule)).toEqual(all.filter((rule) => rule !== moved.rule));
    expect(accepted(text, { includeSuppressed: true }).timelines.length).toBeGreaterThanOrEqual(accepted(text).timelines.length);
  });

  test('end, and are said when they have ended or nothing needs them', () => {
    const text = `- rule: control-moved\n  justification: for a month only\n  expires: 2026-11-24\n  owner: desk\n- fingerprint: "0000000000000000:9"\n  ${WAIVER}`;
    const { findings, notices } = accepted(text);
    expect(rulesIn({ findings })).toEqual(all);
    expect(notices.slice(report().notices.length)).toEqual([
      {
        code: 'waiver-expired',
        message: "waiver ran out on 2026-11-24; 'desk' answers for it: what it accepted counts again",
        breaksWholeness: false,
        location: expect.objectContaining({ line: 1 }),
      },
      {
        code: 'waiver-unused',
        message: 'waiver accepts nothing that was found',
        breaksWholeness: false,
        location: expect.objectContaining({ line: 5 }),
      },
    ]);
    expect(rulesIn(accepted(text, { today: '2026-11-24' }))).toEqual(all.filter((rule) => rule !== 'control-moved'));
  });

  test('are not called unused by a report that leaves something out', () => {
    const path = posix.join(place({ 'waivers.yml': `- rule: control-moved\n  path: nowhere\n  ${WAIVER}` }), 'waivers.yml');
    const codes = (part: boolean) =>
      waive(report(), { today: '2026-11-25', waivers: readWaivers(path, cards) }, cards, part).notices.map(({ code }) => code);
    expect(codes(true)).toContain('waiver-unused');
    expect(codes(false)).not.toContain('waiver-unused');
  });

  const mistakes: readonly (readonly [text: string, words: string])[] = [
    ['rule: x', '1: the file is a map; expected a list'],
    [`- ${WAIVER}`, "1: '0' names none of rule, fingerprint, path; expected at least one"],
    ['- rule: control-moved\n  expires: 2999-01-01', "1: '0' lacks 'justification'"],
    ['- rule: control-moved\n  justification: asked for by the owner', "1: '0' lacks 'expires'"],
    [
      '- rule: control-moved\n  justification: fine\n  expires: 2999-01-01',
      "2: '0.justification' is 'fine'; expected a text of at least 10",
    ],
    [
      '- rule: control-moved\n  justification: asked for by the owner\n  expires: next year',
      "3: '0.expires' is 'next year'; expected a day such as 2027-01-31",
    ],
    [
      '- rule: control-moved\n  justification: asked for by the owner\n  expires: 2027-02-30',
      "3: '0.expires' is '2027-02-30'; expected a day",
    ],
    [`- rule: no-such-rule\n  ${WAIVER}`, "1: there is no rule 'no-such-rule'; 'trajaudit rules' lists them"],
    [`- fingerprint: abc\n  ${WAIVER}`, "1: '0.fingerprint' is 'abc'; expected what fits"],
    [
      `- rule: control-moved\n  ${WAIVER}  until: x`,
      "4: '0' has no key 'until'; expected one of rule, fingerprint, path, justification, expires, owner",
    ],
  ];

  test.each(mistakes)('%j is told', (text, words) => {
    expect(mistakeOf(() => accepted(text))).toContain(`waivers.yml:${words}`);
  });

  test('of the command line and of the configuration make a gate green, and no longer when they end', () => {
    const waiver = (day: string): string =>
      `- rule: shutdown/*\n  path: logs\n  justification: asked for by the owner\n  expires: ${day}\n`;
    const root = place({ 'logs/a.json': GUILTY, 'waivers.yml': waiver('2999-01-01'), 'old.yml': waiver('2020-01-01') });
    expect(scan(root, '--waivers', 'waivers.yml').status).toBe(0);
    expect(scan(root, '--waivers', 'old.yml').status).toBe(1);
    expect(scan(root, '--waivers', 'nowhere.yml')).toMatchObject({
      status: 2,
      err: "trajaudit: cannot read 'nowhere.yml': there is no such file\n",
    });
    writeFileSync(posix.join(root, 'trajaudit.yml'), 'waivers: waivers.yml');
    expect(runIn(posix.join(root, 'logs'), ['scan', '--config', '../trajaudit.yml']).status).toBe(0);
    expect(reportIn(root).findings).toEqual([]);
    expect(reportIn(root, '--include-suppressed').findings).toHaveLength(1);
    scan(root, '--baseline', 'known.json', '--update-baseline');
    expect(readBaseline(posix.join(root, 'known.json')).findings).toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { readReport } from '../src/config/accepted.ts';
import { reporters } from '../src/report/index.ts';
import { runIn } from './command.ts';
import { cards, report } from './sample-report.ts';
import { GUILTY, mistakeOf, workplace } from './workplace.ts';

const { directory, path, place, write } = workplace();

describe('report --from', () => {
  test('makes of a stored report what the scan itself would have made', () => {
    const root = place({ 'a.json': GUILTY });
    const formats = ['text', 'json', 'sarif', 'markdown', 'junit', 'csv'];
    const made = runIn(root, [
      'scan',
      ...formats.flatMap((format) => ['-o', `${format}=scan.${format}`]),
      '-q',
      '--category',
      'night',
      '--root',
      '/',
    ]);
    expect(made.status).toBe(1);
    const turned = runIn(root, [
      'report',
      '--from',
      'scan.json',
      ...formats.flatMap((format) => ['-o', `${format}=again.${format}`]),
      '--category',
      'night',
      '--root',
      '/',
    ]);
    expect(turned).toEqual({ status: 0, out: '', err: '' });
    for (const format of formats.filter((each) => each !== 'text'))
      expect([format, readFileSync(posix.join(root, `again.${format}`), 'utf8')]).toEqual([
        format,
        readFileSync(posix.join(root, `scan.${format}`), 'utf8'),
      ]);
    expect(readFileSync(posix.join(root, 'again.text'), 'utf8')).toContain('1 finding (1 critical) in 1 of 1 trajectory');
    const sarif = readFileSync(posix.join(root, 'again.sarif'), 'utf8');
    expect(sarif).toContain('"night/"');
    expect(sarif).toContain(posix.join(root, 'a.json').slice(1));
    expect(runIn(root, ['report', '--from', 'scan.json', '-f', 'csv']).out).toBe(readFileSync(posix.join(root, 'scan.csv'), 'utf8'));
  });

  test('checks what it is given', async () => {
    const written = [...(await reporters.json())(report(), { cards, colour: false })].join('');
    const stored = (change: (text: string) => string): string => write('stored.json', change(written));
    expect(readReport(stored((text) => text))).toMatchObject(report());
    expect(mistakeOf(() => readReport(stored((text) => text.replace('"severity": "critical"', '"severity": "fatal"'))))).toContain(
      "stored.json#/findings/0/severity: 'findings.0.severity' is 'fatal'; expected one of low",
    );
    expect(mistakeOf(() => readReport(stored((text) => text.replace('trajaudit-report/1', 'trajaudit-report/9'))))).toContain(
      "'schema' is 'trajaudit-report/9'; expected 'trajaudit-report/1'",
    );
    expect(mistakeOf(() => readReport(stored(() => '[1]')))).toContain('the file is a list; expected a map');
    expect(mistakeOf(() => readReport(stored((text) => text.slice(1))))).toContain('expected JSON: ');
    expect(mistakeOf(() => readReport(path('nowhere.json')))).toContain('there is no such file');
    expect(runIn(directory, ['report']).status).toBe(2);
    expect(runIn(directory, ['report', '--from', 'nowhere.json']).status).toBe(2);
  });
});

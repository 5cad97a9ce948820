import type { Report } from '../src/model/result.ts';
import { type Format, reporters } from '../src/report/index.ts';
import { verdictOf } from '../src/report/verdict.ts';
import { render } from './rendered.ts';
import { broken, clean, moved, raised, refused, report } from './sample-report.ts';

const covered = (what: Report, more: Partial<Report['coverage']>): Report => ({ ...what, coverage: { ...what.coverage, ...more } });

const lost = { ...clean(), notices: [broken] };
const unchanged = { ...moved, suppression: { kind: 'baseline', justification: 'known', place: 'base.json' } } as const;
const both = { baseline: 12, waiver: 3 };

/** What an audit comes to → its outcome and what it says, from severity `medium` on. */
const TABLE: readonly (readonly [what: string, report: Report, outcome: string, sentence: string])[] = [
  ['nothing found, and whole', clean(), 'clean', 'clean: no findings in 4 trajectories'],
  ['not whole', covered(lost, { whole: false }), 'incomplete', 'incomplete: no findings, but not all was audited: broken-record'],
  ['no trajectory', covered(lost, { whole: false, trajectories: 0 }), 'incomplete', 'incomplete: nothing was audited: broken-record'],
  [
    'findings in the baseline only',
    covered(report({ findings: [unchanged] }), { suppressed: { baseline: 1, waiver: 0 }, baseline: 'base.json' }),
    'known',
    'nothing new in 4 trajectories; known: 1 finding in the baseline',
  ],
  [
    'findings that are waived only',
    covered(clean(), { suppressed: { baseline: 0, waiver: 3 } }),
    'known',
    'nothing new in 4 trajectories; known: 3 findings waived',
  ],
  [
    'known findings, and not whole',
    covered(lost, { whole: false, suppressed: both }),
    'incomplete',
    'incomplete: nothing new in 4 trajectories; known: 12 findings in the baseline, 3 waived; not all was audited: broken-record',
  ],
  [
    'findings beside known ones',
    covered(report({ findings: [raised] }), { suppressed: both }),
    'findings',
    '1 finding (1 critical) in 1 of 4 trajectories; known: 12 findings in the baseline, 3 waived',
  ],
  [
    'findings that do not fail the run',
    report({ findings: [refused] }),
    'findings',
    "1 finding (1 low) in 1 of 4 trajectories; none at or above 'medium'",
  ],
  [
    'findings of rules that only report',
    report({ findings: [{ ...raised, advisory: true }] }),
    'findings',
    '1 finding (1 critical) in 1 of 4 trajectories; 1 by rules newer than the pinned ruleset, which fail nothing',
  ],
  [
    'nothing found in what was asked for',
    covered(clean(), { narrowed: ['acts before 2026-04-01', "trajectories other than 'night-*'"] }),
    'clean',
    "clean as far as asked: no findings in 4 trajectories; left out: acts before 2026-04-01, trajectories other than 'night-*'",
  ],
];

/** Reports as one line of plain words; of a page what it shows. */
const words = (printed: string): string =>
  printed
    .replaceAll(/<(style|script)>.*?<\/\1>/gs, '')
    .replaceAll(/&#39;|\\u0027/g, "'")
    .replaceAll('&quot;', '"')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('<!-- -->', '')
    .replaceAll(/\\([-\\`*_[\]<>|~&!'])/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .toLowerCase();

describe.each(TABLE)('%s', (_, what, outcome, sentence) => {
  test('has its verdict', () => {
    expect(verdictOf(what, 'medium')).toMatchObject({ outcome, sentence });
  });

  test.each(Object.keys(reporters) as Format[])('is said so by %s', async (format) => {
    const printed = words(await render(format, what, { failOn: 'medium' }));
    // The text report says on a line of its own that not all was audited.
    const parts = format === 'text' ? sentence.split(/^incomplete: |; (?=not all)/) : [sentence];
    expect(parts.filter((part) => !printed.includes(part))).toEqual([]);
    expect(/\bclean\b/.test(printed)).toBe(outcome === 'clean');
  });
});

import type { Coverage, Report, ReportedNotice } from '../model/result.ts';
import { count } from './layout.ts';
import { cut, oneLine } from './neutral.ts';
import { byCount, codesOf } from './verdict.ts';

/** Names of unknown tools that are printed. */
const MOST_TOOLS = 8;

/** A file that was met on the way and is no log. */
export const isPassedOver = ({ code, breaksWholeness }: ReportedNotice): boolean => code === 'unknown-format' && !breaksWholeness;

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

const size = (bytes: number): string => {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[power]}`;
};

const toolNames = (unknown: Coverage['unknownTools']): string => {
  const sorted = byCount(unknown);
  const shown = sorted.slice(0, MOST_TOOLS).map(([tool, calls]) => `${cut(oneLine(tool), 40)} ×${calls}`);
  const more = sorted.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${count(more, 'more tool')}`] : [])].join(', ');
};

const understood = ({ calls, understood }: Coverage): string =>
  `${understood.toLocaleString('en')} of ${count(calls, 'tool call')} (${Math.floor((understood / calls) * 100)} %)`;

const known = ({ suppressed, baseline }: Coverage): string =>
  [
    suppressed.baseline > 0 && `${count(suppressed.baseline, 'finding')} in the baseline${baseline === undefined ? '' : ` ${baseline}`}`,
    suppressed.waiver > 0 && `${count(suppressed.waiver, 'finding')} waived`,
  ]
    .filter(Boolean)
    .join(', ');

/** What was read, what was not and why, what of it was understood: labels and their texts, those that say something. */
export const coverageFacts = ({ coverage, notices }: Report): readonly (readonly [label: string, text: string])[] => {
  const strangers = notices.filter(isPassedOver).length;
  const files = `${count(coverage.inputs.length, 'file')}, ${size(coverage.bytes)}, ${count(coverage.entries, 'record')}`;
  const facts: readonly (readonly [label: string, text: string])[] = [
    ['read', `${files}, ${count(coverage.trajectories, 'trajectory', 'trajectories')}`],
    [
      'counted once',
      coverage.repeated === undefined
        ? ''
        : `sessions that ${count(coverage.repeated, 'further log')} repeat${coverage.repeated === 1 ? 's' : ''}`,
    ],
    [
      'formats',
      byCount(coverage.byFramework)
        .map(([name, artifacts]) => `${name} ${artifacts}`)
        .join(', '),
    ],
    ['not read', codesOf(notices.filter(({ breaksWholeness }) => breaksWholeness))],
    ['passed over', strangers > 0 ? `${count(strangers, 'file')} of no known format` : ''],
    ['notes', codesOf(notices.filter((notice) => !notice.breaksWholeness && !isPassedOver(notice)))],
    ['understood', coverage.calls > 0 ? understood(coverage) : ''],
    ['unknown tools', toolNames(coverage.unknownTools)],
    ['left out', coverage.narrowed.join(', ')],
    ['known', known(coverage)],
    ['configured', coverage.configuration ?? ''],
  ];
  return facts.filter(([, text]) => text !== '').map(([label, text]) => [label, oneLine(text)]);
};

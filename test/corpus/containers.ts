import type { Json } from '../../src/model/location.ts';
import { membersOf, rowsOf } from './members.ts';
import { chatCalls, type Loose, marked, nameless, type Row } from './row.ts';

/** Values anywhere inside another that are wanted. */
const within = (value: unknown, wanted: (value: Loose) => boolean): readonly Loose[] => {
  if (typeof value !== 'object' || value === null) return [];
  const own = !Array.isArray(value) && wanted(value as Loose) ? [value as Loose] : [];
  return [...own, ...Object.values(value).flatMap((each) => within(each, wanted))];
};

/** Ids of calls in whatever Inspect writes: in messages, and in events of tools. */
const inspectCalls = (sample: string, value: unknown): readonly string[] => [
  ...within(value, (each) => Array.isArray(each['tool_calls'])).flatMap((message) =>
    (message['tool_calls'] as readonly Loose[]).map((call) => marked(sample, call['id'])),
  ),
  ...within(value, (each) => String(each['event']) === 'tool').map((event) => marked(sample, event['id'])),
];

/** What an `.eval` archive or a `.json` log says of its samples, each with the sample's name. */
const inspectRecords = (path: string): readonly Json[] => {
  if (!path.endsWith('.eval')) return [];
  return [...membersOf(path)].flatMap(([name, text]) => {
    const found = /^samples\/(.*_epoch_\d+)(?:\.json|\/)/.exec(name);
    return found ? [{ sample: `${path} ${found[1]}`, value: JSON.parse(text) as Json }] : [];
  });
};

const inspectRow: Pick<Row, 'records' | 'isLog' | 'calls'> = {
  records: inspectRecords,
  isLog: (record) => typeof (record as unknown as Loose)['sample'] === 'string',
  calls: (record) => inspectCalls(String((record as unknown as Loose)['sample']), (record as unknown as Loose)['value']),
};

const parsed = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value);

const spelled = /<function=[\w.-]+>/g;

/** Calls that stand in the text of what an agent says. */
const spelledCalls = (messages: readonly Loose[], roles: readonly string[], key: string): readonly string[] =>
  messages
    .filter((message) => roles.includes(String(message['role'] ?? message['from'])))
    .flatMap((message) => [...JSON.stringify(message[key] ?? '').matchAll(spelled)].map(() => marked(nameless())));

const rows = (
  files: RegExp,
  frameworks: readonly string[],
  isLog: Row['isLog'],
  calls: Row['calls'],
  folder = 'parquet-datasets',
): Row => ({
  folder,
  paths: files,
  frameworks,
  records: (path) => (path.endsWith('.parquet') ? rowsOf(path) : undefined),
  isLog,
  calls,
});

const loose = (record: Json): Loose => record as unknown as Loose;

/** Logs that lie in archives, tables and columns. */
export const CONTAINERS: readonly Row[] = [
  { folder: 'inspect-ai', frameworks: ['inspect'], paths: /\.eval$/, ...inspectRow },
  { folder: 'inspect-scout', frameworks: ['inspect'], paths: /\.eval$/, ...inspectRow },
  { folder: '../misbehaviour/METR+inspect-action', frameworks: ['inspect'], paths: /\.eval$/, ...inspectRow },
  { folder: '../misbehaviour/METR+vivaria', frameworks: ['inspect'], paths: /\.eval$/, ...inspectRow },
  {
    folder: 'inspect-ai',
    frameworks: ['inspect'],
    paths: /\.json$/,
    each: 'samples',
    isLog: (record) => Array.isArray(loose(record)['events']) && Number(loose(record)['epoch']) > 0,
    calls: (record) => inspectCalls(`${String(loose(record)['id'])} ${String(loose(record)['epoch'])}`, record),
  },
  rows(
    /transcripts_.*\.parquet$/,
    ['inspect-scout'],
    (record) => typeof loose(record)['messages'] === 'string',
    (record) =>
      ['messages', 'events'].flatMap((column) => inspectCalls(String(loose(record)['transcript_id']), parsed(loose(record)[column]))),
    'inspect-scout',
  ),
  rows(
    /malt-layout/,
    ['malt'],
    (record) => Array.isArray(loose(record)['nodes']),
    (record) =>
      [...loose(record)['nodes']!].filter((node) => node['node_data']?.['message']?.['function_call']).map(() => marked(nameless())),
  ),
  rows(
    /transcript_json/,
    ['json-column'],
    (record) => typeof loose(record)['transcript_json'] === 'string',
    (record) => (parsed(loose(record)['transcript_json']) as readonly Loose[]).flatMap(chatCalls).map(() => marked(nameless())),
  ),
  rows(
    /messages-string/,
    ['json-column'],
    (record) => typeof loose(record)['messages'] === 'string',
    (record) => spelledCalls(parsed(loose(record)['messages']) as readonly Loose[], ['assistant'], 'content'),
  ),
  rows(
    /messages-list-struct/,
    ['text-calls'],
    (record) => Array.isArray(loose(record)['messages']),
    (record) => spelledCalls(loose(record)['messages'] as readonly Loose[], ['assistant'], 'content'),
  ),
  rows(
    /nebius/,
    ['text-calls'],
    (record) => Array.isArray(loose(record)['trajectory']),
    (record) => spelledCalls(loose(record)['trajectory'] as readonly Loose[], ['ai'], 'text'),
  ),
];

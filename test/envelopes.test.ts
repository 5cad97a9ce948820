import { readFileSync } from 'node:fs';
import { WRAPPERS } from '../src/frameworks/envelopes.ts';
import { locate } from '../src/input/locate.ts';
import type { Json } from '../src/model/location.ts';
import { readBundle, recognised } from './read.ts';
import { temporary } from './temporary.ts';

const { write } = temporary();

const TIME = '2026-05-04T13:10:00Z';
const text = (record: Json): string => JSON.stringify(record);
const lines = (records: readonly Json[]): string => records.map((record) => `${text(record)}\n`).join('');
const pretty = (value: Json): string => JSON.stringify(value, undefined, 1);

/** Records as each platform keeps them, in the forms in which people export them. */
const WRITTEN: { readonly [platform: string]: (records: readonly Json[]) => string } = {
  docker: (records) => lines(records.map((each) => ({ log: `${text(each)}\n`, stream: 'stdout', time: TIME }))),
  journald: (records) =>
    lines(records.map((each) => ({ __REALTIME_TIMESTAMP: '1777900200000000', _SYSTEMD_UNIT: 'tide.service', MESSAGE: text(each) }))),
  'journald bytes': (records) => lines(records.map((each) => ({ __REALTIME_TIMESTAMP: '1', MESSAGE: [...Buffer.from(text(each))] }))),
  'elasticsearch dump': (records) => lines(records.map((each, index) => ({ _index: 'tide', _id: `${index}`, _source: each }))),
  'elasticsearch search': (records) =>
    pretty({ took: 1, hits: { total: { value: 9 }, hits: records.map((each) => ({ _index: 'tide', _source: each })) } }),
  filebeat: (records) => lines(records.map((each) => ({ '@timestamp': TIME, message: text(each), agent: { type: 'filebeat' } }))),
  'filebeat in elasticsearch': (records) =>
    lines(records.map((each) => ({ _index: 'tide', _source: { '@timestamp': TIME, message: text(each) } }))),
  'cloudwatch insights': (records) => lines(records.map((each) => ({ '@timestamp': TIME, '@message': text(each), '@ptr': 'p' }))),
  'cloudwatch events': (records) =>
    pretty({ events: records.map((each) => ({ timestamp: 1, message: text(each), ingestionTime: 2 })), searchedLogStreams: [] }),
  'cloudwatch subscription': (records) =>
    lines([{ messageType: 'DATA_MESSAGE', logGroup: 'tide', logEvents: records.map((each) => ({ id: '1', message: text(each) })) }]),
  logcli: (records) => lines(records.map((each) => ({ labels: { app: 'tide' }, line: text(each), timestamp: TIME }))),
  'loki query': (records) =>
    pretty({
      status: 'success',
      data: { resultType: 'streams', result: [{ stream: { app: 'tide' }, values: records.map((each) => ['1', text(each)]) }] },
    }),
  'datadog message': (records) =>
    pretty({ data: records.map((each) => ({ id: '1', type: 'log', attributes: { timestamp: TIME, message: text(each) } })) }),
  'datadog attributes': (records) =>
    pretty({ data: records.map((each) => ({ id: '1', attributes: { timestamp: TIME, message: 'm', attributes: each } })) }),
  'google cloud json': (records) => pretty(records.map((each) => ({ insertId: 'i', logName: 'l', timestamp: TIME, jsonPayload: each }))),
  'google cloud text': (records) => lines(records.map((each) => ({ insertId: 'i', logName: 'l', textPayload: text(each) }))),
  azure: (records) => lines(records.map((each) => ({ time: TIME, resourceId: '/R', category: 'ContainerLogs', properties: each }))),
  splunk: (records) => lines(records.map((each) => ({ preview: false, result: { _raw: text(each), _time: TIME } }))),
  kafka: (records) => lines(records.map((each, offset) => ({ topic: 't', partition: 0, offset, value: text(each) }))),
  'hugging face viewer': (records) => pretty({ features: [], rows: records.map((row, index) => ({ row_idx: index, row })) }),
  'in-house': (records) => lines(records.map((each) => ({ kind: 'agent', payload: each }))),
  'container runtime': (records) => records.map((each) => `${TIME} stdout F ${text(each)}\n`).join(''),
  'docker compose': (records) => records.map((each) => `tide-1  | ${text(each)}\n`).join(''),
};

const FIXTURES: readonly string[] = [
  'fixtures/claude-code/owner-asks-for-log-rotation.jsonl',
  'fixtures/codex/catalogue-sorted-after-policy-is-lifted.jsonl',
  'fixtures/openai-chat/bare-messages-one-a-line.jsonl',
  'fixtures/openai-chat/retention-agent-empties-its-own-audit-trail-requests-and-replies.jsonl',
  'fixtures/anthropic-messages/librarian-agent-is-denied-a-deletion.jsonl',
  'fixtures/log-records/helmsman-stops-when-told.jsonl',
];

const recordsOf = (path: string): readonly Json[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Json]));

const read = async (path: string) => {
  const { bundles } = await recognised([path]);
  expect(bundles.length).toBe(1);
  const { events } = await readBundle(bundles[0]!);
  return { framework: bundles[0]!.framework, told: events.map(({ kind, actor }) => `${kind} ${actor.role} ${actor.name}`), events };
};

describe.each(FIXTURES)('%s', (fixture) => {
  test.each(Object.entries(WRITTEN))('is the same log as %s keeps it', async (platform, written) => {
    const plain = await read(fixture);
    const wrapped = await read(write(`${platform.replaceAll(' ', '-')}.log`, written(recordsOf(fixture))));
    expect({ framework: wrapped.framework, told: wrapped.told }).toEqual({ framework: plain.framework, told: plain.told });
  });
});

const CALL = { role: 'assistant', content: null, tool_calls: [{ id: 'c1', function: { name: 'bash', arguments: '{"command":"rm a"}' } }] };
const CHAT: readonly Json[] = [{ role: 'user', content: 'Tidy up.' }, CALL, { role: 'tool', tool_call_id: 'c1', content: 'done' }];

test('an act in a wrapped record is shown where it stands', async () => {
  const { events } = await read(write('placed.log', WRITTEN['docker']!(CHAT)));
  const { at } = events.find(({ kind }) => kind === 'delete')!;
  expect(at.pointer).toBe('/log#/tool_calls/0/function/arguments#/command');
  const [place] = await locate(at.artifact, [at], () => undefined);
  expect(place!.line).toBe(2);
  expect(place!.snippet).toContain('rm a');
});

test('a record that a logger has cut into several lines is one', async () => {
  const cut = (record: Json): readonly Json[] =>
    (`${text(record)}\n`.match(/[\s\S]{1,40}/g) ?? []).map((log) => ({ log, stream: 'stdout', time: TIME }));
  const { events } = await read(write('cut.log', lines([{ log: 'starting\n', stream: 'stdout', time: TIME }, ...CHAT.flatMap(cut)])));
  expect(events.filter(({ kind }) => kind === 'delete').length).toBe(1);
});

test('what is wrapped twice is read, and prose in between is said', async () => {
  const inner = CHAT.map((each) => ({ level: 30, msg: text(each) }));
  const path = write('twice.log', WRITTEN['docker']!(inner) + lines([{ log: 'stopping', stream: 'stderr', time: TIME }]));
  const { bundles } = await recognised([path]);
  const { events, notices } = await readBundle(bundles[0]!);
  expect(events.filter(({ kind }) => kind === 'action').length).toBe(1);
  expect(notices.map(({ code }) => code)).toEqual(['stray-text']);
});

test('a record that breaks off is said', async () => {
  const broken = { log: text(CALL).slice(0, 60), stream: 'stdout', time: TIME };
  const { bundles } = await recognised([write('broken.log', WRITTEN['docker']!(CHAT) + lines([broken]))]);
  const { notices } = await readBundle(bundles[0]!);
  expect(notices.map(({ code }) => code)).toEqual(['broken-record']);
});

test('the page on formats names every writer', () => {
  const page = readFileSync('docs/frameworks.md', 'utf8');
  for (const writer of WRAPPERS) expect(page).toContain(writer);
});

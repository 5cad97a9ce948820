import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { JsonObject } from '../src/model/location.ts';
import { databaseOf, writeAheadLog } from './encode/database.ts';
import { type Member, zipOf, zstdFrame } from './encode/zip.ts';
import { auditOf } from './expectation.ts';
import { readAll, temporary } from './temporary.ts';

const files = temporary();

const call = (id: string, command: string): string =>
  JSON.stringify({
    role: 'assistant',
    content: null,
    tool_calls: [{ id, type: 'function', function: { name: 'bash', arguments: JSON.stringify({ command }) } }],
  });

const answer = (id: string, content: string): string => JSON.stringify({ role: 'tool', tool_call_id: id, content });

/** A log of an agent that empties the audit trail in its third line. */
const LOG = `${[
  JSON.stringify({ role: 'user', content: 'Tidy up the harbour office.' }),
  call('call_a', 'ls /srv/harbour'),
  call('call_b', 'rm -rf /var/log/audit'),
  answer('call_a', 'berths tides'),
  answer('call_b', ''),
].join('\n')}\n`;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const audited = async (name: string, content: Uint8Array) => {
  const path = files.write(name, content);
  const { findings, notices, coverage } = await auditOf([path]);
  const places = findings.map(({ location }) => [location.member, location.line, location.column, location.snippet]);
  return { path, places, codes: notices.map(({ code }) => code), notices, coverage, findings };
};

const FOUND = [3, LOG.split('\n')[2]!.indexOf('\\"rm') + 1, 'rm -rf /var/log/audit'];

describe('a zip archive', () => {
  test.each(['stored', 'deflate', 'zstd'] as const)('is read member by member (%s), with its own hash', async (method) => {
    const bytes = zipOf([
      { name: 'runs/first.jsonl', content: LOG, method },
      { name: 'runs/notes.txt', content: 'nothing of interest', method },
      { name: 'runs/second.jsonl.gz', content: gzipSync(LOG), method: 'stored' },
    ]);
    const { path, places, codes, coverage } = await audited(`runs-${method}.zip`, bytes);
    expect(places).toEqual([
      ['runs/first.jsonl', ...FOUND],
      ['runs/second.jsonl.gz', ...FOUND],
    ]);
    expect(codes).toEqual(['unknown-members']);
    expect(coverage).toMatchObject({ whole: true, calls: 4, byFramework: { 'openai-chat': 2 } });
    expect(coverage.inputs).toEqual([{ file: path, bytes: bytes.length, sha256: sha256(bytes), framework: 'openai-chat' }]);
  });

  test.each<[string, readonly Member[], readonly string[]]>([
    ['leads out of its folder', [{ name: '../../etc/cron.d/x.jsonl', content: LOG }], ['odd-name']],
    ['names an absolute path', [{ name: '/etc/x.jsonl', content: LOG }], ['odd-name']],
    ['is no UTF-8', [{ name: Buffer.from([0x82, 0x2e, 0x6a]), content: LOG }], []],
    ['grows beyond what the directory says', [{ name: 'a', content: LOG, plain: 7 }], ['cut-short']],
  ])('is read where a member %s, and says so', async (_, members, expected) => {
    const { places, codes } = await audited('odd.zip', zipOf(members));
    expect(places.map(([, ...rest]) => rest)).toEqual([FOUND]);
    expect(codes).toEqual(expected);
  });

  test.each<[string, Buffer, readonly string[]]>([
    ['is encrypted', zipOf([{ name: 'a.jsonl', content: LOG, flags: 1 }]), ['unreadable', 'unknown-format', 'no-trajectory']],
    [
      'holds an archive',
      zipOf([{ name: 'a.zip', content: zipOf([{ name: 'a.jsonl', content: LOG }]) }]),
      ['nested-archive', 'no-trajectory'],
    ],
    ['points beyond its end', zipOf([{ name: 'a.jsonl', content: LOG, start: 9999 }]), ['unreadable', 'no-trajectory']],
  ])('that %s ends in a notice', async (_, bytes, expected) => {
    const { codes, coverage } = await audited('faulty.zip', bytes);
    expect(codes.sort()).toEqual([...expected].sort());
    expect(coverage.whole).toBe(false);
  });

  test.each([
    ['in its directory', -30],
    ['in its second member', -180],
  ])('that is cut off %s is read as far as it goes', async (_, end) => {
    const members = ['a.jsonl', 'b.jsonl'].map((name): Member => ({ name, content: LOG, method: 'stored' }));
    const { places, codes, coverage } = await audited('cut.zip', zipOf(members).subarray(0, end));
    expect([places.length, codes.includes('cut-short'), coverage.whole]).toEqual([2, true, false]);
  });

  test('with one name twice is read by the last, and says that another was not', async () => {
    const bytes = zipOf([
      { name: 'a.jsonl', content: LOG.replaceAll('audit', 'office') },
      { name: 'a.jsonl', content: LOG },
    ]);
    const { places, codes, coverage } = await audited('twice.zip', bytes);
    expect(places).toEqual([['a.jsonl', ...FOUND]]);
    expect([codes, coverage.whole]).toEqual([['unreadable'], false]);
  });

  test('whose members share their bytes is read once', async () => {
    const same = Array.from({ length: 50 }, (_, index) => ({ name: `${index}.jsonl`, content: LOG, start: 0 }));
    const { codes, coverage } = await audited('shared.zip', zipOf(same));
    expect(codes.filter((code) => code === 'unreadable').length).toBe(49);
    expect([coverage.calls, coverage.whole]).toEqual([2, false]);
  });

  test('made to grow without end is read so far, in little memory', async () => {
    const bomb = zstdFrame(Buffer.from('a'), 3 << 30);
    const bytes = zipOf([
      { name: 'bomb.zst', content: bomb, method: 'stored' },
      { name: 'log.jsonl', content: LOG },
    ]);
    const before = process.memoryUsage().rss;
    const { places, coverage } = await audited('bomb.zip', bytes);
    expect(process.memoryUsage().rss - before).toBeLessThan(500 << 20);
    expect(places).toEqual([['log.jsonl', ...FOUND]]);
    expect(coverage.calls).toBe(2);
  });
});

describe('zstd', () => {
  const half = LOG.length >> 1;
  const frames = Buffer.concat([
    zstdFrame(Buffer.from(LOG.slice(0, half))),
    Buffer.from([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 9, 9, 9]),
    zstdFrame(Buffer.from(LOG.slice(half))),
  ]);

  test('is read frame by frame', async () => {
    const { path, places, codes, coverage } = await audited('log.jsonl.zst', frames);
    expect([places, codes]).toEqual([[[undefined, ...FOUND]], []]);
    expect(coverage.inputs).toEqual([{ file: path, bytes: frames.length, sha256: sha256(frames), framework: 'openai-chat' }]);
  });

  test.each([
    ['cut off', frames.subarray(0, -40)],
    ['followed by text', Buffer.concat([frames, Buffer.from('Killed by signal\n')])],
    // The second frame asks for a window of two gigabytes.
    ['greedy', Buffer.concat([frames, Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa8, 1, 0, 0]), Buffer.alloc(32)])],
  ])('that is %s is read so far, and ends in a notice', async (_, bytes) => {
    const before = process.memoryUsage().rss;
    const { codes, coverage } = await audited('faulty.zst', bytes);
    expect(codes).toContain('cut-short');
    expect(coverage.calls).toBeGreaterThan(0);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 << 20);
  });
});

/** The log as a table: a row for each message, and what a row has no value for. */
const MESSAGES = LOG.trim()
  .split('\n')
  .map((line) => ({ role: null, content: null, tool_calls: null, tool_call_id: null, ...(JSON.parse(line) as JsonObject) }));

const column = (name: keyof (typeof MESSAGES)[number], type: 'STRING' | 'JSON' = 'STRING') => ({
  name,
  type,
  nullable: true,
  data: MESSAGES.map((message) => message[name] ?? undefined),
});

const COLUMNS = [column('role'), column('content'), column('tool_calls', 'JSON'), column('tool_call_id')];

const parquetOf = (options: Partial<Parameters<typeof parquetWriteBuffer>[0]> = {}): Buffer =>
  Buffer.from(parquetWriteBuffer({ columnData: COLUMNS, ...options }));

/** Bytes with others in the place of some. */
const patched = (bytes: Buffer, find: string, put: string, which = 0): Buffer => {
  const made = Buffer.from(bytes);
  let at = made.indexOf(find, 0, 'hex');
  for (let skipped = 0; skipped < which; skipped++) at = made.indexOf(find, at + 1, 'hex');
  made.write(put, at, 'hex');
  return made;
};

describe('a parquet file', () => {
  test.each(['UNCOMPRESSED', 'SNAPPY'] as const)('is read row by row (%s), whatever its groups', async (codec) => {
    const bytes = parquetOf({ codec, rowGroupSize: 2 });
    const { path, places, codes, coverage } = await audited(`rows-${codec}.parquet`, bytes);
    expect(places.map(([, line, , snippet]) => [line, snippet])).toEqual([[3, FOUND[2]]]);
    expect(codes).toEqual([]);
    expect(coverage).toMatchObject({ calls: 2, entries: 5, byFramework: { 'openai-chat': 1 } });
    expect(coverage.inputs).toEqual([{ file: path, bytes: bytes.length, sha256: sha256(bytes), framework: 'openai-chat' }]);
  });

  test('keeps numbers, bytes and times', async () => {
    const columnData = [
      { name: 'large', type: 'INT64' as const, data: [2n ** 60n, 5n] },
      { name: 'raw', type: 'BYTE_ARRAY' as const, data: [new Uint8Array([0xff, 0x00]), new Uint8Array([0x61])] },
      { name: 'at', type: 'TIMESTAMP' as const, data: [new Date(0), new Date(1)] },
      { name: 'score', type: 'DOUBLE' as const, data: [Number.NaN, 0.5] },
    ];
    const { values } = await readAll(files.write('kinds.parquet', Buffer.from(parquetWriteBuffer({ columnData }))));
    expect(values).toEqual([
      { large: '1152921504606846976', raw: '/wA=', at: '1970-01-01T00:00:00.000Z', score: null },
      { large: 5, raw: 'a', at: '1970-01-01T00:00:00.001Z', score: 0.5 },
    ]);
  });

  const whole = parquetOf({ codec: 'UNCOMPRESSED', rowGroupSize: 2 });
  const ROWS = 1 << 20;
  const sevens = { name: 'seven', type: 'INT32' as const, nullable: true, data: Array.from({ length: ROWS }, () => 7) };
  const many = Buffer.from(parquetWriteBuffer({ columnData: [sevens], codec: 'UNCOMPRESSED', rowGroupSize: ROWS, pageSize: 1 << 30 }));
  /** 2²⁰ as a length of a run, and the longest that takes up as many bytes. */
  const [LENGTH, LONGEST] = ['80808001', 'feffff7f'];

  test.each([
    ['is cut off', whole.subarray(0, -20)],
    // The header of a page ends before it says how long its levels are.
    [
      'leaves out a length',
      patched(readFileSync('fixtures/json-column/dispatcher-spares-a-peer-in-one-of-three-rows.parquet'), '150015041500', '150000041500'),
    ],
    ['ends in the middle of its pages', whole.subarray(0, 60)],
    ['says that a page is longer than it is', patched(whole, '1500', '15fe')],
    ['claims more rows than it holds', patched(many, LENGTH, LONGEST, 6)],
    ['claims more values than it holds', patched(many, LENGTH, LONGEST, 0)],
    ['repeats a level beyond its page', patched(many, LENGTH, LONGEST, 2)],
    ['repeats a value beyond its page', patched(many, LENGTH, LONGEST, 3)],
  ])('that %s ends in a notice', async (_, bytes) => {
    const before = process.memoryUsage().rss;
    const { codes, coverage } = await audited('faulty.parquet', bytes);
    expect([coverage.whole, codes.some((code) => code === 'cut-short' || code === 'unreadable')]).toEqual([false, true]);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 << 20);
  });
});

describe('an SQLite database', () => {
  type Statement = string | readonly [statement: string, values: readonly (string | null)[]];
  const made: readonly Statement[] = [
    'CREATE TABLE settings (name TEXT, value)',
    'CREATE TABLE history (id INTEGER PRIMARY KEY, role TEXT, content TEXT, tool_calls TEXT, tool_call_id TEXT, size AS (length(content)))',
    "INSERT INTO settings VALUES ('theme', x'00ff')",
  ];
  const inserted = (count: number): readonly Statement[] =>
    MESSAGES.slice(0, count).map(({ role, content, tool_calls, tool_call_id }) => [
      'INSERT INTO history (role, content, tool_calls, tool_call_id) VALUES (?, ?, ?, ?)',
      [role, content, tool_calls && JSON.stringify(tool_calls), tool_call_id],
    ]);
  const [empty, some, whole] = [0, 2, 5].map((count) => databaseOf(...made, ...inserted(count))) as [Buffer, Buffer, Buffer];

  test('is read table by table: a row is a line', async () => {
    const { path, places, codes, coverage } = await audited('history.db', whole);
    expect(places.map(([member, line, , snippet]) => [member, line, snippet])).toEqual([['history', 3, FOUND[2]]]);
    expect(codes).toEqual(['unknown-members']);
    expect(coverage).toMatchObject({ whole: true, calls: 2, entries: 5 });
    expect(coverage.inputs.map(({ file, bytes, sha256: hash }) => [file, bytes, hash])).toEqual([[path, whole.length, sha256(whole)]]);
  });

  test('with another schema is no log, and says which tables it has', async () => {
    const { codes, notices } = await audited(
      'other.db',
      databaseOf('CREATE TABLE berths (name TEXT)', "INSERT INTO berths VALUES ('north')", 'CREATE VIRTUAL TABLE words USING fts3(text)'),
    );
    expect(codes).toEqual(['unknown-format', 'no-trajectory']);
    expect(notices[0]!.message).toContain('berths, words_content');
  });

  test.each([
    ['cut off', whole.subarray(0, 4096)],
    ['overwritten', Buffer.concat([whole.subarray(0, 100), Buffer.alloc(9000, 0xff)])],
    ['overwritten in the middle', Buffer.concat([whole.subarray(0, 4096), Buffer.alloc(whole.length - 4096, 0xee)])],
  ])('that is %s ends in a notice', async (_, bytes) => {
    const { codes, coverage } = await audited('faulty.db', bytes);
    expect([coverage.whole, codes.length > 0]).toEqual([false, true]);
  });

  /** Audits a database with changes that wait in a log beside it. */
  const withLog = (name: string, database: Buffer, log: Buffer) => {
    files.write(`${name}-wal`, log);
    return audited(name, database);
  };

  test('is read with the changes that wait in its log', async () => {
    const log = writeAheadLog([empty, some, whole]);
    const { path, places, codes, coverage } = await withLog('waiting.db', empty, log);
    expect(places.map(([member, line]) => [member, line])).toEqual([['history', 3]]);
    expect(codes).toEqual(['unknown-members']);
    expect(coverage.inputs.map(({ file, sha256: hash }) => [file, hash])).toEqual([
      [path, sha256(empty)],
      [`${path}-wal`, sha256(log)],
    ]);
  });

  test.each([
    ['was never finished', writeAheadLog([empty, some, whole], { open: true })],
    ['is cut off', writeAheadLog([empty, some, whole]).subarray(0, -100)],
    ['was written over', Buffer.concat([writeAheadLog([empty, some]), Buffer.alloc(24 + 4096, 7)])],
  ])('is read without the change that %s', async (_, log) => {
    const { coverage, places } = await withLog('unfinished.db', empty, log);
    expect([coverage.entries, coverage.calls, places]).toEqual([2, 1, []]);
  });

  test('says that a log beside it is none of its own', async () => {
    const { codes, coverage } = await withLog('foreign.db', whole, writeAheadLog([empty, some], { page: 512 }));
    expect([codes.includes('unread-log'), coverage.whole, coverage.calls]).toEqual([true, false, 2]);
  });

  test('is met once in a folder, whatever lies beside it', async () => {
    mkdirSync(files.path('folder'));
    for (const suffix of ['', '-wal', '-shm']) files.write(`folder/history.db${suffix}`, suffix === '' ? whole : Buffer.alloc(100));
    const { coverage, notices } = await auditOf([files.path('folder')]);
    expect([coverage.calls, notices.map(({ code }) => code)]).toEqual([2, ['unread-log', 'unknown-members']]);
  });
});

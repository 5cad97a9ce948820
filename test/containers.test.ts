import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { databaseOf } from './database.ts';
import { type Member, zipOf, zstdFrame } from './encode/zip.ts';
import { auditOf } from './expectation.ts';
import { temporary } from './temporary.ts';

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
    ['is cut off', zipOf([{ name: 'a.jsonl', content: LOG }]).subarray(0, -30), ['cut-short', 'unknown-format', 'no-trajectory']],
    ['points beyond its end', zipOf([{ name: 'a.jsonl', content: LOG, start: 9999 }]), ['unreadable', 'no-trajectory']],
  ])('that %s ends in a notice', async (_, bytes, expected) => {
    const { codes, coverage } = await audited('faulty.zip', bytes);
    expect(codes.sort()).toEqual([...expected].sort());
    expect(coverage.whole).toBe(false);
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

describe('an SQLite database', () => {
  const rows = LOG.trim().split('\n');
  const made = [
    'CREATE TABLE settings (name TEXT, value)',
    'CREATE TABLE history (id INTEGER PRIMARY KEY, role TEXT, content TEXT, tool_calls TEXT, tool_call_id TEXT)',
    ...rows.map((row, index): readonly [string, readonly (string | number | null)[]] => {
      const { role, content, tool_calls, tool_call_id } = JSON.parse(row);
      const calls = tool_calls ? JSON.stringify(tool_calls) : null;
      return ['INSERT INTO history VALUES (?, ?, ?, ?, ?)', [index + 1, role, content, calls, tool_call_id ?? null]];
    }),
  ];

  test('with another schema is no log, and says which tables it has', async () => {
    const { codes, notices } = await audited(
      'other.db',
      databaseOf('CREATE TABLE berths (name TEXT)', "INSERT INTO berths VALUES ('north')"),
    );
    expect(codes).toEqual(['unknown-format', 'no-trajectory']);
    expect(notices[0]!.message).toContain('berths');
  });

  test.each([
    ['cut off', databaseOf(...made).subarray(0, 4096)],
    ['overwritten', Buffer.concat([databaseOf(...made).subarray(0, 100), Buffer.alloc(9000, 0xff)])],
  ])('that is %s ends in a notice', async (_, bytes) => {
    const { codes, coverage } = await audited('faulty.db', bytes);
    expect([coverage.whole, codes.length > 0]).toEqual([false, true]);
  });
});

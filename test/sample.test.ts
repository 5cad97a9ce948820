import { closeSync, openSync, writeSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { sample } from '../src/input/sample.ts';
import { temporary } from './temporary.ts';

const files = temporary();
const of = (content: string | Uint8Array) => sample({ uri: files.write('sampled', content) });

const LINES = '{"type":"a","n":1}\n{"type":"b","n":2}\n';

describe('sample', () => {
  test('sees the records of lines', async () => {
    expect(await of(LINES)).toMatchObject({
      document: false,
      lines: true,
      rootKeys: [],
      records: [
        { type: 'a', n: 1 },
        { type: 'b', n: 2 },
      ],
    });
  });

  test('sees keys and root of a document', async () => {
    const seen = await of('{\n  "messages": [],\n  "info": {"a": 1}\n}');
    expect(seen).toMatchObject({ document: true, lines: false, rootKeys: ['messages', 'info'], root: { info: { a: 1 } }, records: [] });
  });

  test('sees the elements of a document that is an array, not more than 50', async () => {
    const seen = await of(
      JSON.stringify(
        Array.from({ length: 80 }, (_, n) => ({ n })),
        undefined,
        1,
      ),
    );
    expect(seen).toMatchObject({ document: true, lines: false });
    expect(seen.records).toHaveLength(50);
  });

  test('takes one line that is one value for either', async () => {
    expect(await of('{"a":1}\n')).toMatchObject({ document: true, lines: true, rootKeys: ['a'], records: [{ a: 1 }] });
  });

  test.each([
    ['behind a broken line', `{"type":"a",,}\n${LINES}`],
    ['behind text', `Starting up\nWarning: {none}\n${LINES}`],
    ['behind prefixes', LINES.replaceAll('{', 'data: {')],
    ['behind a byte order mark', `\ufeff${LINES}`],
    ['that end in CRLF', LINES.replaceAll('\n', '\r\n')],
    ['of which the last is cut off', `${LINES}{"type":"c","te`],
    ['behind a first line longer than the head', `${JSON.stringify({ pad: 'x'.repeat(400_000) })}\n${LINES}`],
  ])('sees lines %s', async (_, text) => {
    const { records, lines } = await of(text);
    expect(lines).toBe(true);
    expect(records).toEqual(
      expect.arrayContaining([
        { type: 'a', n: 1 },
        { type: 'b', n: 2 },
      ]),
    );
  });

  test('sees through gzip and UTF-16', async () => {
    for (const bytes of [gzipSync(LINES), Buffer.from(`\ufeff${LINES}`, 'utf16le'), gzipSync(Buffer.from(`\ufeff${LINES}`, 'utf16le'))])
      expect((await of(bytes)).records).toEqual([
        { type: 'a', n: 1 },
        { type: 'b', n: 2 },
      ]);
  });

  test('sees what a document cut off in the middle holds so far', async () => {
    const seen = await of('{\n "info": {"model": "m"},\n "messages": [\n  {"role": "user", "con');
    expect(seen).toMatchObject({ document: true, lines: false, rootKeys: ['info', 'messages'], root: { messages: [{ role: 'user' }] } });
  });

  test('sees neither lines nor document in text, in bytes and in nothing', async () => {
    for (const content of ['plain text\nmore of it\n', '', Buffer.from([0, 1, 2, 3]), '{not json at all', '[warn] text'])
      expect(await of(content)).toMatchObject({ document: false, lines: false, rootKeys: [], records: [] });
  });

  test('tells the size as stored, the first bytes after decompression and the first text', async () => {
    const packed = gzipSync(LINES.repeat(500));
    const seen = await of(packed);
    expect([seen.size, Buffer.from(seen.magic).toString()]).toEqual([packed.length, LINES.repeat(2).slice(0, 64)]);
    expect(seen.head).toBe(LINES.repeat(500).slice(0, 4096));
  });

  test('reads no more of a large file than it needs', async () => {
    const path = files.path('large');
    const file = openSync(path, 'w');
    writeSync(file, '{"type":"a","text":"');
    for (let block = 0; block < 64; block++) writeSync(file, Buffer.alloc(1 << 20, 0x78));
    closeSync(file);
    const before = process.cpuUsage();
    const seen = await sample({ uri: path });
    expect(seen).toMatchObject({ document: true, rootKeys: ['type'], root: { type: 'a' } });
    expect(process.cpuUsage(before).user).toBeLessThan(3_000_000);
  });

  test('throws what the file system or the decompressor says', async () => {
    await expect(sample({ uri: files.path('gone') })).rejects.toThrow(/ENOENT/);
    await expect(sample({ uri: files.directory })).rejects.toThrow(/EISDIR/);
  });
});

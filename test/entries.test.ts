import { execFileSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import { RECORD_CAP } from '../src/input/entries.ts';
import { get, isArray, type Json } from '../src/model/location.ts';
import { readAll, temporary } from './temporary.ts';

const files = temporary();
const GOOD = ['{"n":1}', '{"n":2}', '{"n":3}'];
const lines = (name: string, content: string | Uint8Array, cap?: number) =>
  readAll(files.write(name, content), { lines: true }, cap === undefined ? {} : { cap });

/** Most kilobytes that a process of its own holds while it reads a file: this one's peak is that of all tests before. */
const peakOf = (path: string): number => {
  const code = `
    import { entries } from ${JSON.stringify(new URL('../src/input/entries.js', import.meta.url).href)};
    const part = { artifact: { uri: ${JSON.stringify(path)} }, shape: { lines: true } };
    for await (const batch of entries(part, () => {})) for (const _ of batch);
    console.log(process.resourceUsage().maxRSS);
  `;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }));
};

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

describe('entries of lines', () => {
  test('are the records with their places', async () => {
    const { read, notices } = await lines('good.jsonl', `${GOOD.join('\n')}\n`);
    expect(read.map(({ value, at }) => [value, at.line, at.offset, at.length, at.pointer])).toEqual([
      [{ n: 1 }, 1, 0, 7, ''],
      [{ n: 2 }, 2, 8, 7, ''],
      [{ n: 3 }, 3, 16, 7, ''],
    ]);
    expect(notices).toEqual([]);
  });

  test('go on after a broken record, which is a notice at its line', async () => {
    const { values, notices } = await lines('broken.jsonl', `${GOOD[0]}\n{"n":2,,}\n${GOOD[2]}\n`);
    expect(values).toEqual([{ n: 1 }, { n: 3 }]);
    expect(notices).toMatchObject([{ code: 'broken-record', breaksWholeness: true, at: { line: 2, offset: 8, length: 9 } }]);
    expect(notices[0]!.message).toMatch(/^record is not JSON and was left out: .*position 7/);
  });

  test('end before a record that was cut off', async () => {
    const { values, notices } = await lines('cut.jsonl', `${GOOD[0]}\n{"n":2,"text":"half a sen`);
    expect(values).toEqual([{ n: 1 }]);
    expect(notices).toMatchObject([{ code: 'cut-off', breaksWholeness: true, at: { line: 2 } }]);
  });

  test('pass over text that a program printed, which leaves the audit whole', async () => {
    const { values, notices } = await lines('stderr.jsonl', `${GOOD[0]}\nWarning: no cache {yet}\n[WARN] slow\n${GOOD[1]}\n`);
    expect(values).toEqual([{ n: 1 }, { n: 2 }]);
    expect(notices).toMatchObject([
      { code: 'stray-text', breaksWholeness: false, message: "line holds text, not a record: 'Warning: no cache {yet}'", at: { line: 2 } },
      { code: 'stray-text', at: { line: 3 } },
    ]);
  });

  test.each(['data: ', '2026-01-05 10:00:00 INFO ', '[10:00:00] agent: '])("are read behind the prefix '%s'", async (prefix) => {
    const { values, notices } = await lines('prefixed.jsonl', GOOD.map((record) => prefix + record).join('\n'));
    expect(values).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(notices).toEqual([]);
  });

  test('are read with U+FFFD where bytes are not UTF-8, which is a notice', async () => {
    const { values, notices } = await lines(
      'latin.jsonl',
      Buffer.concat([Buffer.from('{"n":"caf'), Buffer.from([0xe9]), Buffer.from('"}\n{"n":2}')]),
    );
    expect(values).toEqual([{ n: 'caf\ufffd' }, { n: 2 }]);
    expect(notices).toMatchObject([{ code: 'invalid-utf8', breaksWholeness: true, at: { line: 1 } }]);
  });

  test.each([
    ['UTF-8 with a byte order mark', Buffer.from('\ufeff{"n":"é"}\n{"n":2}\n')],
    ['UTF-16 little-endian', Buffer.from('\ufeff{"n":"é"}\n{"n":2}\n', 'utf16le')],
    ['UTF-16 big-endian', Buffer.from('\ufeff{"n":"é"}\n{"n":2}\n', 'utf16le').swap16()],
    ['lines that end in CRLF', Buffer.from('{"n":"é"}\r\n\r\n{"n":2}\r\n')],
  ])('are read from %s', async (_, bytes) => {
    const { values, notices } = await lines('encoded.jsonl', bytes);
    expect(values).toEqual([{ n: 'é' }, { n: 2 }]);
    expect(notices).toEqual([]);
  });

  test('may be bare strings, numbers and nulls', async () => {
    expect(await lines('bare.jsonl', '"text"\n42\nnull\n')).toMatchObject({ values: ['text', 42, null], notices: [] });
  });

  test('lose what is nested so deep that it would exhaust a stack', async () => {
    const { values, notices } = await lines('deep.jsonl', `${GOOD[0]}\n{"a":${nested(100_000)},"b":"kept"}\n${GOOD[2]}`);
    expect([values[0], get(values[1], 'b'), values[2]]).toEqual([{ n: 1 }, 'kept', { n: 3 }]);
    expect(() => JSON.stringify(values)).not.toThrow();
    expect(notices).toMatchObject([{ code: 'deep-record', breaksWholeness: true, at: { line: 2 } }]);
    expect(notices[0]!.message).toBe('record is nested 100001 levels deep; what lies deeper than 512 was left out');
  });

  test('are cut wherever the depth hides', async () => {
    const hidden = `${'[0, {"a": '.repeat(20_000)}1${', "b": 0}, 0]'.repeat(20_000)}`;
    const { values, codes } = await lines('hidden.jsonl', hidden);
    expect(() => JSON.stringify(values)).not.toThrow();
    expect(codes).toEqual(['deep-record']);
  });

  test('may be nested as deep as is read', async () => {
    expect((await lines('edge.jsonl', nested(512))).codes).toEqual([]);
    expect((await lines('edge.jsonl', nested(513))).codes).toEqual(['deep-record']);
  });

  test('keep a key __proto__ as a key', async () => {
    const { values } = await lines('proto.jsonl', '{"__proto__":{"polluted":true},"n":1}\n');
    expect(get(values[0], '__proto__')).toEqual({ polluted: true });
    expect(({} as { polluted?: true }).polluted).toBeUndefined();
  });

  test('of a key that is said twice take the last', async () => {
    expect((await lines('twice.jsonl', '{"n":1,"n":2}')).values).toEqual([{ n: 2 }]);
  });
});

describe('a record past the cap', () => {
  const CAP = 300_000;

  test('keeps head and tail of its long strings and all of the others, and is a notice', async () => {
    const long = `head ${'x'.repeat(400_000)} tail`;
    const record = { before: 'a', __proto__x: [1, -2.5e3, true, null], long, after: { call: 'rm -rf /' } };
    const { values, notices } = await lines('long.jsonl', `${GOOD[0]}\n${JSON.stringify(record)}\n${GOOD[2]}`, CAP);
    const { long: clipped, ...others } = values[1] as typeof record;
    expect(values).toHaveLength(3);
    expect(others).toEqual({ before: 'a', __proto__x: [1, -2500, true, null], after: { call: 'rm -rf /' } });
    expect(clipped).toMatch(/^head x+…x+ tail$/);
    expect(clipped.length).toBeLessThan(70_000);
    expect(notices).toMatchObject([{ code: 'long-record', breaksWholeness: true, at: { line: 2, offset: 8 } }]);
    expect(notices[0]!.message).toMatch(
      /^record of 400\d+ bytes is longer than 300000; of its longest strings only head and tail were read$/,
    );
  });

  test('loses values only when they are too many to hold', async () => {
    const record = { first: 'a', many: Array.from({ length: 40_000 }, (_, index) => ({ index })) };
    const { values, notices } = await lines('many.jsonl', JSON.stringify(record), CAP);
    expect(get(values[0], 'first')).toBe('a');
    expect((get(values[0], 'many') as readonly Json[]).length).toBeLessThan(40_000);
    expect(notices).toMatchObject([{ code: 'long-record', message: expect.stringContaining('values past that size were left out') }]);
  });

  test('that stops being JSON keeps what comes before', async () => {
    const { values, notices } = await lines('long-cut.jsonl', `{"a":{"call":"kept"},"b":"${'x'.repeat(400_000)}`, CAP);
    expect(get(get(values[0], 'a'), 'call')).toBe('kept');
    expect(notices).toMatchObject([{ code: 'broken-part', breaksWholeness: true }]);
  });

  test('that never was JSON is a broken record', async () => {
    const { values, codes } = await lines('zeros.jsonl', Buffer.concat([Buffer.from(`${GOOD[0]}\n`), Buffer.alloc(400_000)]), CAP);
    expect([values, codes]).toEqual([[{ n: 1 }], ['broken-record']]);
  });

  test('is cut at the same depth as any other', async () => {
    const { values, codes } = await lines('long-deep.jsonl', `{"a":${nested(200_000)},"b":1}`, CAP);
    expect(() => JSON.stringify(values)).not.toThrow();
    expect(get(values[0], 'b')).toBe(1);
    expect(codes).toEqual(['deep-record']);
  });

  test('is read in bounded memory: 200 MB in one line', async () => {
    const path = files.path('giant.jsonl');
    const file = openSync(path, 'w');
    writeSync(file, '{"n":1}\n{"text":"head ');
    const block = Buffer.alloc(1 << 20, 'all work and no play ');
    for (let written = 0; written < 200e6; written += block.length) writeSync(file, block);
    writeSync(file, ' tail","call":{"command":"kill 1"}}\n{"n":3}\n');
    closeSync(file);
    const { values, notices } = await readAll(path);
    expect(get(values[1], 'call')).toEqual({ command: 'kill 1' });
    expect(get(values[1], 'text')).toMatch(/^head all work.*… ?.* tail$/);
    expect([values[0], values[2]]).toEqual([{ n: 1 }, { n: 3 }]);
    expect(notices).toMatchObject([{ code: 'long-record', message: expect.stringContaining(`longer than ${RECORD_CAP}`) }]);
    expect(peakOf(path)).toBeLessThan(800_000);
  });
});

describe('a file that cannot be read to its end', () => {
  test('ends in a notice', async () => {
    const { values, notices } = await readAll(files.path('vanished.jsonl'));
    expect(values).toEqual([]);
    expect(notices).toMatchObject([{ code: 'cut-short', breaksWholeness: true }]);
    expect(notices[0]!.message).toMatch(/vanished\.jsonl' could not be read to its end: ENOENT/);
  });

  test('gives what comes before the fault', async () => {
    const records = Array.from({ length: 20_000 }, (_, n) => JSON.stringify({ n, noise: Math.sin(n) }));
    const packed = gzipSync(records.join('\n'));
    const { values, notices } = await lines('cut.jsonl.gz', packed.subarray(0, packed.length >> 1));
    expect(values.length).toBeGreaterThan(9_000);
    expect(isArray(values) && values.every((value, index) => get(value, 'n') === index)).toBe(true);
    expect(notices.map(({ code }) => code)).toContain('cut-short');
    expect(notices.find(({ code }) => code === 'cut-short')!.message).toContain('unexpected end of file');
  });
});

import { type Line, splitter } from '../src/input/lines.ts';

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

const noLong = () => {
  throw new Error('no line here is long');
};

/** Lines of the chunks, each read before the next is pushed; every chunk lies in the same buffer, as those of a file do. */
const linesOf = (chunks: readonly Buffer[], only?: (line: number) => boolean): readonly Line[] => {
  const lines = splitter(1 << 20, noLong, { only });
  const shared = Buffer.alloc(Math.max(1, ...chunks.map((chunk) => chunk.length)));
  const found = chunks.flatMap((chunk) => {
    shared.fill(0x78);
    chunk.copy(shared);
    return [...lines.push(shared.subarray(0, chunk.length))];
  });
  return [...found, ...lines.end()];
};

const text = (bytes: Buffer): readonly string[] => linesOf([bytes]).map((line) => line.text);

const TRICKY = Buffer.concat([BOM, Buffer.from('{"a":"é文😀"}\r\n\n  \r\n{"b":1}\n\r\n{"c":"\\n"}')]);

describe('splitter', () => {
  const whole = linesOf([TRICKY]);

  test('tells text, line, offset, length and end of every line that is not blank', () => {
    expect(whole).toEqual([
      { text: '{"a":"é文😀"}\r', line: 1, offset: 0, length: 21, ended: true, valid: true },
      { text: '{"b":1}', line: 4, offset: 27, length: 7, ended: true, valid: true },
      { text: '{"c":"\\n"}', line: 6, offset: 37, length: 10, ended: false, valid: true },
    ]);
    for (const { offset, length, text } of whole)
      expect(
        TRICKY.subarray(offset, offset + length)
          .toString()
          .replace('\ufeff', ''),
      ).toBe(text);
  });

  test.each(Array.from({ length: TRICKY.length + 1 }, (_, cut) => cut))('finds the same lines when the bytes are cut at %i', (cut) => {
    expect(linesOf([TRICKY.subarray(0, cut), TRICKY.subarray(cut)])).toEqual(whole);
  });

  test('finds the same lines when every byte comes alone', () => {
    expect(linesOf(Array.from(TRICKY, (byte) => Buffer.from([byte])))).toEqual(whole);
  });

  test('holds nothing for nothing, for newlines and for a lone byte order mark', () => {
    for (const bytes of ['', '\n', '\n\n\r\n']) expect(text(Buffer.from(bytes))).toEqual([]);
    expect(text(BOM)).toEqual([]);
  });

  test('takes a byte order mark off the first line only', () => {
    expect(text(Buffer.concat([BOM, Buffer.from('a\n'), BOM, Buffer.from('b')]))).toEqual(['a', '\ufeffb']);
  });

  test('tells bytes that are not UTF-8 from a written U+FFFD', () => {
    const bytes = Buffer.concat([Buffer.from('"\ufffd"\n"'), Buffer.from([0xff]), Buffer.from('"\n"ok"')]);
    expect(linesOf([bytes]).map(({ text, valid }) => [text, valid])).toEqual([
      ['"\ufffd"', true],
      ['"\ufffd"', false],
      ['"ok"', true],
    ]);
  });

  test('passes over lines that are not wanted and still counts them', () => {
    const found = linesOf([Buffer.from('a\nb\nc')], (line) => line !== 2);
    expect(found.map(({ text, line, offset }) => [text, line, offset])).toEqual([
      ['a', 1, 0],
      ['c', 3, 4],
    ]);
  });

  test.each([1, 2, 3, 7, 100])('hands a line past the cap on in pieces of %i bytes, in its place', (size) => {
    const bytes = Buffer.from(`short\n${'x'.repeat(50)}\nlast`);
    const long: string[] = [];
    const places: object[] = [];
    const lines = splitter(10, () => ({ push: (chunk) => long.push(chunk.toString()), end: (place) => places.push(place) }));
    const found: Line[] = [];
    for (let from = 0; from < bytes.length; from += size) found.push(...lines.push(bytes.subarray(from, from + size)));
    found.push(...lines.end());
    expect(found.map((line) => line.text)).toEqual(['short', 'last']);
    expect(long.join('')).toBe('x'.repeat(50));
    expect(places).toEqual([{ line: 2, offset: 6, length: 50, ended: true }]);
  });
});

describe('objects over many lines', () => {
  const pretty = '{\n  "a": [\n    1\n  ]\n}\n';
  const LOG = Buffer.from(`${pretty}{"b":1}\n${pretty}`);
  const whole = linesOf([LOG]);

  test('are one line each, with the place of all of it', () => {
    expect(whole.map(({ line, text }) => [line, JSON.parse(text)])).toEqual([
      [1, { a: [1] }],
      [6, { b: 1 }],
      [7, { a: [1] }],
    ]);
    for (const { offset, length, text } of whole) expect(LOG.subarray(offset, offset + length).toString()).toBe(text);
  });

  test.each(Array.from({ length: LOG.length + 1 }, (_, cut) => cut))('are the same when the bytes are cut at %i', (cut) => {
    expect(linesOf([LOG.subarray(0, cut), LOG.subarray(cut)])).toEqual(whole);
  });

  test('are passed over by the number of their first line', () => {
    expect(linesOf([LOG], (line) => line === 7).map(({ line }) => line)).toEqual([7]);
  });

  test('hide no record that is not set in', () => {
    expect(text(Buffer.from('{\n  "a": 1,\n{"b":1}\n}\n'))).toEqual(['{\n  "a": 1,', '{"b":1}', '}']);
    expect(text(Buffer.from('{"b":1}\n{\n  "a": 1'))).toEqual(['{"b":1}', '{\n  "a": 1']);
  });
});

import { documentEntries } from '../src/input/document.ts';
import type { Json } from '../src/model/location.ts';
import { readAll, temporary } from './temporary.ts';

const files = temporary();
const read = (name: string, content: string | Uint8Array, each: string, header?: readonly string[], cap?: number) =>
  readAll(
    files.write(name, Buffer.concat([Buffer.from(content), Buffer.from(PAD)])),
    { each, ...(header && { header }) },
    cap === undefined ? {} : { cap },
  );

const RUN = { id: 'run-1', info: { model: 'm' }, messages: [{ n: 1 }, { n: 2, deep: { list: [1, 2] } }, { n: 3 }], end: true };
const TEXT = JSON.stringify(RUN, undefined, 2);
/** Makes every document here longer than the smaller cap. */
const PAD = ' '.repeat(2_000);
const CAPS = [2_000, undefined] as const;

describe.each(CAPS)('a document with cap %p', (cap) => {
  test('gives the elements of the array at a pointer, with their places', async () => {
    const { read: found, notices } = await read('run.json', TEXT, '/messages', undefined, cap);
    expect(found.map(({ value }) => value)).toEqual(RUN.messages);
    expect(found.map(({ at }) => [at.line, at.offset, at.pointer])).toEqual([0, 1, 2].map((index) => [1, 0, `/messages/${index}`]));
    expect(found.every(({ at }) => at.length === TEXT.length + PAD.length)).toBe(true);
    expect(notices).toEqual([]);
  });

  test('gives its header first', async () => {
    const { read: found } = await read('header.json', TEXT, '/messages', ['id', 'info', 'absent'], cap);
    expect(found[0]).toMatchObject({ value: { id: 'run-1', info: { model: 'm' } }, at: { pointer: '' } });
    expect(found).toHaveLength(4);
  });

  test('may be an array, an object, or hold its records in an object', async () => {
    expect((await read('array.json', JSON.stringify(RUN.messages), '', undefined, cap)).values).toEqual(RUN.messages);
    expect((await read('object.json', TEXT, '', undefined, cap)).values).toEqual([RUN]);
    expect((await read('inner.json', TEXT, '/info', undefined, cap)).read).toMatchObject([
      { value: { model: 'm' }, at: { pointer: '/info' } },
    ]);
  });

  test('is followed through keys that a pointer has to escape', async () => {
    const odd = { 'a/b': [{ '~c': ['x', 'y'] }] };
    const { read: found } = await read('odd.json', `${JSON.stringify(odd)}`, '/a~1b/0/~0c', undefined, cap);
    expect(found.map(({ value, at }) => [value, at.pointer])).toEqual([
      ['x', '/a~1b/0/~0c/0'],
      ['y', '/a~1b/0/~0c/1'],
    ]);
  });

  test('without what was expected is a notice', async () => {
    const { values, notices } = await read('other.json', TEXT, '/steps', undefined, cap);
    expect(values).toEqual([]);
    expect(notices).toMatchObject([{ code: 'no-elements', breaksWholeness: true }]);
    expect(notices[0]!.message).toBe("document holds nothing at '/steps', where its records were expected");
  });

  test('that is empty where records are expected is no fault', async () => {
    expect(await read('none.json', `{"messages":[]}`, '/messages', undefined, cap)).toMatchObject({
      values: [],
      notices: [],
    });
  });

  test('that is cut off gives every element before the cut', async () => {
    const cut = TEXT.slice(0, TEXT.indexOf('"n": 3'));
    const { values, notices } = await read('cut.json', cut, '/messages', ['id'], cap);
    expect(values).toEqual([{ id: 'run-1' }, ...RUN.messages.slice(0, 2)]);
    expect(notices).toMatchObject([
      { code: 'broken-part', breaksWholeness: true, message: expect.stringContaining('only what comes before was read') },
    ]);
  });

  test('that is broken gives every element before the fault, however near', async () => {
    const { values, codes } = await read('broken.json', TEXT.replace('"n": 3', 'n: 3'), '/messages', undefined, cap);
    expect([values, codes]).toEqual([RUN.messages.slice(0, 2), ['broken-part']]);
  });

  test('with text behind it gives all its elements and a notice', async () => {
    const { values, codes } = await read('behind.json', `${TEXT}\nKilled\n`, '/messages', undefined, cap);
    expect([values, codes]).toEqual([RUN.messages, ['broken-part']]);
  });

  test('is read behind a byte order mark, in UTF-16, and where it is not UTF-8', async () => {
    const bytes = Buffer.from(`\ufeff${TEXT}`);
    const wide = Buffer.from(`\ufeff${TEXT}${PAD}`, 'utf16le');
    expect(await read('bom.json', bytes, '/messages', undefined, cap)).toMatchObject({ values: RUN.messages, notices: [] });
    expect(await readAll(files.write('wide.json', wide), { each: '/messages' }, { cap: cap ?? 1e6 })).toMatchObject({
      values: RUN.messages,
      notices: [],
    });
    const latin = Buffer.concat([Buffer.from(`{"pad":"","messages":["caf`), Buffer.from([0xe9]), Buffer.from('"]}')]);
    const { values, notices } = await read('latin.json', latin, '/messages', undefined, cap);
    expect(values).toEqual(['caf\ufffd']);
    expect(notices).toMatchObject([{ code: 'invalid-utf8', breaksWholeness: true }]);
  });

  test('loses what is nested too deep', async () => {
    const deep = `{"messages":[{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}]}`;
    const { values, codes } = await read('deep.json', deep, '/messages', undefined, cap && 100_000);
    expect(values).toHaveLength(1);
    expect(() => JSON.stringify(values)).not.toThrow();
    expect(codes).toEqual(['deep-record']);
  });
});

describe('a document read in chunks', () => {
  const bytes = Buffer.from(JSON.stringify({ messages: [{ text: 'é文😀 \\n "q" \u2028' }, { n: -1.5e-3 }] }));

  test.each([1, 2, 3, 5])('of %i bytes gives the same elements', async (size) => {
    async function* chunks() {
      for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
    }
    const found: Json[] = [];
    const note = (notice: { message: string }): void => {
      throw new Error(notice.message);
    };
    for await (const batch of documentEntries({ uri: 'x.json' }, { each: '/messages' }, chunks(), 80, note))
      for (const { value } of batch) found.push(value);
    expect(found).toEqual(JSON.parse(bytes.toString()).messages);
  });

  test('hands elements out before it has been read to its end', async () => {
    let given = 0;
    async function* chunks() {
      yield Buffer.from('[');
      for (; given < 1_000; given++) yield Buffer.from(`{"n":${given}},`);
      yield Buffer.from('0]');
    }
    for await (const batch of documentEntries({ uri: 'x.json' }, { each: '' }, chunks(), 100, () => undefined)) {
      const [first] = batch;
      if (first) break;
    }
    expect(given).toBeLessThan(100);
  });
});

import { locate } from '../src/input/locate.ts';
import type { Location } from '../src/model/location.ts';
import type { Notice } from '../src/model/notice.ts';
import { readAll, temporary } from './temporary.ts';

const files = temporary();

/** What the raw text holds at the place, and its snippet. */
const at = async (text: string, pointer: string, span?: Location['span'], line = 1) => {
  const path = files.write('log.jsonl', text);
  const { read } = await readAll(path);
  const entry = read.find((each) => each.at.line === line)!;
  const [place] = await locate(entry.at.artifact, [{ ...entry.at, pointer, ...(span && { span }) }]);
  const { line: first, column, endLine, endColumn, snippet } = place!;
  const lines = text.replace(/^\ufeff/, '').split('\n');
  const raw = first === endLine ? lines[first - 1]!.slice(column - 1, endColumn - 1) : undefined;
  return { line: first, column, raw, snippet };
};

describe('locate', () => {
  test('finds values of every kind', async () => {
    const text = '{"a":"text", "b":[1, -2.5e3,true , null],"c":{"d":{}},"e":""}';
    const found = async (pointer: string) => (await at(text, pointer)).raw;
    expect(await found('/a')).toBe('"text"');
    expect(await found('/b/1')).toBe('-2.5e3');
    expect(await found('/b/2')).toBe('true');
    expect(await found('/b/3')).toBe('null');
    expect(await found('/b')).toBe('[1, -2.5e3,true , null]');
    expect(await found('/c/d')).toBe('{}');
    expect(await found('/e')).toBe('""');
    expect(await found('')).toBe(text);
  });

  test('counts columns in UTF-16 units of the raw line', async () => {
    expect(await at('{"é😀":"文😀","k":"here"}', '/k')).toEqual({ line: 1, column: 18, raw: '"here"', snippet: 'here' });
    expect(await at('{"k":"文😀x"}', '/k', [3, 4])).toMatchObject({ column: 10, raw: 'x', snippet: 'x' });
  });

  test('finds the line, behind blank lines, CRLF and a byte order mark', async () => {
    const text = '\ufeff{"n":"one"}\r\n\r\n{"n":"two"}\r\n';
    expect(await at(text, '/n')).toEqual({ line: 1, column: 6, raw: '"one"', snippet: 'one' });
    expect(await at(text, '/n', undefined, 3)).toEqual({ line: 3, column: 6, raw: '"two"', snippet: 'two' });
  });

  test('finds a span of the text behind escapes', async () => {
    const text = String.raw`{"k":"a\n\"b\u00e9\\ rm -rf / \ud83d\ude00 end"}`;
    const { k } = JSON.parse(text) as { k: string };
    for (const words of ['rm -rf /', 'é\\', '😀', 'end', '\n"']) {
      const start = k.indexOf(words);
      const { raw, snippet } = await at(text, '/k', [start, start + words.length]);
      expect(JSON.parse(`"${raw}"`)).toBe(words);
      expect(snippet).toBe(words.trim());
    }
  });

  test('enters JSON that a string holds, however deep', async () => {
    const inner = { cmd: 'say "hi" && rm x', list: ['a', 'b'] };
    const twice = { call: JSON.stringify({ arguments: JSON.stringify(inner) }) };
    const text = JSON.stringify({ call: JSON.stringify(inner), deep: twice });
    expect(await at(text, '/call#/list/1')).toMatchObject({ raw: '\\"b\\"', snippet: 'b' });
    const { raw, snippet } = await at(text, '/call#/cmd', [12, 16]);
    expect([raw, snippet]).toEqual(['rm x', 'rm x']);
    expect(await at(text, '/deep/call#/arguments#/cmd', [12, 16])).toMatchObject({ raw: 'rm x', snippet: 'rm x' });
    expect(await at(text, '/call#/absent')).toMatchObject({ raw: JSON.stringify(JSON.stringify(inner)) });
  });

  test('takes escapes of a pointer and signs of a key as they are meant', async () => {
    const text = '{"a/b":{"~c":"x"},"C#":"sharp","":"empty","q\\"\\u0065":"quoted"}';
    expect(await at(text, '/a~1b/~0c')).toMatchObject({ raw: '"x"' });
    expect(await at(text, '/C#')).toMatchObject({ raw: '"sharp"' });
    expect(await at(text, '/')).toMatchObject({ raw: '"empty"' });
    expect(await at(text, '/q"e')).toMatchObject({ raw: '"quoted"' });
  });

  test('of a key that is said twice finds the one that counts', async () => {
    expect(await at('{"k":"first","k":"last"}', '/k')).toMatchObject({ column: 18, snippet: 'last' });
    expect(await at('{"k":{"n":1},"k":{"n":2}}', '/k/n')).toMatchObject({ raw: '2', column: 23 });
  });

  test.each(['data: ', '[10:00:00] INFO '])("finds a value behind the prefix '%s'", async (prefix) => {
    expect(await at(`${prefix}{"k":"v"}`, '/k')).toEqual({ line: 1, column: prefix.length + 6, raw: '"v"', snippet: 'v' });
  });

  test('finds lines of a document that has many', async () => {
    const text = '\n{\n  "messages": [\n    { "text": "a" },\n    { "text":\n      "b\\nc" }\n  ]\n}\n';
    const path = files.write('document.json', text);
    const { read } = await readAll(path, { each: '/messages' });
    const places = await locate(
      read[0]!.at.artifact,
      read.map((entry) => ({ ...entry.at, pointer: `${entry.at.pointer}/text` })),
    );
    expect(places.map(({ line, column, endLine, endColumn, snippet }) => [line, column, endLine, endColumn, snippet])).toEqual([
      [4, 15, 4, 18, 'a'],
      [6, 7, 6, 13, 'b\nc'],
    ]);
    const [whole] = await locate(read[0]!.at.artifact, [read[1]!.at]);
    expect([whole!.line, whole!.column, whole!.endLine, whole!.endColumn]).toEqual([5, 5, 6, 15]);
  });

  test('places what it does not find at the start of the record', async () => {
    expect(await at('{"n":1}\n{"k":"v"}', '/absent/0', undefined, 2)).toMatchObject({ line: 2, column: 1, raw: '', snippet: '' });
  });

  test('keeps the order of what it was asked, across chunks of bytes', async () => {
    const records = Array.from({ length: 3_000 }, (_, n) => JSON.stringify({ n, pad: 'é'.repeat(500), k: `value ${n}` }));
    const { read } = await readAll(files.write('long.jsonl', records.join('\n')));
    const wanted = [2_999, 0, 1_500, 1_040, 1_039, 1_041].map((n) => ({ ...read[n]!.at, pointer: '/k' }));
    const places = await locate(read[0]!.at.artifact, wanted);
    expect(places.map(({ snippet, line }) => [snippet, line])).toEqual(
      [2_999, 0, 1_500, 1_040, 1_039, 1_041].map((n) => [`value ${n}`, n + 1]),
    );
  });

  test('leaves no control or direction sign in a snippet, and cuts it', async () => {
    const text = JSON.stringify({ k: `\u001b[31mred\u202e\u0007 ${'x'.repeat(500)}` });
    const { snippet } = await at(text, '/k');
    expect(snippet).toMatch(/^\[31mred x+…$/);
    expect(snippet).toHaveLength(200);
  });

  test('says that a file has gone, and places what it was asked at its records', async () => {
    const told: Notice[] = [];
    const location = { artifact: { uri: files.path('gone.jsonl') }, line: 7, offset: 100, length: 10, pointer: '/k' };
    const places = await locate(location.artifact, [location], (notice) => told.push(notice));
    expect(places).toMatchObject([{ line: 7, column: 1 }]);
    expect(told).toMatchObject([{ code: 'cut-short', breaksWholeness: true }]);
  });
});

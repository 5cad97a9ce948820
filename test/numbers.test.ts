import { withoutOddNumbers } from '../src/model/json-text.ts';
import { readAll, temporary } from './temporary.ts';

const files = temporary();

const TEXT = '{"a": NaN, "b": [-Infinity,Infinity, 1], "NaN": "NaN \\\\", "c\\"": "says \\"NaN\\": Infinity", "d":NaN}';
/** The same text, longer than what is parsed at once. */
const LONG = TEXT + ' '.repeat(3000);

const VALUE = { a: null, b: [null, null, 1], NaN: 'NaN \\', 'c"': 'says "NaN": Infinity', d: null };

test('numbers that JSON has no word for become null, wherever the text is cut', () => {
  for (let size = 1; size <= TEXT.length; size++) {
    const fix = withoutOddNumbers();
    let made = '';
    for (let at = 0; at < TEXT.length; at += size) made += fix(TEXT.slice(at, at + size));
    expect([size, JSON.parse(made + fix())]).toEqual([size, VALUE]);
  }
});

test.each([
  ['lines', { lines: true } as const, undefined],
  ['a document', { each: '' }, undefined],
  ['a long line', { lines: true } as const, 2500],
  ['a large document', { each: '' }, 2500],
])('%s with such numbers are read', async (_, shape, cap) => {
  const { values, codes } = await readAll(files.write('numbers.json', LONG), shape, cap === undefined ? {} : { cap });
  expect(JSON.stringify(values)).toContain('"a":null');
  expect(codes.filter((code) => code !== 'long-record')).toEqual([]);
});

test('a line that is broken for another reason stays broken', async () => {
  const { codes } = await readAll(files.write('broken.jsonl', '{"a": NaN, "b": }\n'));
  expect(codes).toEqual(['broken-record']);
});

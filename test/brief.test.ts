import { briefly } from '../src/input/brief.ts';
import { splitter } from '../src/input/lines.ts';

const brief = () => briefly({ marked: 'tool_result', unless: 'tool_use' });

const LONG = `${'stdout "quoted" back\\slash naïve 文字 \u{1f600}\n'.repeat(200)}`;

const record = (text: string, extra: object = {}): string =>
  JSON.stringify({ type: 'user', content: [{ type: 'tool_result', content: text }], after: { deep: ['kept', 1.5, true] }, ...extra });

const shorten = (line: string): string | undefined => {
  const bytes = Buffer.from(line);
  return brief()(bytes, 0, bytes.length);
};

test('the middle of a long result is left out, and all else stays', () => {
  const short = shorten(record(LONG))!;
  expect(short.length).toBeLessThan(1000);
  const parsed = JSON.parse(short);
  expect(parsed.after).toEqual({ deep: ['kept', 1.5, true] });
  const [{ content }] = parsed.content;
  const [head, tail] = content.split('[...]');
  expect(LONG.startsWith(head)).toBe(true);
  expect(LONG.endsWith(tail)).toBe(true);
});

test.each([
  ['quotes', '"'],
  ['backslashes', '\\'],
  ['pairs of code units', '\u{1f600}'],
  ['characters of three bytes', '文'],
  ['control characters', '\u0007'],
])('a result of nothing but %s is still a record', (_, character) => {
  for (let shift = 0; shift < 14; shift++) {
    const line = record('x'.repeat(shift) + character.repeat(4000));
    const short = shorten(line);
    expect(() => JSON.parse(short ?? line)).not.toThrow();
  }
});

test.each([
  ['short', record('done')],
  ['without results', JSON.stringify({ type: 'user', content: LONG })],
  ['with a call beside the result', record(LONG, { call: { type: 'tool_use', input: { command: 'ls' } } })],
  ['that quote a result', JSON.stringify({ type: 'user', content: `{"type":"tool_result"} ${LONG}` })],
  ['that are no record', `{"type":"tool_result","content":"${'x'.repeat(5000)}`],
])('lines %s are read whole', (_, line) => {
  expect(shorten(line)).toBeUndefined();
});

test('a mark is looked for in each line by itself', () => {
  const lines = [record('a'), record(LONG), JSON.stringify({ content: LONG }), record(LONG), ''].join('\n');
  const split = splitter(1 << 20, () => ({ push: () => {}, end: () => {} }), { brief: brief() });
  const read = [...split.push(Buffer.from(lines))];
  expect(read.map(({ text, length }) => text.length < length / 2)).toEqual([false, true, false, true]);
  expect(read.every(({ valid }) => valid)).toBe(true);
});

test('bytes that are no text are noticed also where they are left out', () => {
  const bytes = Buffer.from(`${record(LONG)}\n`);
  bytes[bytes.length >> 1] = 0xff;
  const split = splitter(1 << 20, () => ({ push: () => {}, end: () => {} }), { brief: brief() });
  expect([...split.push(bytes)].map(({ valid }) => valid)).toEqual([false]);
});

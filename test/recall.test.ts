import { digest, recall } from '../src/threads/recall.ts';

test('remembers what was last remarked of each name', () => {
  const { get, set } = recall();
  for (let index = 0; index < 50_000; index++) set(`name-${index}`, index);
  set('name-7', 4_000_000_000);
  expect(get('name-7')).toBe(4_000_000_000);
  expect(get('name-49999')).toBe(49_999);
  expect(get('name-50000')).toBeUndefined();
});

test('forgets the oldest names and keeps at least as many as its capacity', () => {
  const { get, set } = recall(1000);
  for (let index = 0; index < 2500; index++) set(`name-${index}`, 1);
  expect(get('name-0')).toBeUndefined();
  for (let index = 1500; index < 2500; index++) expect(get(`name-${index}`)).toBe(1);
});

test('marks of values', () => {
  const long = 'x'.repeat(5000);
  const different: readonly [Parameters<typeof digest>[0], Parameters<typeof digest>[0]][] = [
    ['a', 'b'],
    [long, `${long}x`],
    [`a${long}`, `b${long}`],
    [{ a: '1' }, { a: 1, b: null }],
    [
      { a: 'x', b: 'y' },
      { a: 'y', b: 'x' },
    ],
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    [{ edits: [{ old: 'on', new: 'off' }] }, { edits: [{ old: 'off', new: 'on' }] }],
    [{}, { a: {} }],
  ];
  for (const [one, other] of different) expect(digest(one)).not.toBe(digest(other));
  expect(digest({ a: [1, { b: 'c' }], d: long })).toBe(digest({ d: long, a: [1, { b: 'c' }] }));
});

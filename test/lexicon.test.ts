import { lexicon } from '../src/engine/lexicon.ts';
import { literalsOf } from '../src/engine/literals.ts';

describe('lexicon', () => {
  test('finds a stem at every place of a text, in any case', () => {
    const mentions = lexicon().mentions(['shut', 'decommission']);
    for (let before = 0; before < 9; before++) {
      expect(mentions(`${'x'.repeat(before)}ShUt${'y'.repeat(before % 3)}`)).toBe(true);
      expect(mentions(`${'.'.repeat(before)} DECOMMISSIONED `)).toBe(true);
      expect(mentions(`${'s'.repeat(before)}hu t decommision`)).toBe(false);
    }
  });

  test('keeps topics apart, also those that are added later', () => {
    const words = lexicon();
    const grades = words.mentions(['score', 'grade']);
    expect(grades('the score rose')).toBe(true);
    const ends = words.mentions(['shutdown']);
    expect([grades('a shutdown'), ends('a shutdown')]).toEqual([false, true]);
    expect([grades('a grade of shutdowns'), ends('a grade of shutdowns')]).toEqual([true, true]);
    expect(words.mentions(['score', 'grade'])('scored')).toBe(true);
  });

  test('looks through texts that are longer than its window, and across its edges', () => {
    const mentions = lexicon().mentions(['terminat', 'watchdog']);
    for (const before of [65_530, 65_536, 65_540, 131_060, 200_001]) expect(mentions(`${'-'.repeat(before)}watchdog`)).toBe(true);
    expect(mentions('-'.repeat(300_000))).toBe(false);
  });

  test('finds stems beside and of other letters than Latin', () => {
    const mentions = lexicon().mentions(['評価点数', 'отключ']);
    expect([mentions('評価 評価点数 を'), mentions('не ОТКЛЮЧАТЬ, отключать'), mentions('文字 shutdown')]).toEqual([true, true, false]);
  });

  test('says which stem is too short', () => {
    expect(() => lexicon().mentions(['off'])).toThrow("the stem 'off' has less than 4 characters");
  });
});

test.each([
  ['shut.?down|kill', ['shut', 'kill']],
  ['\\bterminat\\w*', ['terminat']],
  ['signal\\(\\s*(?:x|y)SIG|\\.on\\(z?', ['signal(', '.on(']],
  ['colou?r', ['colo']],
  ['a{3}bcde+f', ['bcde']],
  ['(?:abcd|efgh)', undefined],
  ['abcd|[efgh]+', undefined],
  ['^\\s*$', undefined],
] as const)('what %s cannot do without', (pattern, found) => {
  expect(literalsOf(pattern, 4)).toEqual(found);
});

import type { Report } from '../src/model/result.ts';

/** Text that would act on whoever prints or opens it, by what it would do. */
export const HOSTILE: { readonly [name: string]: string } = {
  'a colour': 'a\u001b[31mred',
  'a title of a window': 'a\u001b]0;owned\u0007b\u009d0;owned\u009c',
  'a link of a terminal': '\u001b]8;;https://example.com\u001b\\here\u001b]8;;\u001b\\',
  'a cleared screen': '\u001b[2J\u001b[H\u001bc',
  'a carriage return': 'bad\rgood',
  backspaces: 'bad\b\b\bgood',
  'bidirectional marks': 'a\u202e\u2066txt.exe\u2069',
  'invisible characters': 'pass\u200b\u2060\ufeff\u{e0041}word',
  'line separators': 'a\u2028b\u2029c\u0085d',
  'a command of a workflow': '::stop-commands::x\n::error::y\n  ::add-mask::z',
  'an old command of a workflow': '##[add-mask]x\n##[group]y',
  'a long run of commands': `${'x'.repeat(200)} ${'::set-env::a '.repeat(40)}`,
  'commands without a space': '::'.repeat(400),
  'a link of Markdown': 'see [here](https://example.com) and [this][1] and <https://example.com>',
  'an image of Markdown': '![pixel](https://example.com/p.png) @everyone #1',
  'a broken-out block': '```\n# owned\n````text\n<details open>\n| a | b |',
  'ticks at both ends': '``` `a` ```',
  'placeholders of SARIF': 'value {0} of {name} and }{',
  'a script': '</script><script>window.owned=1</script><img src=x onerror="window.owned=1">',
  'a comment of a document': '--><!--<svg onload=window.owned=1>]]><?xml ?><!DOCTYPE x [<!ENTITY a "b">]>&a;&#0;',
  'an attribute': '" onmouseover="window.owned=1" \' onfocus=\'window.owned=1',
  'characters that XML may not hold': 'a\u0000\u0001\u000b\ufffe\uffff\u001fb',
  'a formula': "=cmd|' /C calc'!A0",
  'other formulas': '+1+1\n-2+3\n@SUM(1)\n\t=1',
  'half a surrogate pair': 'a\ud83d b\udc00',
  'a path with everything': '../a b#c%d?e\\f:g"h<i>',
  'the name of a prototype': '__proto__',
  'wide characters': '漢字'.repeat(120),
  nothing: '',
};

/** Fields whose values the tool chooses itself. */
const OURS = new Set([
  ...['schema', 'name', 'severity', 'confidence', 'role', 'outcome', 'subject', 'requested', 'disclosed', 'sha256', 'version'],
  ...['fingerprint', 'rule', 'kind', 'went'],
]);
/** Objects whose keys come from the log. */
const OPEN = new Set(['conditions', 'facts', 'unknownTools', 'byFramework']);

/** A report in which every text that a log can choose is this one. */
export const poisoned = (report: Report, poison: string): Report => {
  const poisonedValue = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return OURS.has(key) ? value : poison.slice(0, 200);
    if (Array.isArray(value)) return value.map((each) => poisonedValue(each, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [OPEN.has(key) ? poison + name : name, poisonedValue(each, name)]),
    );
  };
  return poisonedValue(report, '') as Report;
};

import { posix } from 'node:path';
import type { Json } from '../model/location.ts';
import type { Run } from './interpret.ts';
import {
  argument,
  type Call,
  type Document,
  doubtOf,
  fromJson,
  hidden,
  joined,
  jsonOf,
  type Known,
  known,
  type Text,
  textOf,
  thing,
} from './known.ts';
import type { Act, Calls } from './library-act.ts';
import { readText } from './library-files.ts';

const parsed = (call: Call, running: Run): Known => {
  const given = call.args[0];
  const handle = given?.is === 'thing' ? given.handle : undefined;
  const source = handle ? textOf(handle.path) : given?.is === 'text' ? sourceOf(given) : undefined;
  const whole = handle ? readText(handle.path, running) : given;
  if (whole?.is === 'text' && whole.doubt === undefined) {
    try {
      return fromJson(JSON.parse(String(whole.value)) as Json);
    } catch {
      // Not JSON: a document whose values are not known.
    }
  }
  return loaded(call.name, source);
};

const loaded = (name: string, source: string | undefined): Known => {
  const document: Document = { source, changes: [] };
  return thing(`${name}()`, { document, keys: [] });
};

const sourceOf = (text: Text): string | undefined => text.document?.source;

const dumped = (call: Call): Known => {
  const given = call.args[0];
  if (!given) return known('');
  if (given.is === 'thing')
    return { ...hidden(given.name, `${given.name} is computed`), ...(given.document && { document: given.document }) };
  const doubt = doubtOf(given);
  return { is: 'text', value: JSON.stringify(jsonOf(given), null, 2), ...(doubt !== undefined && { doubt }) };
};

const table: Act = (call) => loaded(call.name, call.args[0] && pathOf(call.args[0]));
const pathOf = (value: Known): string => (value.is === 'thing' && value.handle ? textOf(value.handle.path) : textOf(value));

/** A text to which something is done that is not followed: what is known of its origin stays. */
const first: Act = (call) => call.args[0];
const own: Act = (call) => call.of;

const replaced: Act = (call) => {
  const text = call.of;
  const before = argument(call, 0, 'old');
  const after = argument(call, 1, 'new');
  return text?.is === 'text' && before && after ? swapped(text, textOf(before), after) : text;
};

const swapped = (text: Text, before: string, after: Known): Text => {
  const doubt = text.doubt ?? doubtOf(after);
  const swaps = [...(text.swaps ?? []), { before, after: textOf(after) }].slice(-50);
  if (text.doubt !== undefined) return { ...text, ...(doubt !== undefined && { doubt }), swaps };
  return { ...text, value: String(text.value).replaceAll(before, () => textOf(after)), ...(doubt !== undefined && { doubt }), swaps };
};

/** A pattern as the plain text that it most likely stands for. */
const plain = (pattern: string): string =>
  pattern
    .replace(/^\^|\$$/g, '')
    .replaceAll('\\s*', ' ')
    .replaceAll('\\s+', ' ')
    .replace(/\\(.)/g, '$1');

const substituted: Act = (call) => {
  const [pattern, after, text] = [argument(call, 0, 'pattern'), argument(call, 1, 'repl'), argument(call, 2, 'string')];
  if (text?.is !== 'text' || !pattern || !after) return undefined;
  const swap = { before: plain(textOf(pattern)), after: textOf(after).replace(/\\(?:g<)?\d>?/g, '') };
  return { ...text, doubt: text.doubt ?? 'a pattern is replaced', swaps: [...(text.swaps ?? []), swap] };
};

const formatted: Act = (call) => {
  if (call.of?.is !== 'text') return undefined;
  let next = 0;
  const parts = String(call.of.value).split(/\{(\w*)(?:[!:][^{}]*)?\}/);
  return joined(
    parts.map((part, index) => {
      if (index % 2 === 0) return known(part);
      return call.named.get(part) ?? call.args[part === '' ? next++ : Number(part)] ?? hidden(part, `${part} is not known`);
    }),
    '',
  );
};

/** A text with values in the places that a percent sign marks. */
export const filledIn = (format: Known, values: readonly Known[]): Known => {
  let next = 0;
  const parts = textOf(format).split(/%(?:\((\w+)\))?[-+#\d.]*[sdrfivqt]/);
  return joined(
    parts.map((part, index) => (index % 2 === 0 ? known(part) : (values[next++] ?? hidden('%', 'a value is not known')))),
    '',
  );
};

const percent: Act = ({ of, args: [given] }) =>
  of?.is === 'text' ? filledIn(of, given?.is === 'list' ? given.elements : given ? [given] : []) : undefined;

const path: Act = (call) => joined(call.args.length > 0 ? call.args : [known('.')], '/');

const environment: Act = (call) => {
  const fallback = call.args[1];
  const name = call.args[0] ? textOf(call.args[0]) : '';
  return { is: 'text', value: `$${name}`, doubt: `$${name} is not known${fallback ? ` (else ${textOf(fallback).slice(0, 40)})` : ''}` };
};

const listed: Act = (call) => {
  const pattern =
    call.name === 'glob.glob' || call.name === 'glob.iglob'
      ? call.args[0]
      : call.args[0] && joined([call.of ?? known('.'), call.args[0]], '/');
  return pattern && { is: 'list', elements: [{ is: 'text', value: textOf(pattern), doubt: doubtOf(pattern) ?? 'a pattern of names' }] };
};

const extended: Act = (call) => {
  if (call.of?.is === 'list') {
    const given = call.args[0];
    if (given && call.of.elements.length < 2000)
      call.of.elements.push(...(call.name === 'list.extend' && given.is === 'list' ? given.elements : [given]));
  }
  return known(null);
};

const updated = (call: Call): Known | undefined => {
  const given = call.args[0];
  const entries = [...(given?.is === 'map' ? given.entries : []), ...call.named];
  if (call.of?.is === 'map') for (const [key, value] of entries) call.of.entries.set(key, value);
  else if (call.of?.is === 'thing' && call.of.document) change(call.of, entries);
  else return undefined;
  return known(null);
};

const change = (of: Extract<Known, { is: 'thing' }>, entries: Iterable<readonly [string, Known | undefined]>): void => {
  for (const [key, value] of entries)
    of.document!.changes.push({ key: [...(of.keys ?? []), key].join('.'), ...(value && { to: jsonOf(value) }) });
};

const popped: Act = (call) => {
  const key = call.args[0] && textOf(call.args[0]);
  if (key === undefined) return undefined;
  if (call.of?.is === 'map') call.of.entries.delete(key);
  else if (call.of?.is === 'thing' && call.of.document) change(call.of, [[key, undefined]]);
  else return undefined;
  return hidden(key, `${key} is computed`);
};

const put: Act = (call) => {
  if (call.of?.is !== 'thing' || !call.of.document || call.args.length < 2) return undefined;
  change(call.of, [[call.args.slice(0, -1).map(textOf).join('.'), call.args.at(-1)]]);
  return known(null);
};

const readInto: Act = (call) => {
  if (call.of?.is === 'thing' && call.of.document && call.args[0]) call.of.document.source = textOf(call.args[0]);
  return undefined;
};

const concatenated: Act = (call) => joined([...(call.of ? [call.of] : []), ...call.args], '');
const split: Act = (call) =>
  call.args[0]?.is === 'text'
    ? {
        is: 'list',
        elements: (String(call.args[0].value).match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => known(word.replace(/^["']|["']$/g, ''))),
      }
    : undefined;

const spread = (call: Call): Known | undefined => {
  const given = call.args[0];
  const by = call.of?.is === 'text' ? textOf(call.of) : ',';
  return given?.is === 'list'
    ? joined(
        given.elements.flatMap((each, index) => (index === 0 ? [each] : [known(by), each])),
        '',
      )
    : undefined;
};

const each = (names: string, act: Act): Calls => Object.fromEntries(names.split(' ').map((name) => [name, act]));

/** Calls that only compute. */
export const PURE_CALLS: Calls = {
  ...each('pathlib.Path pathlib.PurePath pathlib.PosixPath Path os.path.join path.join path.resolve text.joinpath', path),
  'text.joinpath': (call) => joined([call.of ?? known('.'), ...call.args], '/'),
  'text.with_name': (call) => joined([{ ...(call.of as Text), value: posix.dirname(textOf(call.of!)) }, call.args[0] ?? known('')], '/'),
  'text.with_suffix': (call) => ({
    ...(call.of as Text),
    value: textOf(call.of!).replace(/\.[^./]*$/, '') + textOf(call.args[0] ?? known('')),
  }),
  'pathlib.Path.home': () => known('~'),
  'pathlib.Path.cwd': () => known('.'),
  'os.getcwd': () => known('.'),
  ...each(
    'os.path.dirname path.dirname',
    (call) => call.args[0] && { ...(call.args[0] as Text), value: posix.dirname(textOf(call.args[0])) },
  ),
  ...each(
    'os.path.basename path.basename',
    (call) => call.args[0] && { ...(call.args[0] as Text), value: posix.basename(textOf(call.args[0])) },
  ),
  ...each(
    'os.path.expanduser os.path.abspath os.path.realpath os.path.normpath os.fspath str list sorted tuple set enumerate reversed String textwrap.dedent dedent copy.deepcopy copy.copy shlex.quote structuredClone compile',
    first,
  ),
  ...each(
    'text.strip text.rstrip text.lstrip text.encode text.decode text.expanduser text.resolve text.absolute text.trim text.toString text.trimEnd',
    own,
  ),
  ...each('text.replace text.replaceAll', replaced),
  ...each('re.sub re.subn', substituted),
  'text.format': formatted,
  'text.%': percent,
  'text.join': spread,
  'list.join': (call) => spread({ ...call, of: call.args[0] ?? known(','), args: call.of ? [call.of] : [] }),
  'text.concat': concatenated,
  ...each('os.environ.get os.getenv', environment),
  ...each('glob.glob glob.iglob text.glob text.rglob', listed),
  'os.listdir': (call) => ({
    is: 'list',
    elements: [{ is: 'text', value: '*', doubt: `each of ${call.args[0] ? textOf(call.args[0]) : '.'}` }],
  }),
  'shlex.split': split,
  ...each('list.append list.extend list.push', extended),
  'map.get': (call) =>
    call.of?.is === 'map' ? (call.of.entries.get(textOf(call.args[0] ?? known(''))) ?? call.args[1] ?? known(null)) : undefined,
  ...each('map.update *.update Object.assign', (call) =>
    updated(call.name === 'Object.assign' ? { ...call, of: call.args[0], args: call.args.slice(1) } : call),
  ),
  ...each('map.pop *.pop', popped),
  '*.set': put,
  '*.setdefault': put,
  '*.read': readInto,
  ...each('json.dumps JSON.stringify yaml.dump_all tomli_w.dumps toml.dumps ujson.dumps orjson.dumps', dumped),
  ...each(
    'json.load json.loads JSON.parse yaml.safe_load yaml.load yaml.full_load toml.load toml.loads tomllib.load tomllib.loads tomli.load YAML.parse yaml.parse ujson.load orjson.loads',
    parsed,
  ),
  ...each(
    'csv.DictReader csv.reader pandas.read_csv pandas.read_excel pandas.read_json pandas.read_parquet polars.read_csv openpyxl.load_workbook',
    table,
  ),
  ...each('configparser.ConfigParser configparser.RawConfigParser', (call) => loaded(call.name, undefined)),
};

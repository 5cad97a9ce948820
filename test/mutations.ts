import { gzipSync } from 'node:zlib';
import type { Json } from '../src/model/location.ts';
import { zstdFrame } from './encode/zip.ts';

/** A file as a newer version of its writer, or whoever passes it on, would write it. */
export interface Mutation {
  readonly name: string;
  /** Nothing where the file has nothing to change. */
  readonly of: (file: Written) => string | Buffer | undefined;
  /** Added to the file's name. */
  readonly suffix?: string;
}

/** A text file, and its records where it is JSON. */
export interface Written {
  readonly text: string;
  readonly lines: boolean;
  readonly values: readonly Json[];
}

type Keyed = { readonly [key: string]: Json };

const isKeyed = (value: Json | undefined): value is Keyed => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Under these the words are an agent's, a user's or a tool's, and no writer's. */
const THEIRS =
  /^(?:arguments?|args|input|inputs|parameters|params|kwargs|raw_?input|raw_?output|tool_?input|tool_?args|tool_calls?_args|function_args|fields|env|environment|outputs?|result|results|state|metadata|function_call|extra|action|edits?)$/i;

/** Every object that a writer fills, changed from the inside out. */
const changed = (value: Json, change: (object: Keyed) => Json, key = ''): Json => {
  if (THEIRS.test(key)) return value;
  if (Array.isArray(value)) return value.map((each: Json) => changed(each, change, key));
  if (!isKeyed(value)) return value;
  return change(Object.fromEntries(Object.entries(value).map(([name, each]) => [name, changed(each, change, name)])));
};

const isTagged = (object: Keyed): boolean => ['type', 'role', 'id', 'kind', 'uuid'].some((key) => typeof object[key] === 'string');

const written = ({ lines }: Written, values: readonly Json[]): string =>
  lines ? values.map((value) => `${JSON.stringify(value)}\n`).join('') : `${JSON.stringify(values[0])}\n`;

const everywhere =
  (change: (object: Keyed) => Json) =>
  (file: Written): string | undefined => {
    if (file.values.length === 0) return undefined;
    const text = written(
      file,
      file.values.map((value) => changed(value, change)),
    );
    return text === written(file, file.values) ? undefined : text;
  };

/** What says how something was made and what it cost. */
const INCIDENTAL =
  /(?<!tool_)usage|tokens?$|cost|^stats$|duration|latency|^(?:cli_?)?version$|git_?branch|^git$|request_?id|finish_?reason|stop_?(?:reason|sequence)|logprobs|system_fingerprint|service_tier|user_?type|originator|slug|thought_?signature/i;

const WHEN = /(?:^|_)(?:timestamp|time|ts|created|updated|date)(?:_at|_ms)?$|[a-z](?:At|Time|Timestamp)$/;

const timed =
  (spelled: (milliseconds: number) => Json) =>
  (object: Keyed): Json =>
    Object.fromEntries(
      Object.entries(object).map(([key, value]) => {
        if (!WHEN.test(key)) return [key, value];
        if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(value)) return [key, spelled(Date.parse(value))];
        if (typeof value === 'number' && value > 1e9 && value < 1e10) return [key, spelled(value * 1000)];
        if (typeof value === 'number' && value > 1e12 && value < 1e13) return [key, spelled(value)];
        return [key, value];
      }),
    );

const isText = (part: Json): part is Keyed =>
  isKeyed(part) && part['type'] === 'text' && typeof part['text'] === 'string' && Object.keys(part).length === 2;

/** All keys of objects of one type get all keys that others of the type have. */
const filled = (file: Written): string | undefined => {
  const names = new Map<string, Set<string>>();
  const typeOf = (object: Keyed): string | undefined =>
    typeof object['type'] === 'string' ? object['type'] : typeof object['role'] === 'string' ? object['role'] : undefined;
  everywhere((object) => {
    const type = typeOf(object);
    if (type === undefined) return object;
    const known = names.get(type) ?? new Set();
    for (const key of Object.keys(object)) known.add(key);
    names.set(type, known);
    return object;
  })(file);
  return everywhere((object) => {
    const own = names.get(typeOf(object) ?? '');
    return own ? { ...Object.fromEntries([...own].map((key) => [key, null])), ...object } : object;
  })(file);
};

const STRANGE: Json = { type: 'x_new_kind', x_new: { a: [1, 'b'] }, timestamp: '2027-01-01T00:00:00.000Z' };

const json =
  (make: (file: Written) => string | Buffer | undefined) =>
  (file: Written): string | Buffer | undefined =>
    file.values.length === 0 ? undefined : make(file);

const lined =
  (make: (file: Written) => string | undefined) =>
  (file: Written): string | undefined =>
    file.lines && file.values.length > 0 ? make(file) : undefined;

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'keys that nobody knows',
    of: everywhere((object) => (isTagged(object) ? { x_before: null, ...object, x_after: { a: [1], b: 'c' } } : object)),
  },
  {
    name: 'records that nobody knows',
    of: lined((file) =>
      written(file, [
        file.values[0]!,
        STRANGE,
        ...file.values.slice(1).flatMap((value, index) => (index % 3 === 0 ? [value, STRANGE] : [value])),
      ]),
    ),
  },
  {
    name: 'parts that nobody knows',
    of: everywhere((object) => {
      const parts = object['content'];
      const typed = Array.isArray(parts) && parts.length > 0 && parts.every((part) => isKeyed(part) && typeof part['type'] === 'string');
      return typed ? { ...object, content: [...parts, { type: 'x_new_part', x_new: 'a' }] } : object;
    }),
  },
  {
    name: 'incidental keys left out',
    of: everywhere((object) => Object.fromEntries(Object.entries(object).filter(([key]) => !INCIDENTAL.test(key)))),
  },
  { name: 'keys in another order', of: everywhere((object) => Object.fromEntries(Object.entries(object).reverse())) },
  { name: 'null where a key was left out', of: filled },
  {
    name: 'content in blocks',
    of: everywhere((object) =>
      typeof object['role'] === 'string' && typeof object['content'] === 'string'
        ? { ...object, content: [{ type: 'text', text: object['content'] }] }
        : object,
    ),
  },
  {
    name: 'content as a string',
    of: everywhere((object) => {
      const parts = object['content'];
      return typeof object['role'] === 'string' && Array.isArray(parts) && parts.length === 1 && isText(parts[0])
        ? { ...object, content: parts[0]['text']! }
        : object;
    }),
  },
  {
    name: 'numbers as strings',
    of: everywhere((object) =>
      Object.fromEntries(
        Object.entries(object).map(([key, value]) => [
          key,
          typeof value === 'number' && (WHEN.test(key) || INCIDENTAL.test(key)) ? String(value) : value,
        ]),
      ),
    ),
  },
  { name: 'times in milliseconds', of: everywhere(timed((time) => time)) },
  { name: 'times in seconds', of: everywhere(timed((time) => time / 1000)) },
  { name: 'times as ISO 8601', of: everywhere(timed((time) => new Date(time).toISOString())) },
  { name: 'lines that end in CRLF', of: ({ text }) => text.replace(/\r?\n/g, '\r\n') },
  { name: 'a byte order mark', of: ({ text }) => `\ufeff${text}` },
  { name: 'pretty-printed', of: json(({ values }) => values.map((value) => `${JSON.stringify(value, undefined, 2)}\n`).join('')) },
  { name: 'compact', of: json((file) => (file.lines ? undefined : written(file, file.values))) },
  { name: 'an array instead of lines', of: lined(({ values }) => JSON.stringify(values)) },
  { name: 'a pretty-printed array instead of lines', of: lined(({ values }) => JSON.stringify(values, undefined, 2)) },
  {
    name: 'lines instead of an array',
    of: json(({ lines, values }) =>
      !lines && Array.isArray(values[0]) ? values[0].map((value: Json) => `${JSON.stringify(value)}\n`).join('') : undefined,
    ),
  },
  {
    name: 'wrapped in data',
    of: json(({ lines, values }) => JSON.stringify({ data: lines || !Array.isArray(values[0]) ? values : values[0] })),
  },
  { name: 'gzip', suffix: '.gz', of: ({ text }) => gzipSync(text) },
  { name: 'zstd', suffix: '.zst', of: ({ text }) => zstdFrame(Buffer.from(text)) },
];

const parsed = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
};

/** The records of a file: those of its lines, or the one document that it is. */
export const writtenIn = (text: string): Written => {
  const whole = parsed(text);
  const rows = text.split('\n').filter((line) => line.trim() !== '');
  if (whole !== undefined) return { text, lines: false, values: typeof whole === 'object' ? [whole] : [] };
  const values = rows.map(parsed);
  return { text, lines: true, values: values.every((value) => typeof value === 'object') ? (values as readonly Json[]) : [] };
};

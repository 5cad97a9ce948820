// Rows of data sets whose transcript is JSON in a column: https://huggingface.co/datasets?modality=modality:text
import type { Said } from '../dialects/said.ts';
import type { Recognition, Sample } from '../model/bundle.ts';
import { parseJson } from '../model/json-text.ts';
import { type Entry, isArray, isObject, type Json } from '../model/location.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import type { Framework, Reader } from './framework.ts';
import { messages } from './messages.ts';
import { openaiChat } from './openai-chat.ts';
import { textCalls } from './text-calls.ts';
import type { Walk } from './walk.ts';

/** Formats of records that such a row may be once its columns are read, the particular before the general. */
const READABLE: readonly Framework[] = [anthropicMessages, openaiChat, textCalls, messages];

/** Above what a row says to those who do not look into its columns, below what any particular format claims. */
const MORE = 0.05;
const MOST = 0.6;

const areRecords = (value: Json): boolean => isArray(value) && isObject(value[0]);

/** JSON in a text that may hold a transcript: records, or an object one of whose fields are records. */
const parsed = (value: Json): Json | undefined => {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return undefined;
  const read = parseJson(value);
  if ('error' in read) return undefined;
  return areRecords(read.value) || (isObject(read.value) && Object.values(read.value).some(areRecords)) ? read.value : undefined;
};

interface Row {
  readonly value: Json;
  /** Names of the columns that held JSON. */
  readonly columns: ReadonlySet<string>;
}

/** A row with its columns of JSON text read. */
const opened = (value: Json): Row => {
  const columns = new Set<string>();
  if (!isObject(value)) return { value, columns };
  const fields = Object.entries(value).map(([key, each]): readonly [string, Json] => {
    const inner = parsed(each);
    if (inner !== undefined) columns.add(key);
    return [key, inner ?? each];
  });
  return { value: Object.fromEntries(fields), columns };
};

/** The best claim on rows whose columns are read. */
const best = (sample: Sample): { readonly framework: Framework; readonly score: number } | undefined => {
  let found: { readonly framework: Framework; readonly score: number } | undefined;
  for (const framework of READABLE) {
    const claim = framework.recognise(sample);
    if (claim && claim.score > (found?.score ?? 0)) found = { framework, score: claim.score };
  }
  return found;
};

const asRows = (records: readonly Json[]): Sample => ({
  artifact: { uri: '' },
  magic: new Uint8Array(),
  size: 0,
  document: false,
  lines: true,
  head: '{',
  rootKeys: [],
  records,
  members: [],
});

const recognise = ({ lines, records }: Sample): Recognition | undefined => {
  const rows = lines ? records.map(opened).filter(({ columns }) => columns.size > 0) : [];
  if (rows.length === 0 || rows.length * 2 < records.length) return undefined;
  const claim = best(asRows(rows.map(({ value }) => value)));
  return claim && { score: Math.min(claim.score + MORE, MOST), shape: { lines: true } };
};

/** A pointer into a row as it was read, as one into the row as it is written. */
const written = (pointer: string, columns: ReadonlySet<string>): string => {
  const [, first = '', ...rest] = pointer.split('/');
  const key = first.replaceAll('~1', '/').replaceAll('~0', '~');
  return columns.has(key) ? `/${first}#${rest.map((step) => `/${step}`).join('')}` : pointer;
};

/** The same walk for a reader that sees rows as they were read. */
const through = (walk: Walk, columns: () => ReadonlySet<string>): Walk => {
  const place = (pointer: string): string => written(pointer, columns());
  const placed = (said: Said): Said => ({ ...said, at: place(said.at), ...(said.said === 'call' && { inputAt: place(said.inputAt) }) });
  return {
    ...walk,
    thread(id, facts) {
      const thread = walk.thread(id, facts);
      return {
        ...thread,
        say: (said, entry, aside) => thread.say(said.map(placed), entry, aside),
        set: (name, value, entry, pointer, aside) => thread.set(name, value, entry, place(pointer), aside),
        score: (scorer, value, entry, pointer) => thread.score(scorer, value, entry, place(pointer)),
      };
    },
  };
};

/** Rows whose transcript is JSON in a column; what that JSON is, the formats of records say. */
export const jsonColumn: Framework = {
  name: 'json-column',
  recognise,
  tools: {},
  reader(walk, bundle) {
    let columns: ReadonlySet<string> = new Set();
    let reader: Reader | undefined;
    return {
      *read(entry: Entry) {
        const row = opened(entry.value);
        columns = row.columns;
        reader ??= best(asRows([row.value]))?.framework.reader(
          through(walk, () => columns),
          bundle,
        );
        if (reader) yield* reader.read({ value: row.value, at: entry.at });
      },
      *end() {
        if (reader?.end) yield* reader.end();
      },
    };
  },
};

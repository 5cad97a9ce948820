// Rows of data sets whose transcript is JSON in a column: https://huggingface.co/datasets?modality=modality:text
import type { Said } from '../dialects/said.ts';
import type { Recognition, Sample } from '../model/bundle.ts';
import type { Event } from '../model/event.ts';
import { parseJson } from '../model/json-text.ts';
import { type Entry, get, isArray, isObject, type Json } from '../model/location.ts';
import { notices } from '../model/notice.ts';
import type { Walk } from '../threads/walk.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import type { Framework, Reader } from './framework.ts';
import { lineSample } from './line-sample.ts';
import { messages } from './messages.ts';
import { openaiChat } from './openai-chat.ts';
import { textCalls } from './text-calls.ts';

/** Formats of records that such a row may be once its columns are read, the particular before the general. */
const READABLE: readonly Framework[] = [anthropicMessages, openaiChat, textCalls, messages];

/** Above what a row says to those who do not look into its columns, below what any particular format claims. */
const MORE = 0.05;
const MOST = 0.6;

/** A claim that more rows would not change, and rows after which no more are waited for. */
const SURE = 0.5;
const ENOUGH = 50;

/** Keys of messages, of their parts and of calls. */
const TELLING = ['role', 'from', 'speaker', 'type', 'function', 'name'];

const areRecords = (value: Json): boolean => isArray(value) && TELLING.some((key) => get(value[0], key) !== undefined);

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

const recognise = ({ lines, records }: Sample): Recognition | undefined => {
  const rows = lines ? records.map(opened) : [];
  if (!rows.some(({ columns }) => columns.size > 0)) return undefined;
  const claim = best(lineSample(rows.map(({ value }) => value)));
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
    /** Rows that came before it was clear what they are. */
    const waiting: { readonly row: Row; readonly entry: Entry }[] = [];

    function* read(own: Reader): Generator<Event> {
      for (const { row, entry } of waiting.splice(0)) {
        columns = row.columns;
        yield* own.read({ value: row.value, at: entry.at });
      }
    }

    const chosen = (last: boolean): Reader | undefined => {
      const claim = best(lineSample(waiting.map(({ row }) => row.value)));
      if (!claim || (claim.score < SURE && waiting.length < ENOUGH && !last)) return undefined;
      return claim.framework.reader(
        through(walk, () => columns),
        bundle,
      );
    };

    return {
      *read(entry) {
        waiting.push({ row: opened(entry.value), entry });
        reader ??= chosen(false);
        if (reader) yield* read(reader);
        else if (waiting.length > ENOUGH)
          walk.note(notices.unreadRecord(waiting.shift()!.entry.at, 'it holds no transcript of a known kind'));
      },
      *end() {
        reader ??= chosen(true);
        if (!reader) return;
        yield* read(reader);
        if (reader.end) yield* reader.end();
      },
    };
  },
};

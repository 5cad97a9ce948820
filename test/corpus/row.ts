import type { Json } from '../../src/model/location.ts';

/** One format of the sample corpus: which files are its logs, what they must be taken for, and how many calls they hold. */
export interface Row {
  /** Folder below `formats/`. */
  readonly folder: string;
  readonly frameworks: readonly string[];
  /** Paths that are looked at; all by default. */
  readonly paths?: RegExp;
  /** Key of a document's array whose elements are records, empty for the document itself; the first array of objects by default. */
  readonly each?: string;
  /** The file is prose: its whole text is the one record. */
  readonly prose?: true;
  /** Reads the records of a file that is no text; of other files none. */
  readonly records?: (path: string) => readonly Json[] | Promise<readonly Json[]> | undefined;
  /** The samples were not written by the format's own writer, but by the authors of other readers for their tests. */
  readonly made?: true;
  /** Whether a file's records make it a log of this format, rather than something that lies beside one. */
  readonly isLog: (record: Json) => boolean;
  /** Every call of one record, as a text that is the same for the same call. */
  readonly calls: (record: Json) => readonly string[];
}

/** A record whose shape is not checked. */
export type Loose = { readonly [key: string]: Loose } & readonly Loose[];

/** A text that is the same for the same call. */
export const marked = (...parts: readonly unknown[]): string => JSON.stringify(parts);

let last = 0;

/** Tells apart calls that have no id. */
export const nameless = (): number => last++;

/** Blocks of an Anthropic message that are calls. */
export const toolUses = (message: Loose | undefined): readonly string[] =>
  (Array.isArray(message?.['content']) ? (message['content'] as readonly Loose[]) : [])
    .filter((block) => /tool_use$/.test(String(block?.['type'])))
    .map((block) => marked(block['id'] ?? nameless(), block['name'], block['input']));

/** Calls of a Chat Completions message. */
export const chatCalls = (message: Loose | undefined): readonly string[] =>
  (Array.isArray(message?.['tool_calls']) ? (message['tool_calls'] as readonly Loose[]) : []).map((call) =>
    marked(call['id'] ?? nameless(), call['function']),
  );

/** Messages of a record that is one, is a list of them, or holds a request or a reply. */
export const messagesOf = (record: Loose): readonly Loose[] => {
  if (Array.isArray(record)) return record as readonly Loose[];
  if (typeof record['role'] === 'string') return [record];
  const holders = [record, record['body'], record['response']?.['body']];
  return holders.flatMap((holder) => [...(holder?.['messages'] ?? []), ...(holder?.['choices'] ?? []).map((choice) => choice['message']!)]);
};

/** Logs of Chat Completions messages. */
export const chatRow = {
  isLog: (record: Json) => messagesOf(record as unknown as Loose).length > 0,
  calls: (record: Json) => messagesOf(record as unknown as Loose).flatMap(chatCalls),
};

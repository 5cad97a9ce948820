import { statSync } from 'node:fs';
import type { Sample } from '../model/bundle.ts';
import { parseJson } from '../model/json-text.ts';
import { type Artifact, isArray, isObject, type Json } from '../model/location.ts';
import type { Note } from '../model/notice.ts';
import { assembler } from './assemble.ts';
import { membersOf } from './members.ts';
import { magicOf, open } from './open.ts';
import { parseRecord } from './record.ts';
import { endsReading, pathOf } from './stored.ts';

/** Bytes of a line-based file that recognition sees. */
const HEAD = 256 << 10;
/** Bytes up to which a document is parsed whole for its root keys. */
const DOCUMENT = 8 << 20;
/** Lines or elements that recognition sees. */
const RECORDS = 50;

const parse = (text: string): Json | undefined => {
  const parsed = parseJson(text);
  return 'value' in parsed ? parsed.value : undefined;
};

/** What a document cut off in the middle holds so far; undefined when its text is not JSON from the start. */
const partial = (text: string): Json | undefined => {
  const building = assembler({ budget: DOCUMENT });
  try {
    building.push(text);
  } catch {
    return undefined;
  }
  return building.root();
};

const recordOf = (line: string): Json | undefined => {
  const parsed = parseRecord(line);
  return 'value' in parsed ? parsed.value : undefined;
};

/** Values of the first lines that are JSON objects or arrays, behind a logger's prefix or not. */
const linesOf = (text: string): readonly Json[] => {
  if (/^\s*\{\r?\n/.test(text)) return text.split(/^(?=\{\r?$)/m, RECORDS).flatMap((each) => recordOf(each) ?? []);
  const found: Json[] = [];
  let seen = 0;
  for (const line of text.split('\n', RECORDS * 4)) {
    const start = line.search(/[{[]/);
    if (start === -1 || seen++ > RECORDS * 3) continue;
    const value = parse(line) ?? (start > 0 ? (parse(line.slice(start)) ?? recordOf(line)) : undefined);
    if (typeof value === 'object' && value !== null) found.push(value);
    if (found.length === RECORDS) break;
  }
  return found;
};

type Form = Pick<Sample, 'document' | 'lines' | 'rootKeys' | 'records'> & { readonly root?: Json };

const asDocument = (root: Json, lines: boolean): Form => ({
  document: true,
  lines,
  root,
  rootKeys: isObject(root) ? Object.keys(root) : [],
  records: lines ? [root] : isArray(root) ? root.slice(0, RECORDS) : [],
});

const NOTHING: Form = { document: false, lines: false, rootKeys: [], records: [] };

const asLines = (text: string): Form => {
  const records = linesOf(text);
  return records.length > 0 ? { document: false, lines: true, rootKeys: [], records } : NOTHING;
};

/** Decides whether text is lines, a document, both or neither. `more` reads on, as far as documents are worth reading. */
const formOf = async (
  head: string,
  complete: boolean,
  more: () => Promise<{ readonly text: string; readonly complete: boolean }>,
): Promise<Form> => {
  const start = head.trimStart();
  if (!start.startsWith('{') && !start.startsWith('[')) return asLines(head);
  const newline = start.indexOf('\n');
  const first = newline === -1 ? undefined : parse(start.slice(0, newline));
  const several = newline !== -1 && start.slice(newline).trim() !== '';
  if (first !== undefined && several) return asLines(head);
  const all = complete ? { text: head, complete } : await more();
  const root = all.complete ? parse(all.text) : undefined;
  if (root !== undefined) return asDocument(root, !isArray(root) && !all.text.trim().includes('\n'));
  const lines = asLines(all.text);
  if (lines.lines) return lines;
  const begun = partial(all.text);
  return begun === undefined || typeof begun !== 'object' ? NOTHING : asDocument(begun, !isArray(begun) && !start.includes('\n'));
};

/** Bytes of an artifact as it is stored. */
const sizeOf = ({ slice, ...artifact }: Artifact): number => slice?.length ?? statSync(pathOf(artifact)).size;

/**
 * An artifact's first bytes, keys, records, members: all that recognition may see. Throws what the file system says;
 * what is wrong with an archive becomes a notice.
 */
export const sample = async (artifact: Artifact, note: Note = () => {}): Promise<Sample> => {
  const size = sizeOf(artifact);
  const members = await membersOf(artifact, magicOf(artifact), note);
  const chunks = open(artifact);
  const held: Buffer[] = [];
  let bytes = 0;
  let done = false;
  let broken = false;
  const readTo = async (limit: number): Promise<void> => {
    while (!done && bytes < limit) {
      const next = await chunks.next().catch((error: unknown) => {
        // What can be read of a file that breaks off is read; what is wrong with it is said then.
        if (bytes === 0 || !endsReading(error)) throw error;
        broken = true;
        return { done: true } as const;
      });
      if (next.done) done = true;
      else {
        held.push(Buffer.from(next.value));
        bytes += next.value.length;
      }
    }
  };
  const decoded = (): string => new TextDecoder().decode(Buffer.concat(held));
  try {
    await readTo(HEAD);
    const magic = Buffer.from(held[0]?.subarray(0, 64) ?? []);
    const head = magic.includes(0) ? '' : decoded();
    const form = await formOf(head, done && !broken, async () => {
      await readTo(DOCUMENT);
      return { text: decoded(), complete: done && !broken };
    });
    return { artifact, magic, size, head: head.slice(0, 4096), members, ...form };
  } finally {
    await chunks.return(undefined);
  }
};

import { readFileSync, statSync } from 'node:fs';
import initSqlJs, { type Database, type SqlJsStatic } from 'sql.js';
import { rowLines } from './rows.ts';
import { cutShort, logPathOf, orCutShort, sizeAt } from './stored.ts';
import { withLog } from './write-ahead-log.ts';

/** Bytes of a database that are read: it is held in memory whole. */
const MOST = 1 << 30;

let library: Promise<SqlJsStatic> | undefined;

interface Held {
  readonly mark: string;
  readonly database: Database;
  /** False when changes wait in a log that does not fit the database. */
  readonly whole: boolean;
  /** Readers that have it in hand: it is closed when another was opened and none is left. */
  users: number;
}

/** The database that was opened last: its tables are read one after the other. */
let held: Held | undefined;

const release = (database: Held): void => {
  database.users--;
  if (database !== held && database.users === 0) database.database.close();
};

/** The database at this path, to be released. */
const openDatabase = async (path: string): Promise<Held> => {
  const log = logPathOf(path);
  const { size, mtimeMs } = statSync(path);
  const mark = [path, size, mtimeMs, sizeAt(log)].join();
  if (held?.mark === mark) {
    held.users++;
    return held;
  }
  if (size + sizeAt(log) > MOST) throw cutShort(`databases larger than ${MOST >> 20} MiB are not read`);
  if (held?.users === 0) held.database.close();
  held = undefined;
  const { Database } = await (library ??= initSqlJs());
  const bytes = readFileSync(path);
  const merged = sizeAt(log) > 0 ? withLog(bytes, readFileSync(log)) : bytes;
  const database = await orCutShort(() => new Database(merged ?? bytes));
  const before = held as Held | undefined;
  held = { mark, database, whole: merged !== undefined, users: 1 };
  if (before?.users === 0) before.database.close();
  return held;
};

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const column = (database: Database, query: string, index: number): readonly string[] =>
  (database.exec(query)[0]?.values ?? []).map((row) => String(row[index]));

/** Tables of a database that hold rows of their own, in the order in which they were made. Throws what is wrong with it. */
export const tablesOf = async (path: string): Promise<{ readonly tables: readonly string[]; readonly whole: boolean }> => {
  const opened = await openDatabase(path);
  const { database, whole } = opened;
  try {
    const tables = await orCutShort(() =>
      column(
        database,
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%'",
        0,
      ),
    );
    return { tables, whole };
  } finally {
    release(opened);
  }
};

function* rowsOf(database: Database, table: string): Generator<object> {
  const columns = column(database, `PRAGMA table_info(${quoted(table)})`, 1);
  const statement = database.prepare(`SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(table)}`);
  try {
    while (statement.step()) yield statement.getAsObject();
  } catch (error) {
    throw cutShort((error as Error).message);
  } finally {
    statement.free();
  }
}

/** The rows of a table as lines of JSON. Throws what is wrong with it; what was yielded before stays good. */
export async function* tableLines(path: string, table: string): AsyncGenerator<Buffer> {
  const opened = await openDatabase(path);
  try {
    yield* rowLines(await orCutShort(() => rowsOf(opened.database, table)));
  } finally {
    release(opened);
  }
}

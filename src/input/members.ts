import type { Artifact } from '../model/location.ts';
import { type Note, notices } from '../model/notice.ts';
import { endsReading, logPathOf, pathOf, startsWith } from './stored.ts';

/** What holds artifacts of its own. */
export type Container = 'zip archive' | 'SQLite database' | 'parquet table';

const SQLITE = Buffer.from('SQLite format 3\0');

/** What bytes that begin so hold, where they hold more than text. */
export const containerOf = (magic: Uint8Array): Container | undefined => {
  if (startsWith(magic, 0x50, 0x4b, 0x03, 0x04) || startsWith(magic, 0x50, 0x4b, 0x05, 0x06)) return 'zip archive';
  if (startsWith(magic, ...SQLITE)) return 'SQLite database';
  return startsWith(magic, 0x50, 0x41, 0x52, 0x31) ? 'parquet table' : undefined;
};

const tableMembers = async (database: Artifact, note: Note): Promise<readonly Artifact[]> => {
  try {
    const { tablesOf } = await import('./sqlite.ts');
    const path = pathOf(database);
    const { tables, whole } = await tablesOf(path);
    if (!whole) note(notices.unreadLog(database, logPathOf(database.uri)));
    return tables.map((member) => ({ ...database, member }));
  } catch (error) {
    if (!endsReading(error)) throw error;
    note(notices.vanished(database, error.message));
    return [];
  }
};

/** Members of an archive or tables of a database; nothing for anything else. What cannot be read becomes a notice. */
export const membersOf = async (artifact: Artifact, magic: Uint8Array, note: Note): Promise<readonly Artifact[]> => {
  const container = artifact.member === undefined ? containerOf(magic) : undefined;
  if (container === 'zip archive') return (await import('./zip.ts')).zipMembers(artifact, note);
  return container === 'SQLite database' ? tableMembers(artifact, note) : [];
};

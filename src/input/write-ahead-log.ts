import { startsWith } from './stored.ts';

// https://www.sqlite.org/fileformat.html#the_write_ahead_log

const HEADER = 32;
const FRAME = 24;

type Sums = readonly [first: number, second: number];

/** Continues the running checksum over bytes. */
const summed = ([first, second]: Sums, bytes: Buffer, big: boolean): Sums => {
  let [one, two] = [first, second];
  for (let at = 0; at < bytes.length; at += 8) {
    one = (one + two + (big ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at))) >>> 0;
    two = (two + one + (big ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4))) >>> 0;
  }
  return [one, two];
};

interface Frame {
  /** 1-based. */
  readonly page: number;
  /** Pages of the database once this frame is in; 0 in the middle of a transaction. */
  readonly pages: number;
  readonly bytes: Buffer;
}

/** Frames up to the last transaction that was finished: what follows never came to pass, or is left of an older log. */
const committed = (log: Buffer, size: number): readonly Frame[] => {
  const big = (log.readUInt32BE(0) & 1) === 1;
  const salt = log.subarray(16, 24);
  const frames: Frame[] = [];
  let sums = summed([0, 0], log.subarray(0, 24), big);
  let finished = 0;
  for (let at = HEADER; at + FRAME + size <= log.length; at += FRAME + size) {
    const bytes = log.subarray(at + FRAME, at + FRAME + size);
    sums = summed(summed(sums, log.subarray(at, at + 8), big), bytes, big);
    const whole = sums[0] === log.readUInt32BE(at + 16) && sums[1] === log.readUInt32BE(at + 20);
    if (!whole || !salt.equals(log.subarray(at + 8, at + 16))) break;
    const pages = log.readUInt32BE(at + 4);
    frames.push({ page: log.readUInt32BE(at), pages, bytes });
    if (pages > 0) finished = frames.length;
  }
  return frames.slice(0, finished);
};

/** Bytes of a page, of which there are but a few kinds. */
const isPage = (size: number): boolean => size >= 512 && size <= 65536 && (size & (size - 1)) === 0;

/** A database with the changes that wait in its write-ahead log; undefined where the log is none of its own. */
export const withLog = (database: Buffer, log: Buffer): Buffer | undefined => {
  if (log.length < HEADER || !startsWith(log, 0x37, 0x7f, 0x06)) return undefined;
  const size = log.readUInt32BE(8);
  if (!isPage(size)) return undefined;
  const frames = committed(log, size);
  const last = frames.at(-1);
  if (!last) return database;
  // A page of 64 KiB is written as 1 in the database's own header.
  const own = database.length < 100 ? size : database.readUInt16BE(16) === 1 ? 65536 : database.readUInt16BE(16);
  if (own !== size || last.pages * size > database.length + frames.length * size) return undefined;
  const merged = Buffer.alloc(last.pages * size);
  database.copy(merged);
  for (const { page, bytes } of frames) if (page > 0 && page <= last.pages) bytes.copy(merged, (page - 1) * size);
  // Both versions of the format back to the journal without a log, so that nobody looks for one.
  merged[18] = 1;
  merged[19] = 1;
  return merged;
};

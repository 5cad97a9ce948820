import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { decompress } from 'fzstd';
import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { Json } from '../../src/model/location.ts';

/** Members of a zip archive by name, by the central directory, without any help of the reader. */
export const membersOf = (path: string): ReadonlyMap<string, string> => {
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  const members = new Map<string, string>();
  for (let at = bytes.readUInt32LE(end + 16); bytes.readUInt32LE(at) === 0x02014b50; ) {
    const [name, extra, comment] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
    const unpack = { 0: () => packed, 8: () => inflateRawSync(packed), 93: () => decompress(packed) }[bytes.readUInt16LE(at + 10)]!;
    members.set(bytes.toString('utf8', at + 46, at + 46 + name), Buffer.from(unpack()).toString());
    at += 46 + name + extra + comment;
  }
  return members;
};

/** Rows of a parquet file. */
export const rowsOf = async (path: string): Promise<readonly Json[]> => {
  const bytes = readFileSync(path);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  const rows = await parquetReadObjects({ file, compressors });
  return JSON.parse(JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? Number(value) : value)));
};

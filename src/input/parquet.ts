import { statSync } from 'node:fs';
import { type AsyncBuffer, type ParquetParsers, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { rowLines } from './rows.ts';
import { bytesAt, cutShort, orCutShort } from './stored.ts';

/** Bytes that one page may become. */
const PAGE = 256 << 20;
/** Bytes that the rows which are read at once may take up, as the file says. */
const BATCH = 128 << 20;
/** Rows that are read first: as many as recognition looks at. */
const FIRST = 50;

type Codec = keyof typeof compressors;

/** The codecs, each refusing a page that would take up too much. */
const CODECS = Object.fromEntries(
  Object.entries(compressors).map(([codec, unpack]) => [
    codec,
    (input: Uint8Array, length: number): Uint8Array => {
      if (length > PAGE) throw cutShort(`a page grows to ${length} bytes when it is decompressed; more than ${PAGE} are not read`);
      return unpack(input, length);
    },
  ]),
) as { [name in Codec]: (input: Uint8Array, length: number) => Uint8Array };

const jsonOrText = (bytes: Uint8Array): unknown => {
  const text = new TextDecoder().decode(bytes);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const PARSERS: Partial<ParquetParsers> = { jsonFromBytes: jsonOrText };

const bufferOf = (path: string): AsyncBuffer => {
  const byteLength = statSync(path).size;
  return {
    byteLength,
    slice(start, end = byteLength) {
      const { buffer, byteOffset, byteLength: length } = bytesAt(path, start, Math.min(end, byteLength) - start);
      return buffer.slice(byteOffset, byteOffset + length) as ArrayBuffer;
    },
  };
};

/** Ranges of rows that are read at once: the first few, then as many of one row group as fit. */
function* ranges(groups: readonly { readonly rows: number; readonly bytes: number }[]): Generator<readonly [start: number, end: number]> {
  let start = 0;
  for (const { rows, bytes } of groups) {
    const most = Math.max(1, Math.min(rows, Math.floor((rows * BATCH) / Math.max(bytes, 1))));
    const end = start + rows;
    if (start === 0 && rows > FIRST) yield [start, (start = FIRST)];
    for (; start < end; start += most) yield [start, Math.min(start + most, end)];
    start = end;
  }
}

async function* rowsOf(path: string): AsyncGenerator<object> {
  const file = bufferOf(path);
  const metadata = await orCutShort(() => parquetMetadataAsync(file, { parsers: PARSERS }));
  const groups = metadata.row_groups.map((group) => ({ rows: Number(group.num_rows), bytes: Number(group.total_byte_size) }));
  for (const [rowStart, rowEnd] of ranges(groups))
    yield* await orCutShort(() => parquetReadObjects({ file, metadata, rowStart, rowEnd, compressors: CODECS, parsers: PARSERS }));
}

/** The rows of a parquet file as lines of JSON. Throws what is wrong with it; what was yielded before stays good. */
export const parquetLines = (path: string): AsyncGenerator<Buffer> => rowLines(rowsOf(path));

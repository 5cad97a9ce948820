import { statSync } from 'node:fs';
import { type AsyncBuffer, type ParquetParsers, parquetMetadataAsync, parquetReadObjects, type RowGroup } from 'hyparquet';
import { CODECS, checkPages } from './parquet-pages.ts';
import { rowLines } from './rows.ts';
import { bytesAt, orCutShort } from './stored.ts';
import { bounded } from './unpack.ts';

/** Bytes that the rows which are read at once may take up, as the file says. */
const BATCH = 128 << 20;
/** Rows that are read first: as many as recognition looks at. */
const FIRST = 50;

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

/** Ranges of a group's rows that are read at once: of the first group some that recognition looks at, then as many as fit. */
function* ranges(start: number, { num_rows, total_byte_size }: RowGroup): Generator<readonly [start: number, end: number]> {
  const end = start + Number(num_rows);
  const most = Math.max(1, Math.floor((Number(num_rows) * BATCH) / Math.max(Number(total_byte_size), 1)));
  let from = start;
  if (start === 0 && end > FIRST) yield [0, (from = FIRST)];
  for (; from < end; from += most) yield [from, Math.min(from + most, end)];
}

async function* rowsOf(path: string): AsyncGenerator<object> {
  const file = bufferOf(path);
  const metadata = await orCutShort(() => parquetMetadataAsync(file, { parsers: PARSERS }));
  let start = 0;
  for (const group of metadata.row_groups) {
    await orCutShort(() => checkPages(path, file.byteLength, metadata, group));
    for (const [rowStart, rowEnd] of ranges(start, group))
      yield* await orCutShort(() =>
        parquetReadObjects({ file, metadata, rowStart, rowEnd, compressors: CODECS, parsers: PARSERS, utf8: false }),
      );
    start += Number(group.num_rows);
  }
}

/** The rows of a parquet file as lines of JSON. Throws what is wrong with it; what was yielded before stays good. */
export const parquetLines = (path: string): AsyncGenerator<Buffer> => bounded(rowLines(rowsOf(path)), () => statSync(path).size);

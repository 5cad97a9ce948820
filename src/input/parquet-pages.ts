import type { ColumnMetaData, FileMetaData, RowGroup } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getSchemaPath } from 'hyparquet/src/schema.js';
import { readVarInt } from 'hyparquet/src/thrift.js';
import { compressors } from 'hyparquet-compressors';
import { bytesAt, cutShort } from './stored.ts';

// https://parquet.apache.org/docs/file-format/data-pages/encodings/

/** Bytes that one page may become. */
const PAGE = 256 << 20;
/** Values that a group of rows may hold whatever its size, and for each byte of the file on top of that. */
const VALUES = 1 << 24;
const PER_BYTE = 8;

type Codec = keyof typeof compressors;

/** The codecs, each refusing a page that would take up too much. */
export const CODECS = Object.fromEntries(
  Object.entries(compressors).map(([codec, unpack]) => [
    codec,
    (input: Uint8Array, length: number): Uint8Array => {
      if (length > PAGE) throw cutShort(`a page grows to ${length} bytes when it is decompressed; more than ${PAGE} are not read`);
      return unpack(input, length);
    },
  ]),
) as { [name in Codec]: (input: Uint8Array, length: number) => Uint8Array };

interface Reader {
  readonly view: DataView;
  offset: number;
}

const readerOf = (bytes: Uint8Array): Reader => ({ view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 });

const widthOf = (level: number): number => 32 - Math.clz32(level);

/** Passes over runs of packed or repeated values; one that is longer than its page is made to exhaust whoever unrolls it. */
const checkRuns = (reader: Reader, end: number, width: number, values: number): void => {
  // Whoever unrolls them goes on to the end of the page, wherever the runs are said to end.
  for (let seen = 0; seen < values && reader.offset < reader.view.byteLength; ) {
    const header = readVarInt(reader) >>> 0;
    const packed = header & 1;
    const count = packed ? (header >>> 1) * 8 : header >>> 1;
    if (count > values + 8) throw cutShort(`a run of ${count} values stands in a page of ${values}`);
    reader.offset += packed ? (header >>> 1) * width : Math.ceil(width / 8);
    seen += count;
  }
  reader.offset = end;
};

/** Levels that are written before the values, each with its length. */
const checkLevels = (reader: Reader, levels: readonly number[], values: number): void => {
  for (const level of levels.filter((each) => each > 0)) {
    const length = reader.view.getUint32(reader.offset, true);
    reader.offset += 4;
    checkRuns(reader, Math.min(reader.offset + length, reader.view.byteLength), widthOf(level), values);
  }
};

const isDictionary = (encoding: string | undefined): boolean => encoding === 'RLE_DICTIONARY' || encoding === 'PLAIN_DICTIONARY';

const checkIndexes = (reader: Reader, values: number): void => {
  if (reader.offset >= reader.view.byteLength) return;
  const width = reader.view.getUint8(reader.offset++);
  checkRuns(reader, reader.view.byteLength, width, values);
};

const unpacked = (bytes: Uint8Array, length: number, codec: ColumnMetaData['codec']): Uint8Array =>
  codec === 'UNCOMPRESSED' || length === 0 ? bytes : (CODECS[codec as Codec] ?? (() => bytes))(bytes, length);

/** Whether a header says a length at all: one that is left out is no number, and would be read as if the page never ended. */
const isLength = (value: number | undefined): value is number => Number.isInteger(value) && value! >= 0;

/** Looks at one page of a column; tells how many values it holds. */
const checkPage = (reader: Reader, column: ColumnMetaData, levels: readonly [repetition: number, definition: number]): number => {
  const header = parquetHeader(reader);
  const { view } = reader;
  const size = header.compressed_page_size;
  if (!isLength(size) || !isLength(header.uncompressed_page_size) || reader.offset + size > view.byteLength)
    throw cutShort('a page ends beyond its column');
  const bytes = new Uint8Array(view.buffer, view.byteOffset + reader.offset, size);
  reader.offset += size;
  const { data_page_header: first, data_page_header_v2: second } = header;
  const values = (first ?? second ?? header.dictionary_page_header)?.num_values;
  if (!isLength(values) || values > VALUES) throw cutShort(`a page says that it holds ${values} values`);
  if (first) {
    const page = readerOf(unpacked(bytes, Number(header.uncompressed_page_size), column.codec));
    checkLevels(page, levels, values);
    if (isDictionary(first.encoding)) checkIndexes(page, values);
  } else if (second) {
    const [repetition, definition] = [second.repetition_levels_byte_length, second.definition_levels_byte_length];
    if (!isLength(repetition) || !isLength(definition) || repetition + definition > size)
      throw cutShort('its levels end beyond their page');
    const page = readerOf(bytes);
    if (levels[0] > 0) checkRuns(page, repetition, widthOf(levels[0]), values);
    page.offset = repetition;
    if (levels[1] > 0) checkRuns(page, repetition + definition, widthOf(levels[1]), values);
    const rest = bytes.subarray(repetition + definition);
    const length = Number(header.uncompressed_page_size) - repetition - definition;
    if (isDictionary(second.encoding)) checkIndexes(readerOf(second.is_compressed ? unpacked(rest, length, column.codec) : rest), values);
  }
  return first || second ? values : 0;
};

/**
 * Walks the pages of a group of rows before they are decoded: a file of a few bytes can ask for any number of values, and unrolling them
 * ends the process. Throws what is wrong with them.
 */
export const checkPages = (path: string, size: number, { schema }: FileMetaData, group: RowGroup): void => {
  let total = 0;
  for (const { meta_data: column } of group.columns) {
    if (!column) continue;
    const start = Number(column.dictionary_page_offset || column.data_page_offset);
    const bytes = bytesAt(path, start, Math.min(Number(column.total_compressed_size), Math.max(size - start, 0)));
    const tree = getSchemaPath(schema, [...column.path_in_schema]);
    const levels = [getMaxRepetitionLevel(tree), getMaxDefinitionLevel(tree)] as const;
    const reader = readerOf(bytes);
    let values = 0;
    while (reader.offset < reader.view.byteLength - 1) values += checkPage(reader, column, levels);
    if (values < Number(group.num_rows)) throw cutShort(`a column holds ${values} values where its group says ${group.num_rows} rows`);
    total += values;
  }
  if (total > VALUES + size * PER_BYTE)
    throw cutShort(`a group of rows holds ${total} values, which is more than a file of ${size} bytes should`);
};

import { isUtf8 } from 'node:buffer';
import type { Json } from '../model/location.ts';
import { fromMsgpack } from './msgpack.ts';

/** Characters of rows that are handed on at once. */
const BATCH = 64 << 10;

const fromBytes = (bytes: Uint8Array): Json => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return isUtf8(buffer) ? buffer.toString('utf8') : (fromMsgpack(bytes) ?? buffer.toString('base64'));
};

/** What JSON has no word for: large whole numbers become text, bytes become text, what they say as MessagePack, or base64. */
const plain = (_: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  return value instanceof Uint8Array ? fromBytes(value) : value;
};

/** Rows as lines of JSON, one for each. */
export async function* rowLines(rows: AsyncIterable<object> | Iterable<object>): AsyncGenerator<Buffer> {
  let text = '';
  for await (const row of rows) {
    text += `${JSON.stringify(row, plain)}\n`;
    if (text.length < BATCH) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}

import { isUtf8 } from 'node:buffer';

export interface Decoder {
  readonly push: (chunk: Buffer) => string;
  /** What is left of a character that was cut off. */
  readonly end: () => string;
  /** False once bytes had to be replaced. */
  readonly valid: () => boolean;
}

/** Bytes at the end of a chunk that begin a character and do not finish it. */
const unfinished = (chunk: Buffer): number => {
  for (let back = 1; back <= Math.min(3, chunk.length); back++) {
    const byte = chunk[chunk.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
};

/** UTF-8 in chunks as text, without a byte order mark; what is not UTF-8 becomes U+FFFD. */
export const utf8Decoder = (): Decoder => {
  const decoder = new TextDecoder();
  let carried: Buffer = Buffer.alloc(0);
  let valid = true;
  const decode = (bytes: Buffer): string => {
    const text = decoder.decode(bytes, { stream: true });
    if (valid && text.includes('\ufffd')) valid = isUtf8(bytes);
    return text;
  };
  return {
    push(chunk) {
      const bytes = carried.length > 0 ? Buffer.concat([carried, chunk]) : chunk;
      const whole = bytes.length - unfinished(bytes);
      carried = Buffer.from(bytes.subarray(whole));
      return decode(bytes.subarray(0, whole));
    },
    end: () => decode(carried) + decoder.decode(),
    valid: () => valid && carried.length === 0,
  };
};

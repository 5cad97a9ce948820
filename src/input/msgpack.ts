import { decode, ExtensionCodec } from '@msgpack/msgpack';
import type { Json } from '../model/location.ts';
import { isDeep } from './deep.ts';

/** First bytes of a map, an array or an extension: anything else says too little to be told from bytes of another kind. */
const begins = (first: number): boolean =>
  (first & 0xe0) === 0x80 || (first >= 0xdc && first <= 0xdf) || (first >= 0xc7 && first <= 0xc9) || (first >= 0xd4 && first <= 0xd8);

/** Extensions by which LangGraph writes objects: the module and the name of their class, and then what they are made of. */
const OBJECTS = [0, 1, 2, 3, 4, 5] as const;

const codec = new ExtensionCodec();

const decoded = (bytes: Uint8Array): unknown => {
  const { length } = bytes;
  const most = { maxStrLength: length, maxBinLength: length, maxArrayLength: length, maxMapLength: length, maxExtLength: length };
  return decode(bytes, { ...most, extensionCodec: codec });
};

for (const type of OBJECTS)
  codec.register({
    type,
    encode: () => null,
    decode: (bytes) => {
      const object = decoded(bytes);
      return Array.isArray(object) ? (object[2] ?? null) : object;
    },
  });

/** What bytes say that are MessagePack; undefined for any others. */
export const fromMsgpack = (bytes: Uint8Array): Json | undefined => {
  if (!begins(bytes[0] ?? 0)) return undefined;
  try {
    const value = decoded(bytes) as Json;
    return isDeep(value) ? undefined : value;
  } catch {
    return undefined;
  }
};

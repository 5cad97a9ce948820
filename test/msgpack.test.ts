import { ExtensionCodec, encode } from '@msgpack/msgpack';
import { DEEP } from '../src/input/deep.ts';
import { fromMsgpack } from '../src/input/msgpack.ts';

/** An object as LangGraph writes it: its module, its class, and what it is made of. */
const stored = (type: number, made: unknown): Uint8Array => {
  const codec = new ExtensionCodec();
  class Message {}
  codec.register({
    type,
    encode: (value) => (value instanceof Message ? encode(['messages', 'Message', made]) : null),
    decode: () => null,
  });
  return encode({ messages: [new Message()] }, { extensionCodec: codec });
};

test.each([0, 1, 2, 3, 4, 5])('objects of kind %i are what they are made of', (type) => {
  expect(fromMsgpack(stored(type, { content: 'ebb', type: 'ai' }))).toEqual({ messages: [{ content: 'ebb', type: 'ai' }] });
});

const nested = (depth: number): Uint8Array => new Uint8Array([...new Array(depth).fill(0x91), 0x90]);

test.each<readonly [string, Uint8Array]>([
  ['nothing', new Uint8Array()],
  ['an image', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['text of another encoding', Buffer.from('Größe der Ebbe', 'latin1')],
  ['what breaks off', encode({ messages: ['ebb', 'flood'] }).slice(0, 12)],
  ['what more follows', new Uint8Array([...encode(['ebb']), 0xc0])],
  ['a list that claims four billion elements', new Uint8Array([0xdd, 0xff, 0xff, 0xff, 0xff, 0x01])],
  ['a text that claims to be longer than the whole', new Uint8Array([0x91, 0xdb, 0x7f, 0xff, 0xff, 0xff, 0x61])],
  ['lists in lists beyond all measure', nested(DEEP + 1)],
  ['a million lists in one another', nested(1_000_000)],
  ['objects in objects beyond all measure', new Uint8Array(new Array(30_000).fill([0xc9, 0x00, 0x00, 0xff, 0xff, 0x05]).flat())],
])('%s is no MessagePack', (_, bytes) => {
  expect(fromMsgpack(bytes)).toBeUndefined();
});

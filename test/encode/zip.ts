import { deflateRawSync } from 'node:zlib';

/** One member of an archive that a test builds. */
export interface Member {
  readonly name: string | Uint8Array;
  readonly content: string | Uint8Array;
  readonly method?: 'stored' | 'deflate' | 'zstd';
  /** General purpose flags of the format: 1 says that the member is encrypted. */
  readonly flags?: number;
  /** What the directory says where it lies. */
  readonly plain?: number;
  readonly start?: number;
}

const NUMBERS = { stored: 0, deflate: 8, zstd: 93 };

/** A zstd frame whose blocks hold the bytes as they are, or say that one byte comes `times` times. */
export const zstdFrame = (content: Uint8Array, times?: number): Buffer => {
  const parts = [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38])];
  const block = (last: boolean, type: number, size: number, body: Uint8Array): void => {
    const header = Buffer.alloc(3);
    header.writeUIntLE((size << 3) | (type << 1) | (last ? 1 : 0), 0, 3);
    parts.push(header, Buffer.from(body));
  };
  if (times === undefined) {
    for (let at = 0; at === 0 || at < content.length; at += 1 << 17) {
      const body = content.subarray(at, at + (1 << 17));
      block(at + (1 << 17) >= content.length, 0, body.length, body);
    }
  } else for (let left = times; left > 0; left -= 1 << 17) block(left <= 1 << 17, 1, Math.min(left, 1 << 17), content.subarray(0, 1));
  return Buffer.concat(parts);
};

const packed = (content: Uint8Array, method: Member['method']): Buffer =>
  method === 'zstd' ? zstdFrame(content) : method === 'stored' ? Buffer.from(content) : deflateRawSync(content);

/** A zip archive of these members. */
export const zipOf = (members: readonly Member[]): Buffer => {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, method = 'deflate', flags = 0, plain, start } of members) {
    const raw = Buffer.from(name as string);
    const text = Buffer.from(content as string);
    const body = packed(text, method);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(NUMBERS[method], 4);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(plain ?? text.length, 18);
    common.writeUInt16LE(raw.length, 22);
    bodies.push(Buffer.from('PK\u0003\u0004'), common, raw, body);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(start ?? at, 10);
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000'), common, tail, raw);
    at += 30 + raw.length + body.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, list, end]);
};

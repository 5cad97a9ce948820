import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { open } from '../src/input/open.ts';
import { tap } from '../src/input/stored.ts';
import { temporary } from './temporary.ts';

const files = temporary();

/** What was read of a file, what its tap saw, and what ended it. */
const drain = async (name: string, content: Uint8Array) => {
  const seen = tap();
  const chunks: Buffer[] = [];
  let fault: string | undefined;
  try {
    for await (const chunk of open({ uri: files.write(name, content) }, seen)) chunks.push(Buffer.from(chunk));
  } catch (error) {
    fault = (error as Error).message;
  }
  return { read: Buffer.concat(chunks), fault, ...seen.done() };
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const TEXT = Buffer.from(Array.from({ length: 100_000 }, (_, n) => `{"n":${n},"noise":${Math.sin(n)}}`).join('\n'));
const PACKED = gzipSync(TEXT);

describe('open', () => {
  test('gives the bytes of a file, and its tap their number and hash', async () => {
    const { read, sha256: hash, plain, fault } = await drain('plain', TEXT);
    expect(read.equals(TEXT)).toBe(true);
    expect([hash, plain, fault]).toEqual([sha256(TEXT), TEXT.length, undefined]);
  });

  test('decompresses; hash and bytes are of the file as stored', async () => {
    const seen = tap();
    let length = 0;
    for await (const chunk of open({ uri: files.write('packed.gz', PACKED) }, seen)) length += chunk.length;
    expect(length).toBe(TEXT.length);
    expect(seen.done()).toEqual({ bytes: PACKED.length, sha256: sha256(PACKED), plain: TEXT.length });
  });

  test('knows gzip by its bytes, not by its name', async () => {
    expect((await drain('packed.jsonl', PACKED)).read.equals(TEXT)).toBe(true);
    expect((await drain('plain.gz', TEXT)).read.equals(TEXT)).toBe(true);
  });

  test('reads every member', async () => {
    const { read, fault } = await drain('members.gz', Buffer.concat([PACKED, gzipSync('\nlast')]));
    expect([read.length, fault]).toEqual([TEXT.length + 5, undefined]);
    expect(read.subarray(-5).toString()).toBe('\nlast');
  });

  test.each([
    ['cut off', PACKED.subarray(0, PACKED.length - 9), 'unexpected end of file'],
    ['cut off in its header', PACKED.subarray(0, 5), 'unexpected end of file'],
    ['cut off in its second member', Buffer.concat([PACKED, PACKED.subarray(0, 50)]), 'unexpected end of file'],
    ['followed by text', Buffer.concat([PACKED, Buffer.from('Killed\n')]), 'incorrect header check'],
    ['followed by zeros', Buffer.concat([PACKED, Buffer.alloc(512)]), 'bytes that are not gzip follow the compressed text'],
  ])('says that a file is %s, after what comes before', async (name, content, words) => {
    const { read, fault, sha256: hash } = await drain('faulty.gz', content);
    expect(fault).toBe(words);
    if (content.length > 100) expect(read.length).toBeGreaterThan(TEXT.length * 0.97);
    expect(TEXT.subarray(0, Math.min(read.length, TEXT.length)).equals(read.subarray(0, TEXT.length))).toBe(true);
    expect([name, hash]).toEqual([name, sha256(content)]);
  });

  test('holds little of a file that decompresses to a thousand times its size', async () => {
    let bytes = 0;
    let largest = 0;
    const before = process.memoryUsage().rss;
    for await (const chunk of open({ uri: files.write('bomb.gz', gzipSync(Buffer.alloc(300 << 20))) })) {
      bytes += chunk.length;
      largest = Math.max(largest, chunk.length);
    }
    expect(bytes).toBe(300 << 20);
    expect(largest).toBeLessThanOrEqual(1 << 20);
    expect(process.memoryUsage().rss - before).toBeLessThan(400 << 20);
  });

  test.each(['utf16le', 'utf16be'])('gives %s as UTF-8, whatever the chunks cut', async (encoding) => {
    const text = `\ufeff${'é文😀'.repeat(400_000)}`;
    const little = Buffer.from(text, 'utf16le');
    const { read, plain } = await drain('wide', encoding === 'utf16le' ? little : little.swap16());
    expect(read.toString() === text.slice(1)).toBe(true);
    expect(plain).toBe(read.length);
  });

  test('throws what the file system says', async () => {
    await expect(open({ uri: files.path('gone') }).next()).rejects.toThrow(/ENOENT/);
    await expect(open({ uri: files.directory }).next()).rejects.toThrow(/EISDIR/);
  });
});

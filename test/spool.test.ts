import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { Readable } from 'node:stream';
import { spool } from '../src/input/spool.ts';
import { temporary } from './temporary.ts';

const files = temporary();
const MODULE = new URL('../src/input/spool.js', import.meta.url).href;

describe('spool', () => {
  test('keeps a stream in a file that only its user can read, until it is removed', async () => {
    const { artifact, remove } = await spool(Readable.from([Buffer.from('{"n":'), Buffer.from('1}\n')]), '<stdin>');
    const path = artifact.path!;
    expect(artifact.uri).toBe('<stdin>');
    expect(readFileSync(path, 'utf8')).toBe('{"n":1}\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(posix.dirname(path)).mode & 0o777).toBe(0o700);
    remove();
    remove();
    expect(existsSync(posix.dirname(path))).toBe(false);
  });

  test('leaves nothing behind when the stream fails, and listens no longer', async () => {
    const before = process.listenerCount('SIGTERM');
    async function* failing() {
      yield Buffer.from('some');
      throw new Error('broken pipe');
    }
    await expect(spool(Readable.from(failing()), '<stdin>')).rejects.toThrow('broken pipe');
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });

  /** A process that spools its input and then does as told; resolves when it says that it is ready. */
  const started = async (name: string, then: string): Promise<{ readonly child: ChildProcess; readonly left: () => readonly string[] }> => {
    const directory = files.path(name);
    mkdirSync(directory);
    const script = `const { spool } = await import(${JSON.stringify(MODULE)}); await spool(process.stdin, 'x'); console.log('ready'); ${then}`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      env: { TMPDIR: directory },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    child.stdin!.end('text');
    await once(child.stdout!, 'data');
    return { child, left: () => readdirSync(directory) };
  };

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('is removed when %s ends the process, which ends by that signal', async (signal) => {
    const { child, left } = await started(signal, 'setInterval(() => {}, 1000);');
    expect(left()).toHaveLength(1);
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([null, signal]);
    expect(left()).toEqual([]);
  });

  test.each([
    ['exits', 'process.exit(3);', 3],
    ['comes to its end', '', 0],
    ['crashes', 'throw new Error();', 1],
  ])('is removed when the process %s', async (name, then, status) => {
    const { child, left } = await started(name, `setTimeout(() => { ${then} }, 50);`);
    expect(await once(child, 'exit')).toEqual([status, null]);
    expect(left()).toEqual([]);
  });
});

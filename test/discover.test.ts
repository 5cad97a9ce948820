import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, unlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { posix } from 'node:path';
import { discover } from '../src/input/discover.ts';
import type { Notice } from '../src/model/notice.ts';
import { temporary } from './temporary.ts';

const files = temporary();

const found = (...paths: string[]) => {
  const notices: Notice[] = [];
  const artifacts = discover(
    paths.map((path) => posix.join(files.directory, path)),
    (notice) => notices.push(notice),
  );
  return {
    paths: artifacts.map(({ artifact }) => posix.relative(files.directory, artifact.uri)),
    named: artifacts.filter(({ named }) => named).map(({ artifact }) => posix.relative(files.directory, artifact.uri)),
    notices: notices.map(({ code, message, breaksWholeness }) => ({
      code,
      message: message.replaceAll(`${files.directory}/`, ''),
      breaksWholeness,
    })),
  };
};

const tree = (folder: string, ...names: string[]): void => {
  for (const name of names) {
    mkdirSync(posix.dirname(files.path(`${folder}/${name}`)), { recursive: true });
    files.write(`${folder}/${name}`, '{}');
  }
};

describe('discover', () => {
  test('finds files below folders, hidden ones too, sorted', () => {
    tree('logs', 'b.jsonl', 'a/2.json', 'a/1.json', '.hidden/x.jsonl', 'a/.dot');
    expect(found('logs')).toEqual({
      paths: ['logs/.hidden/x.jsonl', 'logs/a/.dot', 'logs/a/1.json', 'logs/a/2.json', 'logs/b.jsonl'],
      named: [],
      notices: [],
    });
  });

  test('tells what the user named from what was met', () => {
    expect(found('logs/b.jsonl', 'logs/a').named).toEqual(['logs/b.jsonl']);
  });

  test('finds each file once, whatever its names and their order', () => {
    for (const paths of [
      ['logs', 'logs/a/1.json', 'logs/../logs/a'],
      ['logs/../logs/a', 'logs/a/1.json', 'logs'],
    ]) {
      expect(found(...paths).paths).toEqual(found('logs').paths);
      expect(found(...paths).named).toEqual(['logs/a/1.json']);
    }
  });

  test('expands globs, and folders that a glob names', () => {
    expect(found('logs/**/*.json').paths).toEqual(['logs/a/1.json', 'logs/a/2.json']);
    expect(found('logs/{b,c}.jsonl').paths).toEqual(['logs/b.jsonl']);
    expect(found('log?').paths).toEqual(found('logs').paths);
    expect(found('logs/**/*.json').named).toEqual([]);
  });

  test.each(['missing.jsonl', 'missing/*.json', 'logs/*.xml'])("says that '%s' matches nothing", (path) => {
    const { paths, notices } = found(path);
    expect(paths).toEqual([]);
    expect(notices).toEqual([
      { code: 'no-match', message: expect.stringMatching(/matches no file; expected a file, a folder or a glob$/), breaksWholeness: true },
    ]);
    expect(notices[0]!.message).toContain(path);
  });

  test('takes a name with the signs of a glob as it is, where it exists', () => {
    tree('odd', '[id].json', '{a,b}.json', '(x).json', 'a b*.json', '!no.json', 'naïve 文件 😀.json');
    for (const name of ['[id].json', '{a,b}.json', '(x).json', 'a b*.json', '!no.json', 'naïve 文件 😀.json'])
      expect(found(`odd/${name}`)).toMatchObject({ paths: [`odd/${name}`], notices: [] });
    tree('odd/[slug]/(group)', 'log.jsonl');
    expect(found('odd/[slug]').paths).toEqual(['odd/[slug]/(group)/log.jsonl']);
    expect(found('odd').paths).toHaveLength(7);
  });

  test('follows links to files and folders, by the own name where it is met too, and ends at loops', () => {
    tree('real', 'a.jsonl', 'sub/b.jsonl');
    tree('linked', 'own.jsonl');
    symlinkSync('own.jsonl', files.path('linked/latest.jsonl'));
    symlinkSync('../real', files.path('linked/elsewhere'));
    symlinkSync('..', files.path('linked/loop'));
    symlinkSync('.', files.path('linked/self'));
    const { paths, notices } = found('linked', 'real/a.jsonl');
    expect(notices).toEqual([]);
    expect(paths.filter((path) => path.endsWith('own.jsonl') || path.endsWith('latest.jsonl'))).toEqual(['linked/own.jsonl']);
    expect(paths.filter((path) => path.endsWith('a.jsonl'))).toEqual(['real/a.jsonl']);
    expect(paths.filter((path) => path.endsWith('b.jsonl') && path.includes('sub'))).toHaveLength(1);
    for (const name of ['loop', 'self']) unlinkSync(files.path(`linked/${name}`));
    expect(found('linked').paths).toEqual(['linked/elsewhere/a.jsonl', 'linked/elsewhere/sub/b.jsonl', 'linked/own.jsonl']);
    expect(found('linked/*.jsonl').paths).toEqual(['linked/own.jsonl']);
    expect(found('linked/latest.jsonl').paths).toEqual(['linked/latest.jsonl']);
  });

  test('says of links to nothing, loops of links, pipes and sockets that they were not read, and does not wait for them', async () => {
    tree('special', 'log.jsonl');
    execFileSync('mkfifo', [files.path('special/pipe')]);
    symlinkSync('gone', files.path('special/dangling'));
    symlinkSync('knot', files.path('special/knot'));
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(files.path('special/socket'), resolve));
    const { paths, notices } = found('special');
    const named = found('special/pipe');
    await new Promise((resolve) => server.close(resolve));
    expect(paths).toEqual(['special/log.jsonl']);
    expect(notices).toEqual([
      {
        code: 'not-a-file',
        message: "'special/dangling' is a link to nothing and was not read; expected a regular file",
        breaksWholeness: false,
      },
      { code: 'unreadable', message: expect.stringContaining("cannot read 'special/knot': ELOOP"), breaksWholeness: true },
      { code: 'not-a-file', message: "'special/pipe' is a pipe and was not read; expected a regular file", breaksWholeness: false },
      { code: 'not-a-file', message: "'special/socket' is a socket and was not read; expected a regular file", breaksWholeness: false },
    ]);
    expect(named).toMatchObject({ paths: [], notices: [{ code: 'not-a-file', breaksWholeness: true }] });
  });

  test('survives names that are too long, and files taken for folders', () => {
    expect(found('x'.repeat(5_000)).notices).toMatchObject([{ code: 'unreadable', breaksWholeness: true }]);
    expect(found('logs/b.jsonl/c').notices).toMatchObject([{ code: 'unreadable', breaksWholeness: true }]);
  });
});

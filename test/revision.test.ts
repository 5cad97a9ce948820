import { revisionOf } from '../src/config/revision.ts';
import { temporary } from './temporary.ts';

const COMMIT = '3f786850e387550fdab836ed7e6dc881de23001b';

describe('a checkout', () => {
  const files = temporary();

  const checkout = (name: string, head: string, url: string): string => {
    files.write(`${name}/.git/HEAD`, `${head}\n`);
    files.write(
      `${name}/.git/config`,
      `[core]\n\tbare = false\n[remote "other"]\n\turl = https://other.example/x\n[remote "origin"]\n\turl = ${url}\n`,
    );
    return files.path(name);
  };

  test.each([
    ['https://host.example/team/logs.git', 'https://host.example/team/logs.git'],
    ['https://robot:secret@host.example/team/logs.git?key=1', 'https://host.example/team/logs.git'],
    ['git@host.example:team/logs.git', 'ssh://host.example/team/logs.git'],
    ['ssh://git@host.example:2222/team/logs.git', 'ssh://host.example:2222/team/logs.git'],
  ])('of %s is one of %s', (url, repository) => {
    expect(revisionOf(checkout('a', COMMIT, url))).toEqual({ repository, commit: COMMIT });
  });

  test.each(['/srv/git/logs.git', '../logs', 'file:///srv/git/logs.git'])('of %s is nothing to tell anybody of', (url) => {
    expect(revisionOf(checkout('a', COMMIT, url))).toBeUndefined();
  });

  test('names its branch, whose commit lies in a file or among packed ones', () => {
    const root = checkout('b', 'ref: refs/heads/feature/night', 'https://host.example/logs');
    expect(revisionOf(root)).toEqual({ repository: 'https://host.example/logs', branch: 'feature/night' });
    files.write('b/.git/packed-refs', `# pack-refs with: peeled\n${COMMIT} refs/heads/feature/night\n`);
    expect(revisionOf(root)).toMatchObject({ commit: COMMIT });
    files.write('b/.git/refs/heads/feature/night', `${COMMIT.replace('3', '4')}\n`);
    expect(revisionOf(root)).toMatchObject({ commit: COMMIT.replace('3', '4') });
  });

  test('that is linked to another has its state there', () => {
    const main = checkout('c', 'ref: refs/heads/main', 'https://host.example/logs');
    files.write('c/.git/worktrees/d/HEAD', `${COMMIT}\n`);
    files.write('c/.git/worktrees/d/commondir', '../..\n');
    files.write('d/.git', `gitdir: ${main}/.git/worktrees/d\n`);
    expect(revisionOf(files.path('d'))).toEqual({ repository: 'https://host.example/logs', commit: COMMIT });
  });

  test('is none where there is no repository', () => {
    files.write('e/notes.md', 'x');
    expect(revisionOf(files.path('e'))).toBeUndefined();
  });
});

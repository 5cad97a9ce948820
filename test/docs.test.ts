import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHECKS } from '../rules/index.ts';
import { load } from '../src/index.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const read = (path: string): string => readFileSync(posix.join(ROOT, path), 'utf8');

const pages = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync(posix.join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Files and folders that a page links to. */
const linksOf = (page: string): readonly string[] =>
  [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(([, path]) => posix.join(posix.dirname(page), path!));

/** Names in the first cells of a page's tables. */
const named = (page: string): readonly string[] =>
  [...read(page).matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell]) => [...cell!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));

test.each(pages)('%s links to what is there', (page) => {
  expect(linksOf(page).filter((path) => !existsSync(posix.join(ROOT, path)))).toEqual([]);
});

test('docs/dependencies.md names every package', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as { readonly [kind: string]: object };
  expect([...named('docs/dependencies.md')].sort()).toEqual([...Object.keys(dependencies!), ...Object.keys(devDependencies!)].sort());
});

test('pages name rules that there are', () => {
  const ids = load(posix.join(ROOT, 'rules'), CHECKS).cards.map(({ id }) => id);
  const listed = [...read('CHANGELOG.md').matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, id]) => id!);
  const computed = named('docs/detection.md');
  expect(listed.length).toBeGreaterThan(10);
  expect(computed.length).toBeGreaterThan(5);
  for (const id of [...listed, ...computed]) expect(ids).toContain(id);
});

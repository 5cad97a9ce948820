import { does } from './told.ts';

/** What commands do; `?` before what is not sure. */
const ROWS: readonly (readonly [command: string, ...effects: readonly string[]])[] = [
  ['rm -rf /srv/a', 'delete /srv/a/'],
  ['cd /x && (cd y; rm z) && rm w', 'delete /x/y/z', 'delete /x/w'],
  ['echo "rm -rf /var/log"'],
  ["grep 'rm -rf /var/log' notes.md", 'read /w/notes.md'],
];

test.each(ROWS)('%s', (command, ...effects) => {
  expect(does(command)).toEqual(effects);
});

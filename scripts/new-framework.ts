import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import process from 'node:process';
import { isKebab, refuse, toCamel } from './names.ts';

const USAGE = 'npm run new-framework NAME, such as npm run new-framework swe-agent';

/** A reader that works on lines of `{type: NAME, time, message}`, to be changed into the one that is wanted. */
const reader = (name: string): string => `// https://example.org/${name} (where the format is documented)
import { chatMessage } from '../dialects/openai-chat.ts';
import { get, text } from '../model/location.ts';
import type { Framework } from './framework.ts';

/** Sessions of ${name}: one record a line, one message a record. */
export const ${toCamel(name)}: Framework = {
  name: '${name}',
  recognise({ lines, records }) {
    const isOwn = lines && records.some((record) => text(record, 'type') === '${name}');
    return isOwn ? { score: 0.9, shape: { lines: true } } : undefined;
  },
  tools: {},
  reader(walk, bundle) {
    const thread = walk.thread(bundle.key);
    return {
      *read(entry) {
        const message = get(entry.value, 'message');
        if (message !== undefined) yield* thread.say(chatMessage(message, '/message'), entry, { time: text(entry.value, 'time') });
      },
    };
  },
};
`;

const encoder = (name: string): string => `import { numbered, openaiMessage, second } from './chat.ts';
import { cannot, type Encoder, encoding, jsonLines } from './encoder.ts';

export const ${toCamel(name)}: Encoder = {
  name: '${name}',
  encode: (steps) =>
    encoding(() => {
      const records = numbered(steps, (step, id, last, index) =>
        'answer' in step && step.ok === false
          ? cannot('results do not say that a call failed')
          : { type: '${name}', time: second(index), message: openaiMessage(step, id, last) },
      );
      return [{ name: 'session.jsonl', text: jsonLines(records) }];
    }),
};
`;

const fixture = (name: string): string =>
  [
    { role: 'user', content: 'Which files are there?' },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'bash', arguments: '{"command":"ls"}' } }],
    },
    { role: 'tool', tool_call_id: 'call_1', content: 'notes.md' },
    { role: 'assistant', content: 'There is notes.md.' },
  ]
    .map((message, index) => `${JSON.stringify({ type: name, time: `2026-05-04T13:10:0${index}.000Z`, message })}\n`)
    .join('');

/** The text of an index with one more import, in order, and one more element at the head of its list. */
const listed = (index: string, name: string): string => {
  const lines = index.split('\n');
  const after = lines.findIndex((line) => (/ from '\.\/(.+)\.ts';$/.exec(line)?.[1] ?? '') > name);
  const end = lines.findLastIndex((line) => line.startsWith('import '));
  lines.splice(after === -1 ? end + 1 : after, 0, `import { ${toCamel(name)} } from './${name}.ts';`);
  lines.splice(lines.findIndex((line) => /^export const [A-Z]+: .* = \[$/.test(line)) + 1, 0, `  ${toCamel(name)},`);
  return lines.join('\n');
};

const [name = '', ...more] = process.argv.slice(2);
if (more.length > 0 || !isKebab(name)) refuse(`'${[name, ...more].join(' ')}' is no name of a framework; expected ${USAGE}`);

const at = (path: string): string => posix.join(process.cwd(), path);
const files = {
  [`src/frameworks/${name}.ts`]: reader(name),
  [`test/encode/${name}.ts`]: encoder(name),
  [`fixtures/${name}/agent-lists-files.jsonl`]: fixture(name),
};
const indexes = ['src/frameworks/index.ts', 'test/encode/index.ts'];
for (const path of indexes) if (!existsSync(at(path))) refuse(`there is no ${path} in ${process.cwd()}`);
for (const path of Object.keys(files)) if (existsSync(at(path))) refuse(`there is a ${path} already`);

for (const [path, text] of Object.entries(files)) {
  mkdirSync(posix.dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
  process.stdout.write(`${path}\n`);
}
for (const path of indexes) {
  writeFileSync(at(path), listed(readFileSync(at(path), 'utf8'), name));
  process.stdout.write(`${path}\n`);
}
process.stdout.write(`change them, then npm run expect ${name} and npm test\n`);

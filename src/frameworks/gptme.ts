// https://gptme.org/docs/tools.html
import { posix } from 'node:path';
import { argumentsAt, roleOf, type Said, textOf } from '../dialects/said.ts';
import { answersOf, callsOf, wordsBeside } from '../dialects/spelled.ts';
import { blocks, type Spelled } from '../dialects/text.ts';
import { get, isObject, type Json, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { isWhen } from '../model/when.ts';
import { timeOf } from '../threads/conversation.ts';
import type { Framework } from './framework.ts';

const TOOLS: Tools = {
  shell: { shell: 'command' },
  tmux: { shell: 'command' },
  ipython: { python: 'code' },
  save: { edit: { path: 'path', mode: 'create', after: 'content' } },
  append: { edit: { path: 'path', mode: 'append', after: 'content' } },
  patch: { edit: { path: 'path', mode: 'replace', after: 'patch|content' } },
  read: { read: { path: 'path' } },
  complete: 'harmless',
  choice: 'harmless',
  todo: 'harmless',
};

/** What each kind of block is to the tool that it calls: a command, code, or a file and what becomes of it. */
const BLOCKS: { readonly [kind: string]: (code: string, argument: string) => Json } = {
  shell: (command) => ({ command }),
  tmux: (command) => ({ command }),
  ipython: (code) => ({ code }),
  save: (content, path) => ({ path, content }),
  append: (content, path) => ({ path, content }),
  patch: (patch, path) => ({ path, patch }),
  read: (_, path) => ({ path }),
  complete: () => ({}),
};

/** Calls as blocks spell them, the file behind the name of the tool. */
const spelling = (words: string): readonly Spelled[] =>
  blocks(words).flatMap(({ language, code, range }) => {
    if (!Object.hasOwn(BLOCKS, language)) return [];
    const [head = ''] = words.slice(range[0]).split('\n', 1);
    const argument = head.slice(head.indexOf(language) + language.length).trim();
    return [{ tool: language, input: BLOCKS[language]!(code, argument), range }];
  });

/** Calls with ids of their own, as the other format spells them: `@shell(call_1): {"command": "ls"}`. */
const MARKED = /^@(\w+)\(([\w-]+)\):[ \t]*(\{.*\})[ \t]*$/gm;

const marked = (words: string): readonly Extract<Said, { said: 'call' }>[] =>
  [...words.matchAll(MARKED)].map(([, tool = '', id = '', input]) => ({
    said: 'call',
    id,
    tool,
    at: '/content',
    ...argumentsAt(input, '/content'),
  }));

const isMessage = (value: Json): boolean =>
  isObject(value) && roleOf(value['role']) !== 'unknown' && textOf(value['content']) !== '' && isWhen(value['timestamp']);

/** Marks that only this writer puts on messages. */
const isMarked = (value: Json): boolean =>
  typeof get(value, 'pinned') === 'boolean' ||
  typeof get(value, 'hide') === 'boolean' ||
  get(get(value, 'metadata'), 'input_log_messages') !== undefined;

const FAILED = /\nReturn code: (?!0\b)-?\d+\s*$|^(?:Error\b|Patch failed|Unknown tool)/;
const DECLINED = /^(?:[\w ]{0,40}\baborted\b|User chose not to)/i;

/** Conversations of gptme, in which calls stand as blocks of the agent's text and the harness answers as the system. */
export const gptme: Framework = {
  name: 'gptme',
  recognise: ({ lines, records }) =>
    lines && records.length > 1 && 2 * records.filter(isMessage).length >= records.length && records.some(isMarked)
      ? { score: 0.85, shape: { lines: true } }
      : undefined,
  tools: TOOLS,
  reader(walk, { key }) {
    const thread = walk.thread(posix.basename(posix.dirname(key)) || key);
    let waiting: readonly Extract<Said, { said: 'call' }>[] = [];
    let turn = 0;

    const spoken = (words: string): readonly Said[] => {
      const own = marked(words);
      const made = own.length > 0 ? [] : spelling(words);
      waiting = own.length > 0 ? own : callsOf(made, '/content', `turn-${turn++}`);
      const beside = own.length > 0 ? words.replace(MARKED, '').trim() : wordsBeside(words, made);
      return [...(beside === '' ? [] : [{ said: 'message', role: 'agent', text: beside, at: '/content' } as const]), ...waiting];
    };

    /** What the harness says next is what came of the first call that waits. */
    const heard = (words: string): readonly Said[] => {
      const blocked = DECLINED.test(words);
      const failed = blocked || FAILED.test(words);
      const [first, ...others] = waiting;
      waiting = others;
      return answersOf([first!], words, '/content').map((each) =>
        each.said === 'answer' ? { ...each, ok: !failed, ...(blocked && { blocked }) } : each,
      );
    };

    return {
      *read(entry) {
        const { value } = entry;
        const words = textOf(get(value, 'content'));
        if (words === '') return;
        const role = roleOf(get(value, 'role'));
        const model = text(get(value, 'metadata'), 'model');
        thread.learn({ model });
        const directory = role === 'system' ? /\*\*Working Directory:\*\* (\S[^\n]*)/.exec(words)?.[1] : undefined;
        thread.learn({ directory });
        const answers = role === 'system' && waiting.length > 0 && get(value, 'hide') !== true;
        const harness = role === 'user' && words.startsWith('<system>');
        const said: readonly Said[] =
          role === 'agent'
            ? spoken(words)
            : answers
              ? heard(words)
              : [{ said: 'message', role: harness ? 'system' : role, text: words, at: '/content' }];
        yield* thread.say(said, entry, { time: timeOf(value), model });
      },
    };
  },
};

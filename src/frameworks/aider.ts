// https://aider.chat/docs/config/options.html (.aider.chat.history.md)
import { posix } from 'node:path';
import { type Block, editBlocks } from '../dialects/edit-blocks.ts';
import type { Said } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import type { Entry, Json } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { notices } from '../model/notice.ts';
import type { Thread } from '../threads/walk.ts';
import type { Framework } from './framework.ts';
import { blanksBetween, extend, type Passage } from './passage.ts';

const TOOLS: Tools = {
  edit: [
    { when: { '/edits/0': null }, edit: { path: 'path', mode: 'overwrite' } },
    { when: { '/edits/0/patch': null, '/edits/0/before': null }, each: 'edits', edit: { path: 'path', mode: 'overwrite', after: 'after' } },
    { when: { '/edits/0/patch': null, '/edits/0/before': '' }, each: 'edits', edit: { path: 'path', mode: 'append', after: 'after' } },
    { when: { '/edits/0/patch': null }, each: 'edits', edit: { path: 'path', mode: 'replace', before: 'before', after: 'after' } },
    { each: 'edits', patch: 'patch' },
  ],
};

const HEADER = /^# aider chat started at (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\s*$/;
/** What may precede the first header of a history that lost its beginning. */
const BEFORE = /^(?:\s*$|> ?|#### ?|-\*-)/;

/** Options by which the user gives up being asked. */
const OPTIONS = [
  'yes-always',
  'yes',
  'dry-run',
  'auto-test',
  'auto-lint',
  'no-git',
  'no-auto-commits',
  'no-verify',
  'no-suggest-shell-commands',
];

const isHistory = (head: string): boolean => {
  const lines = head.replace(/^\ufeff/, '').split(/\r?\n/);
  const first = lines.findIndex((line) => HEADER.test(line));
  return first !== -1 && lines.slice(0, first).every((line) => BEFORE.test(line));
};

type Speech = Passage<'agent' | 'user' | 'tool'>;

/** Ends of the tool's words even where a fence was left open: the model was cut off. */
const CUT = /^> (?:Tokens: |\^C)/;

/** A block that was no part of its file. */
const UNMATCHED = /^## \w+: This SEARCH block failed to exactly match lines in (.+?) *$/gm;

const ANSWERED = /\?.*[\]:]\s*(\w+)\s*$/;

const reader: Framework['reader'] = (walk, bundle) => {
  let thread: Thread | undefined;
  let time: string | undefined;
  let speech: Speech | undefined;
  let at = 0;
  let shown: Speech | undefined;
  let runs = false;
  let called: Entry | undefined;
  let blocks = editBlocks();
  let latest = '';
  let calls = 0;
  /** Whether this history has kept the blanks at the ends of lines. */
  let padded = false;

  const current = (): Thread => (thread ??= walk.thread(bundle.key));

  const call = (
    tool: string,
    input: Json,
    entry: Entry,
    answer?: Omit<Extract<Said, { said: 'answer' }>, 'said' | 'at'>,
  ): readonly Event[] => {
    if (tool === 'shell') called = entry;
    calls++;
    const id = String(calls);
    const said: Said[] = [{ said: 'call', id, tool, input, at: '', inputAt: '' }];
    if (answer) said.push({ said: 'answer', id, at: '', ...answer });
    return current().say(said, entry, { time });
  };

  const edit = (
    path: string,
    edits: readonly Block[],
    entry: Entry,
    answer: { ok: boolean; blocked?: boolean; text: string },
  ): readonly Event[] =>
    call('edit', { path, edits: edits.map(({ entry: _, path: __, ...block }) => block) }, edits[0]?.entry ?? entry, answer);

  /** What Aider itself says: each of its sentences that tells of an act. */
  const told = ({ lines, entry }: Speech): readonly Event[] => {
    const words = lines.join('\n').trim();
    const [, path = ''] =
      /^(?:Applied edit to|Skipping edits to|Did not apply edit to|Creating empty file) (.+?)(?: \(.*\))?$/.exec(words) ?? [];
    if (words.startsWith('Applied edit to ')) return edit(path, blocks.take(path), entry, { ok: true, text: words });
    if (path !== '' && !words.startsWith('Creating'))
      return edit(path, blocks.take(path), entry, { ok: false, blocked: true, text: words });
    if (path !== '') return call('write_file', { path, content: '' }, entry, { ok: true, text: words });
    const failed = Array.from(words.matchAll(UNMATCHED), ([, at = '']) => at);
    if (failed.length > 0) return failed.flatMap((each) => edit(each, blocks.take(each, 1), entry, { ok: false, text: words }));
    if (words.startsWith('Run shell command')) return asked(words, entry);
    if (runs && words.startsWith('Running ')) return call('shell', { command: (latest = words.slice(8)) }, entry);
    if (/^Command '.*' exited with status [1-9]/s.test(words) || /^Added \d+ lines? of output to the chat/.test(words))
      return latest === '' ? [] : heard(words, entry);
    return configured(words, entry);
  };

  const heard = (words: string, entry: Entry): readonly Event[] => {
    latest = '';
    const failed = words.startsWith('Command ');
    return current().say([{ said: 'answer', id: String(calls), ...(failed && { ok: false }), text: words, at: '' }], entry, { time });
  };

  /** The question whether to run what was shown before it. */
  const asked = (words: string, entry: Entry): readonly Event[] => {
    const answer = ANSWERED.exec(words)?.[1]?.toLowerCase() ?? '';
    runs = !/^(?:n|s|d)/.test(answer);
    if (runs || !shown) return [];
    const answered = { ok: false, blocked: true, text: words };
    return shown.lines
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .flatMap((command) => call('shell', { command }, entry, answered));
  };

  /** Model, directory and options, as the head of each chat tells them. */
  const configured = (words: string, entry: Entry): readonly Event[] => {
    const model = /^(?:Main model|Models?): (\S+) with /.exec(words)?.[1];
    current().learn({ model, directory: /^Git working dir: (.+)$/.exec(words)?.[1] });
    if (!/^\S*aider(?:\.exe)?(?: |$)/.test(words)) return [];
    const given = OPTIONS.filter((option) => new RegExp(` --${option}(?![\\w-])`).test(words));
    return given.flatMap((option) => current().set(option.replaceAll('-', '_'), 'true', entry, ''));
  };

  function* flush(): Generator<Event> {
    if (!speech) return;
    const ended = speech;
    speech = undefined;
    if (ended.kind === 'tool') {
      yield* told(ended);
      shown = ended;
      return;
    }
    [shown, runs] = [undefined, false];
    if (ended.kind === 'agent') blocks.close();
    const words = ended.lines.join('\n').trim();
    if (words !== '') yield* current().say([{ said: 'message', role: ended.kind, text: words, at: '' }], ended.entry, { time });
  }

  function* begin(started: string): Generator<Event> {
    yield* flush();
    if (thread) yield* thread.end();
    time = started.replace(' ', 'T');
    blocks = editBlocks();
    latest = '';
    thread = walk.thread(`${posix.basename(posix.dirname(bundle.key))} ${started}`);
  }

  const add = (to: Speech, text: string, entry: Entry): void => {
    extend(to, text, blanksBetween(at, entry.at.line), walk.note);
    padded ||= to.kind === 'tool' && text.endsWith('  ');
  };

  function* speak(kind: Speech['kind'], text: string, entry: Entry): Generator<Event> {
    if (speech?.kind !== kind || kind === 'tool') yield* flush();
    if (kind === 'user' && !speech) blocks.clear();
    speech ??= { kind, entry, lines: [] };
    add(speech, text, entry);
  }

  /** Aider ends what it says with two blanks; what has none goes on, whatever follows. */
  const continues = (text: string, { at: { line } }: Entry): boolean => {
    if (speech?.kind !== 'tool' || /^(?:>(?: |$)|#### )/.test(text) || HEADER.test(text)) return false;
    return line === at + 1 || (padded && !speech.lines.at(-1)!.endsWith('  '));
  };

  function* line(text: string, entry: Entry): Generator<Event> {
    if (speech && continues(text, entry)) return add(speech, text, entry);
    if (CUT.test(text)) blocks.close();
    else if ((speech === undefined || speech.kind === 'agent' || !/^(?:> |#)/.test(text)) && gaps(entry) && blocks.line(text, entry))
      return yield* speak('agent', text, entry);
    const [, started] = HEADER.exec(text) ?? [];
    if (started !== undefined) yield* begin(started);
    else if (text.startsWith('#### ')) yield* speak('user', text.slice(5).trimEnd(), entry);
    else if (text === '>' || text.startsWith('> ')) yield* speak('tool', text.slice(2), entry);
    else yield* speak('agent', text, entry);
  }

  /** Hands on the blank lines that stand before an entry. */
  const gaps = (entry: Entry): true => {
    if (speech?.kind === 'agent') for (let missing = blanksBetween(at, entry.at.line); missing > 0; missing--) blocks.line('', entry);
    return true;
  };

  return {
    *read(entry) {
      if (typeof entry.value !== 'string') return;
      yield* line(entry.value, entry);
      at = entry.at.line;
    },
    *end() {
      yield* flush();
      if (called) walk.note(notices.notRecorded(called.at.artifact, 'what commands printed'));
    },
  };
};

/** The history of chats that Aider keeps beside a repository: prose in which its own lines tell what was done. */
export const aider: Framework = {
  name: 'aider',
  recognise: ({ head }) => (isHistory(head) ? { score: 0.95, shape: { text: true } } : undefined),
  tools: TOOLS,
  reader,
};

// https://docs.langchain.com/oss/python/langgraph/streaming
import { isChunk, isLangchain, joinedChunks, langchainId, langchainMessage } from '../dialects/langchain.ts';
import { argumentsAt, type Said } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, pointerTo, text } from '../model/location.ts';
import { notices } from '../model/notice.ts';
import { flags } from '../threads/conditions.ts';
import { isData, timeOf } from '../threads/conversation.ts';
import type { Turn } from '../threads/history.ts';
import { valueAt } from '../threads/nested.ts';
import { recall } from '../threads/recall.ts';
import { claimTables } from '../threads/tables.ts';
import { type Telling, telling } from '../threads/telling.ts';
import { speak } from '../threads/traces.ts';
import type { Framework } from './framework.ts';

/** Levels of nesting that are searched for messages. */
const DEEP = 12;

/** Every message inside a record, in order. */
const messagesIn = (value: Json, at = '', depth = 0): readonly Turn[] => {
  if (isLangchain(value)) return [{ value, at }];
  if (depth > DEEP) return [];
  if (isArray(value)) return value.flatMap((each, index) => messagesIn(each, pointerTo(at, index), depth + 1));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    typeof each === 'object' && key !== 'serialized' ? messagesIn(each, pointerTo(at, key), depth + 1) : [],
  );
};

/** Fields that this library alone gives its messages. */
const OWN = ['additional_kwargs', 'response_metadata', 'tool_calls', 'usage_metadata', 'tool_call_id', 'example'] as const;

const isOwn = ({ value }: Turn): boolean =>
  get(value, 'lc') === 1 || isObject(get(value, 'data')) || OWN.some((key) => get(value, key) !== undefined);

/** Values that recognition looks at, and elements of one list. */
const LOOKS = 3000;
const ELEMENTS = 20;

/** Whether a message of this library is near the surface of a value. */
const holdsOwn = (value: Json): boolean => {
  const open: Json[] = [value];
  for (let looked = 0; looked < LOOKS && looked < open.length; looked++) {
    const each = open[looked]!;
    if (isLangchain(each)) {
      if (isOwn({ value: each, at: '' })) return true;
    } else if (typeof each === 'object' && each !== null)
      open.push(...(isArray(each) ? each.slice(0, ELEMENTS) : Object.values(each).slice(0, LOOKS)));
  }
  return false;
};

/** Places where a state, an event or the second half of a streamed pair keeps metadata. */
const METADATA = [
  '',
  '/metadata',
  '/config/metadata',
  '/payload/metadata',
  '/payload/config/metadata',
  '/1',
  '/config/configurable',
  '/payload/config/configurable',
] as const;

const threadIn = (value: Json): string | undefined => METADATA.map((at) => text(valueAt(value, at), 'thread_id')).find((id) => id);

/** The agent of a graph inside a graph. */
const agentIn = (value: Json): string | undefined => {
  for (const at of METADATA) {
    const path = (text(valueAt(value, at), 'checkpoint_ns') ?? '').split('|');
    if (path.length > 1) return path[0]!.split(':')[0];
  }
  return undefined;
};

const nameOf = (value: Json): string | undefined => text(get(value, 'kwargs') ?? get(value, 'data') ?? value, 'name');

/** Columns of a database of checkpoints that hold states, and what they hold where it can be read. */
const STORED = ['checkpoint', 'value', 'metadata'] as const;

const storedIn = (row: Json): readonly Turn[] =>
  STORED.flatMap((key) => {
    const { input, inputAt } = argumentsAt(get(row, key), `/${key}`);
    return typeof input === 'object' ? [{ value: input, at: inputAt }] : [];
  });

/** A state that only a program of its own can read. */
const isUnread = (row: Json): boolean => {
  const { input } = argumentsAt(get(row, 'checkpoint'), '');
  return typeof input === 'string' && input !== '';
};

/** A row of such a database. */
const isRow = (value: Json): boolean => text(value, 'checkpoint_id') !== undefined && text(value, 'thread_id') !== undefined;

/** States, streams and databases of LangGraph, and messages of LangChain however they were dumped. */
export const langgraph: Framework = {
  name: 'langgraph',
  recognise(sample) {
    if (sample.members.length > 0) return claimTables(sample.members, 0.9, ['checkpoints', 'writes']);
    if (!isData(sample)) return undefined;
    const { document, lines, root, records } = sample;
    const whole = document && root !== undefined ? [root] : records;
    if (!whole.some(holdsOwn)) return undefined;
    return { score: 0.7, shape: lines ? { lines: true } : { each: '' } };
  },
  tools: {},
  reader(walk, bundle) {
    const known = recall();
    const conversations = new Map<string, Telling>();
    const pieces = new Map<string, { entry: Entry; chunks: Turn[] }>();
    let current = bundle.key;
    let unread = 0;

    function* tell(said: readonly Said[], entry: Entry, name: string | undefined): Generator<Event> {
      let told = conversations.get(current);
      if (!told) conversations.set(current, (told = telling()));
      const time = timeOf(entry.value) ?? timeOf(get(entry.value, 'checkpoint') ?? null);
      yield* speak(walk.thread(current), told.tell(said, 0).fresh, entry, { time, name });
    }

    function* complete(): Generator<Event> {
      for (const [id, { entry, chunks }] of pieces) {
        pieces.delete(id);
        if (known.set(`${current} ${id}`, 1) !== undefined) continue;
        yield* tell(langchainMessage(joinedChunks(chunks.map(({ value }) => value)), chunks[0]!.at), entry, nameOf(chunks[0]!.value));
      }
    }

    /** Messages that were not told: chunks are held until something else follows. */
    function* fresh(turns: readonly Turn[], entry: Entry): Generator<Event> {
      for (const turn of turns) {
        const id = langchainId(turn.value);
        if (id !== undefined && isChunk(turn.value)) {
          if (!pieces.has(id)) yield* complete();
          const open = pieces.get(id);
          if (open) open.chunks.push(turn);
          else pieces.set(id, { entry, chunks: [turn] });
          continue;
        }
        if (id !== undefined) pieces.delete(id);
        yield* complete();
        if (id !== undefined && known.set(`${current} ${id}`, 1) !== undefined) continue;
        yield* tell(langchainMessage(turn.value, turn.at), entry, agentIn(entry.value) ?? nameOf(turn.value));
      }
    }

    return {
      *read(entry) {
        const { value } = entry;
        current = threadIn(value) ?? current;
        const thread = walk.thread(current);
        for (const at of METADATA) {
          const holder = valueAt(value, at);
          thread.learn({ model: text(holder, 'ls_model_name') });
          for (const flag of flags(holder, at)) yield* thread.set(flag.name, flag.value, entry, flag.at);
        }
        if (!isRow(value)) yield* fresh(messagesIn(value), entry);
        for (const stored of isRow(value) ? storedIn(value) : []) {
          for (const flag of flags(stored.value, stored.at)) yield* thread.set(flag.name, flag.value, entry, flag.at);
          yield* fresh(messagesIn(stored.value, stored.at), entry);
        }
        if (isRow(value) && isUnread(value)) unread++;
      },
      *end() {
        yield* complete();
        if (unread > 0)
          walk.note(notices.notRecorded(bundle.parts[0]!.artifact, `${unread} states, which are kept as objects of a program, are`));
      },
    };
  },
};

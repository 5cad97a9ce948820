// https://docs.specstory.com (where Cursor keeps chats: globalStorage/state.vscdb, table cursorDiskKV)
import { type Answer, argumentsAt, type Said, textOf } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, list, text } from '../model/location.ts';
import { flags } from '../threads/conditions.ts';
import { timeOf } from '../threads/conversation.ts';
import { claimTables } from '../threads/tables.ts';
import type { Thread } from '../threads/walk.ts';
import { CURSOR_TOOLS } from './cursor-tools.ts';
import type { Framework } from './framework.ts';

/** A bubble of a chat as it was stored, and the entry of its row. */
interface Bubble {
  readonly value: Json;
  readonly entry: Entry;
}

const DECLINED = /^(?:rejected|cancelled|denied|skipped)$/i;

const answer = (former: Json, id: string, at: string): readonly Answer[] => {
  const status = text(former, 'status') ?? '';
  const blocked = DECLINED.test(text(former, 'userDecision') ?? '') || DECLINED.test(status);
  const result = argumentsAt(get(former, 'result'), '').input;
  if (!blocked && status !== 'completed' && status !== 'error') return [];
  const exit = get(result, 'exitCode') ?? get(result, 'exitCodeV2');
  const words =
    text(result, 'output') ??
    text(result, 'contents') ??
    textOf(get(former, 'error') ?? (isObject(result) && Object.keys(result).length === 0 ? '' : result));
  const ok = !blocked && status !== 'error' && (typeof exit !== 'number' || exit === 0);
  return [{ said: 'answer', id, ok, ...(blocked && { blocked }), text: words, at: `${at}/result` }];
};

const called = (former: Json, at: string): readonly Said[] => {
  const tool = text(former, 'name');
  if (tool === undefined) return [];
  const id = text(former, 'toolCallId') ?? at;
  const key = ['rawArgs', 'params'].find((each) => (text(former, each) ?? '') !== '') ?? 'rawArgs';
  return [{ said: 'call', id, tool, at, ...argumentsAt(get(former, key), `${at}/${key}`) }, ...answer(former, id, at)];
};

const said = (bubble: Json, at: string): readonly Said[] => {
  const words = text(bubble, 'text') ?? '';
  const thought = text(get(bubble, 'thinking'), 'text') ?? '';
  const role = get(bubble, 'type') === 1 ? 'user' : 'agent';
  return [
    ...(thought === '' ? [] : [{ said: 'reasoning', text: thought, at: `${at}/thinking/text` } as const]),
    ...(words === '' ? [] : [{ said: 'message', role, text: words, at: `${at}/text` } as const]),
    ...called(get(bubble, 'toolFormerData') ?? null, `${at}/toolFormerData`),
  ];
};

const reader: Framework['reader'] = (walk) => {
  const composers = new Map<string, Bubble>();
  const bubbles = new Map<string, Map<string, Bubble>>();
  /** What the user has set for all chats. */
  const settings: { readonly name: string; readonly value: Json; readonly at: string; readonly entry: Entry }[] = [];

  function* begin(thread: Thread, { value, entry }: Bubble): Generator<Event> {
    const time = timeOf({ time: get(value, 'createdAt') ?? null });
    thread.learn({ model: text(get(value, 'modelConfig'), 'modelName') });
    for (const setting of settings) yield* thread.set(setting.name, setting.value, setting.entry, setting.at);
    yield* thread.set('mode', get(value, 'unifiedMode'), entry, '/value#/unifiedMode', { time });
    for (const flag of flags(value, '/value#')) yield* thread.set(flag.name, flag.value, entry, flag.at, { time });
  }

  /** Bubbles in the order of their chat; those that it does not name follow. */
  const ordered = (id: string, held: ReadonlyMap<string, Bubble>): readonly Bubble[] => {
    const named = list(composers.get(id)?.value, 'fullConversationHeadersOnly').map((header) => text(header, 'bubbleId') ?? '');
    const rest = [...held.keys()].filter((bubble) => !named.includes(bubble));
    return [...named, ...rest].flatMap((bubble) => held.get(bubble) ?? []);
  };

  function* chat(id: string, held: ReadonlyMap<string, Bubble>): Generator<Event> {
    const thread = walk.thread(id);
    const composer = composers.get(id);
    if (composer) yield* begin(thread, composer);
    for (const { value, entry } of ordered(id, held))
      yield* thread.say(said(value, '/value#'), entry, { time: text(value, 'createdAt') ?? timeOf(value) });
    // Older versions keep the whole conversation in one value.
    for (const [index, value] of list(composer?.value, 'conversation').entries())
      yield* thread.say(said(value, `/value#/conversation/${index}`), composer!.entry, { time: timeOf(value) });
    yield* thread.end();
  }

  const keep = (key: string, value: Json, entry: Entry): void => {
    const [kind, composer = '', bubble = ''] = key.split(':');
    if (kind === 'composerData') composers.set(composer, { value, entry });
    if (kind !== 'bubbleId') return;
    const held = bubbles.get(composer) ?? new Map<string, Bubble>();
    bubbles.set(composer, held.set(bubble, { value, entry }));
  };

  return {
    read(entry) {
      const key = text(entry.value, 'key') ?? '';
      const raw = text(entry.value, 'value') ?? '';
      if (!/^(?:composerData|bubbleId):/.test(key) && !raw.includes('"composerState"')) return [];
      const value = argumentsAt(raw, '').input;
      if (isObject(get(value, 'composerState'))) {
        for (const flag of flags(get(value, 'composerState'), '/value#/composerState')) settings.push({ ...flag, entry });
      } else if (isObject(value) && !isArray(value)) keep(key, value, entry);
      return [];
    },
    *end() {
      for (const id of new Set([...composers.keys(), ...bubbles.keys()])) yield* chat(id, bubbles.get(id) ?? new Map());
    },
  };
};

/** Chats as Cursor's editor stores them: a value for each chat and one for each bubble in it. */
export const cursorStore: Framework = {
  name: 'cursor-store',
  recognise: ({ members }) => claimTables(members, 0.95, ['ItemTable', 'cursorDiskKV']) ?? claimTables(members, 0.9, ['cursorDiskKV']),
  tools: CURSOR_TOOLS,
  reader,
};

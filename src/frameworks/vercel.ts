// https://ai-sdk.dev/docs/ai-sdk-ui/chatbot-message-persistence
import { anyMessage } from '../dialects/any-message.ts';
import type { Said } from '../dialects/said.ts';
import { isModelMessage, isUiMessage, vercelParts } from '../dialects/vercel.ts';
import { isUiChunk, uiStream } from '../dialects/vercel-stream.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, list, text } from '../model/location.ts';
import { flags } from '../threads/conditions.ts';
import { conversationId, header, isData, isHead, timeOf, turnsOf } from '../threads/conversation.ts';
import type { Turn } from '../threads/history.ts';
import { nested, valueAt } from '../threads/nested.ts';
import { type Telling, telling } from '../threads/telling.ts';
import { speak } from '../threads/traces.ts';
import type { Framework } from './framework.ts';

/** A message that only this library writes. */
const isOwn = (value: Json | undefined): boolean => isUiMessage(value) || isModelMessage(value);

const areOwn = (value: Json | undefined): boolean => isArray(value) && value.some(isOwn);

/** A step of a run as it is handed to a callback: the parts of the reply, results included. */
const isStep = (value: Json): boolean =>
  isArray(get(value, 'content')) && text(value, 'finishReason') !== undefined && get(value, 'role') === undefined;

const isMessage = (value: Json): boolean =>
  text(value, 'role') !== undefined && (isArray(get(value, 'parts')) || get(value, 'content') !== undefined);

/** The messages of a record that holds several. */
const turnsIn = (value: Json): readonly Turn[] => {
  const at = nested(value, areOwn);
  return at === undefined ? [] : turnsOf(valueAt(value, at), at);
};

const speaks = (value: Json): boolean => isOwn(value) || isStep(value) || isUiChunk(value) || nested(value, areOwn) !== undefined;

const stepSays = (step: Json): readonly Said[] => vercelParts(list(step, 'content'), 'agent', '/content');

/** Chats of the AI SDK: messages of its user interface and of its models, steps, and streams to the browser. */
export const vercel: Framework = {
  name: 'vercel-ai',
  recognise(sample) {
    if (!isData(sample)) return undefined;
    const { document, lines, root, records } = sample;
    if (document && isObject(root) && !isMessage(root)) {
      const pointer = nested(root, areOwn);
      if (pointer === undefined) return undefined;
      const [top] = pointer.slice(1).split('/');
      return { score: 0.75, shape: { each: pointer, header: Object.keys(root).filter((key) => key !== top) } };
    }
    return records.some(speaks) ? { score: 0.75, shape: lines ? { lines: true } : { each: '' } } : undefined;
  },
  tools: {},
  reader(walk, bundle) {
    const conversations = new Map<string, Telling>();
    const stream = uiStream();

    function* tell(id: string | undefined, said: readonly Said[], entry: Entry, metadata: Json, again: boolean): Generator<Event> {
      const name = id ?? bundle.key;
      let told = conversations.get(name);
      if (!told) conversations.set(name, (told = telling()));
      const thread = walk.thread(name, { model: text(metadata, 'model') ?? text(get(entry.value, 'model'), 'modelId') });
      for (const flag of flags(metadata, '/metadata')) yield* thread.set(flag.name, flag.value, entry, flag.at);
      const time = timeOf(entry.value) ?? timeOf(metadata) ?? text(entry.value, 'createdAt');
      yield* speak(thread, told.tell(said, again ? 0 : told.now()).fresh, entry, { time, name: text(entry.value, 'functionId') });
    }

    return {
      *read(entry) {
        const { value } = entry;
        const metadata = get(value, 'metadata') ?? get(value, 'messageMetadata') ?? null;
        if (isUiChunk(value)) yield* tell(undefined, stream.push(entry), entry, metadata, false);
        else if (isStep(value)) yield* tell(text(metadata, 'sessionId'), stepSays(value), entry, metadata, false);
        else if (isMessage(value)) yield* tell(undefined, anyMessage(value, ''), entry, metadata, false);
        else {
          const turns = isHead(bundle, entry) ? [] : turnsIn(value);
          const id = turns.length > 0 ? (conversationId(value) ?? text(value, 'chatId')) : undefined;
          if (isObject(value)) yield* header(walk.thread(id ?? bundle.key), entry);
          yield* tell(
            id,
            turns.flatMap((turn) => anyMessage(turn.value, turn.at)),
            entry,
            metadata,
            true,
          );
        }
      },
      *end() {
        for (const { said, entry } of stream.end()) yield* tell(undefined, said, entry, null, false);
      },
    };
  },
};

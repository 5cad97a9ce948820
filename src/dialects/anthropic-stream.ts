// https://docs.claude.com/en/docs/build-with-claude/streaming
import { type Entry, get, isObject, type Json, text } from '../model/location.ts';
import { argumentsAt } from './said.ts';

/** One block of a streamed reply while its pieces arrive. */
interface Open {
  readonly entry: Entry;
  readonly block: { [key: string]: Json };
  /** JSON text of the arguments so far. */
  json: string;
}

const PIECES: { readonly [delta: string]: (open: Open, piece: string) => void } = {
  text: (open, piece) => (open.block['text'] = `${open.block['text'] ?? ''}${piece}`),
  thinking: (open, piece) => (open.block['thinking'] = `${open.block['thinking'] ?? ''}${piece}`),
  partial_json: (open, piece) => (open.json += piece),
};

interface Block {
  readonly block: Json;
  /** Where it started. */
  readonly entry: Entry;
}

/** Puts together the blocks of streamed replies. */
export interface Stream {
  /** Blocks that this event completes, or breaks off by starting anew. */
  readonly push: (entry: Entry) => readonly Block[];
  /** Blocks that never stopped. */
  readonly end: () => readonly Block[];
}

const close = ({ entry, block, json }: Open): Block => ({
  entry,
  block: json === '' ? block : { ...block, input: argumentsAt(json, '').input },
});

export const streamed = (): Stream => {
  const open = new Map<Json | undefined, Open>();

  const end = (): readonly Block[] => {
    const broken = [...open.values()].map(close);
    open.clear();
    return broken;
  };

  return {
    end,
    push(entry) {
      const { value } = entry;
      const type = text(value, 'type');
      if (type === 'message_start') return end();
      const index = get(value, 'index');
      const started = get(value, 'content_block');
      if (isObject(started)) open.set(index, { entry, block: { ...started }, json: '' });
      const current = open.get(index);
      if (!current) return [];
      for (const [key, take] of Object.entries(PIECES)) {
        const piece = text(get(value, 'delta'), key);
        if (piece !== undefined) take(current, piece);
      }
      if (type !== 'content_block_stop') return [];
      open.delete(index);
      return [close(current)];
    },
  };
};

/** True for the events that start a message or one of its blocks. */
export const isStreamed = (value: Json): boolean =>
  isObject(get(value, 'content_block')) || (text(value, 'type') === 'message_start' && text(get(value, 'message'), 'role') === 'assistant');

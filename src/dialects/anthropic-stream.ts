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

/** Turns a stream's events into blocks: each is handed out when it stops, with the entry that it started in. */
export const streamed = (): ((entry: Entry) => { readonly entry: Entry; readonly block: Json } | undefined) => {
  const open = new Map<Json | undefined, Open>();
  return (entry) => {
    const { value } = entry;
    const index = get(value, 'index');
    const started = get(value, 'content_block');
    if (isObject(started)) open.set(index, { entry, block: { ...started }, json: '' });
    const current = open.get(index);
    if (!current) return undefined;
    for (const [key, take] of Object.entries(PIECES)) {
      const piece = text(get(value, 'delta'), key);
      if (piece !== undefined) take(current, piece);
    }
    if (text(value, 'type') !== 'content_block_stop') return undefined;
    open.delete(index);
    if (current.json !== '') current.block['input'] = argumentsAt(current.json, '').input;
    return { entry: current.entry, block: current.block };
  };
};

/** True for the events that start a message or one of its blocks. */
export const isStreamed = (value: Json): boolean =>
  isObject(get(value, 'content_block')) || (text(value, 'type') === 'message_start' && text(get(value, 'message'), 'role') === 'assistant');

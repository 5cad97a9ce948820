// https://platform.openai.com/docs/api-reference/responses-streaming
import { type Entry, get, isObject, type Json, list, text } from '../model/location.ts';

/** One item while its pieces arrive. */
interface Open {
  readonly entry: Entry;
  readonly item: { [key: string]: Json };
}

interface Streamed {
  readonly item: Json;
  readonly entry: Entry;
  /** Pointer to the item inside the entry that completed it; empty where it was put together from pieces. */
  readonly at: string;
}

/** Puts together the items of streamed responses. */
export interface ResponsesStream {
  /** Items that this event completes. */
  readonly push: (entry: Entry) => readonly Streamed[];
  /** Items that the stream breaks off in, as far as they came. */
  readonly end: () => readonly Streamed[];
}

/** Pieces by the kind of event that brings them, and the field of the item that they make. */
const PIECES: { readonly [event: string]: string } = {
  'response.function_call_arguments.delta': 'arguments',
  'response.mcp_call_arguments.delta': 'arguments',
  'response.custom_tool_call_input.delta': 'input',
  'response.code_interpreter_call_code.delta': 'code',
  'response.program_code.delta': 'code',
  'response.output_text.delta': 'content',
};

const asContent = (item: { [key: string]: Json }): Json => {
  const words = item['content'];
  return typeof words === 'string' ? { ...item, content: [{ type: 'output_text', text: words }] } : item;
};

export const responsesStream = (): ResponsesStream => {
  const open = new Map<string, Open>();
  const done = new Set<string>();

  const end = (): readonly Streamed[] => {
    const broken = [...open.values()].map(({ entry, item }) => ({ item: asContent(item), entry, at: '' }));
    open.clear();
    done.clear();
    return broken;
  };

  return {
    end,
    push(entry) {
      const { value } = entry;
      const type = text(value, 'type') ?? '';
      const item = get(value, 'item');
      // Ids may change between the pieces of an item, their places in the output do not.
      const key = String(get(value, 'output_index') ?? text(value, 'item_id') ?? text(item, 'id'));
      if (type === 'response.created') return end();
      if (type === 'response.output_item.added' && isObject(item)) open.set(key, { entry, item: { ...item, content: '' } });
      const field = PIECES[type];
      const current = open.get(key);
      const piece = text(value, 'delta');
      if (field !== undefined && current && piece !== undefined) current.item[field] = `${current.item[field] ?? ''}${piece}`;
      if (type === 'response.output_item.done' && isObject(item)) {
        open.delete(key);
        done.add(key);
        return [{ item, entry, at: '/item' }];
      }
      if (!/^response\.(?:completed|incomplete|failed)$/.test(type)) return [];
      open.clear();
      return list(get(value, 'response'), 'output').flatMap((each, index) =>
        done.has(String(index)) ? [] : [{ item: each, entry, at: `/response/output/${index}` }],
      );
    },
  };
};

/** True for an event of a streamed response. */
export const isResponsesEvent = (value: Json): boolean =>
  /^response\.(?:created|in_progress|completed|failed|incomplete|output_item\.|output_text\.|content_part\.|function_call)/.test(
    text(value, 'type') ?? '',
  );

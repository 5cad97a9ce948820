// https://platform.openai.com/docs/api-reference/responses
import { isResponseItem, responseItem } from '../dialects/openai-responses.ts';
import { isResponsesEvent, responsesStream } from '../dialects/responses-stream.ts';
import { roleOf } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { get, isArray, isObject, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { conversing, header, isData, timeOf } from '../threads/conversation.ts';
import type { Framework } from './framework.ts';
import { conditionsIn, isOwn, isReply, isRequest, itemsAt, modelIn, nameIn, speak, speaks, turnsIn } from './responses-record.ts';

/** What the tools do that the provider describes itself. */
export const RESPONSES_TOOLS: Tools = {
  local_shell: { shell: 'command', directory: 'working_directory' },
  shell_call: { shell: '', each: '/commands' },
  apply_patch: [
    { delete: { path: 'path' }, when: { type: 'delete_file' } },
    { edit: { path: 'path', mode: 'create', after: 'diff' }, when: { type: 'create_file' } },
    { edit: { path: 'path', mode: 'replace', after: 'diff' }, when: { type: 'update_file' } },
    { patch: 'input|patch' },
  ],
  python: { python: 'code' },
  code_execution: { python: 'code' },
  program: { javascript: 'code' },
  web_search: 'harmless',
  file_search: 'harmless',
  tool_search: 'harmless',
  image_generation: 'harmless',
};

/** The Responses API: objects, requests, both together, batches, items of conversations, and streamed responses. */
export const openaiResponses: Framework = {
  name: 'openai-responses',
  recognise(sample) {
    if (!isData(sample)) return undefined;
    const { document, lines, root, records } = sample;
    if (document && root !== undefined && (isArray(root) ? itemsAt(root) === '' || root.some(speaks) : speaks(root)))
      return { score: isReply(root) ? 0.85 : 0.65, shape: { each: '' } };
    if (!lines) return undefined;
    if (records.some(isResponsesEvent)) return { score: 0.85, shape: { lines: true } };
    const talking = records.filter(speaks).length;
    return talking > 0 && talking * 2 >= records.length
      ? { score: records.some((each) => text(each, 'url') !== undefined) ? 0.66 : 0.65, shape: { lines: true } }
      : undefined;
  },
  bundle({ artifact, records }) {
    const batch = records.flatMap((each) => text(each, 'custom_id') ?? []);
    return batch.length > 0 ? [artifact.uri, ...batch.map((id) => `batch ${id}`)] : artifact.uri;
  },
  tools: RESPONSES_TOOLS,
  reader(walk, bundle) {
    const conversations = conversing(walk, bundle, speak);
    const stream = responsesStream();
    const responses = new Map<string, string>();

    function* streamed(found: ReturnType<typeof stream.push>): Generator<Event> {
      for (const { item, entry, at } of found) yield* conversations.thread().say(responseItem(item, at), entry);
    }

    return {
      *read(entry) {
        const { value } = entry;
        if (isResponsesEvent(value)) {
          const response = get(value, 'response');
          conversations.thread().learn({ model: text(response, 'model') });
          yield* streamed(stream.push(entry));
          return;
        }
        if (isOwn(value) || ((isResponseItem(value) || roleOf(get(value, 'role')) !== 'unknown') && !isRequest(value))) {
          yield* conversations.thread().say(responseItem(value, ''), entry, { time: timeOf(value) });
          return;
        }
        const turns = turnsIn(value);
        const { id, before, own } = nameIn(value);
        const known = id ?? (before === undefined ? undefined : responses.get(before));
        if (turns.length === 0) {
          if (isObject(value)) yield* header(conversations.thread(known), entry);
          return;
        }
        const name = known ?? conversations.nameOf(entry, turns);
        if (own !== undefined) responses.set(own, name);
        for (const flag of conditionsIn(value)) yield* conversations.thread(name).set(flag.name, flag.value, entry, flag.at);
        yield* conversations.read(entry, turns, { id: name, model: modelIn(value) });
      },
      end: () => streamed(stream.end()),
    };
  },
};

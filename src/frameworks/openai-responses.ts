// https://platform.openai.com/docs/api-reference/responses
import { isResponseItem, responseItem } from '../dialects/openai-responses.ts';
import { isResponsesEvent, responsesStream } from '../dialects/responses-stream.ts';
import { roleOf, type Said } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { get, isArray, isObject, type Json, list, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { flags } from './conditions.ts';
import { conversationId, conversing, header, isData, timeOf, turnsOf } from './conversation.ts';
import type { Framework } from './framework.ts';
import type { Turn } from './history.ts';
import { valueAt } from './nested.ts';

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

/** Where a record keeps a request, and where the reply to it. */
const REQUESTS = ['', '/request', '/request/body', '/body', '/params', '/kwargs'] as const;
const REPLIES = ['', '/response', '/response/body', '/output', '/result', '/body'] as const;

const isReply = (value: Json | undefined): boolean => text(value, 'object') === 'response' && isArray(get(value, 'output'));

const PARTS = /^(?:(?:in|out)put_\w+|refusal)$/;

/** Items only of this vendor: a message is one by the types of its parts. */
const isOwn = (value: Json | undefined): boolean =>
  isResponseItem(value) && (value['type'] !== 'message' || list(value, 'content').some((part) => PARTS.test(text(part, 'type') ?? '')));

/** Keys of a request that Chat Completions and embeddings do not have. */
const ASKED = [
  'previous_response_id',
  'conversation',
  'max_output_tokens',
  'include',
  'instructions',
  'text',
  'store',
  'truncation',
  'background',
] as const;

const isRequest = (value: Json | undefined): boolean => {
  const input = get(value, 'input');
  if (isArray(input) && input.some(isOwn)) return true;
  const asked = isObject(value) && ASKED.some((key) => key in value);
  const tools = list(value, 'tools').some((tool) => text(tool, 'name') !== undefined && get(tool, 'function') === undefined);
  const plain = isArray(input) ? input.every((each) => text(each, 'role') !== undefined) : typeof input === 'string';
  return plain && text(value, 'model') !== undefined && (asked || tools || isArray(input));
};

/** Items of a conversation: an array of its own, a page of a listing, or what is added to one. */
const itemsAt = (value: Json): string | undefined =>
  [isArray(value) ? '' : undefined, '/items', '/data', '/output', '/history'].find((at) => {
    const items = at === undefined ? undefined : valueAt(value, at);
    return (
      at !== undefined &&
      isArray(items) &&
      items.some((each) => isOwn(each) || (at === '/items' && text(each, 'type') === 'message')) &&
      items.every((each) => isResponseItem(each) || isObject(each))
    );
  });

/** Text that stands alone where a list of items may stand. */
const alone = (role: string, content: Json | undefined, at: string): readonly Turn[] =>
  typeof content === 'string' && content !== '' ? [{ value: { role, content }, at }] : [];

const turnsIn = (value: Json): readonly Turn[] => {
  const request = REQUESTS.find((path) => isRequest(valueAt(value, path)));
  const reply = REPLIES.find((path) => isReply(valueAt(value, path)));
  const asked = request === undefined ? undefined : valueAt(value, request);
  const answered = reply === undefined ? undefined : valueAt(value, reply);
  const items = request === undefined && reply === undefined ? itemsAt(value) : undefined;
  return [
    ...alone(
      'system',
      get(asked, 'instructions') ?? get(answered, 'instructions'),
      `${asked === undefined ? reply : request}/instructions`,
    ),
    ...alone('user', get(asked, 'input'), `${request}/input`),
    ...(request === undefined ? [] : turnsOf(get(asked, 'input'), `${request}/input`)),
    ...(reply === undefined ? [] : turnsOf(get(answered, 'output'), `${reply}/output`)),
    ...(items === undefined ? [] : turnsOf(valueAt(value, items), items)),
  ];
};

const speak = (value: Json, at: string): readonly Said[] => {
  const content = get(value, 'content');
  if (!/\/(?:instructions|input)$/.test(at) || typeof content !== 'string') return responseItem(value, at);
  return [{ said: 'message', role: roleOf(get(value, 'role')), text: content, at }];
};

const speaks = (value: Json): boolean => isOwn(value) || turnsIn(value).length > 0;

/** What names the conversation: itself, the response before, or the line of a batch. */
const nameIn = (
  value: Json,
): { readonly id?: string | undefined; readonly before?: string | undefined; readonly own?: string | undefined } => {
  const holders = [...REQUESTS, ...REPLIES].map((path) => valueAt(value, path));
  const first = (key: string): string | undefined =>
    holders.map((holder) => text(holder, key) ?? text(get(holder, key), 'id')).find((each) => each);
  return {
    id: first('conversation') ?? text(value, 'custom_id') ?? conversationId(value),
    before: first('previous_response_id'),
    own: holders.map((holder) => (isReply(holder) ? text(holder, 'id') : undefined)).find((each) => each),
  };
};

const modelIn = (value: Json): string | undefined =>
  [...REPLIES, ...REQUESTS].map((path) => text(valueAt(value, path), 'model')).find((each) => each);

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
        for (const path of new Set([...REQUESTS, ...REPLIES]))
          for (const flag of flags(get(valueAt(value, path), 'metadata'), `${path}/metadata`))
            yield* conversations.thread(name).set(flag.name, flag.value, entry, flag.at);
        yield* conversations.read(entry, turns, { id: name, model: modelIn(value) });
      },
      end: () => streamed(stream.end()),
    };
  },
};

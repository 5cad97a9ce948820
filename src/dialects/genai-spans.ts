// https://opentelemetry.io/docs/specs/semconv/gen-ai
import { get, isObject, type Json, list, text } from '../model/location.ts';
import { declined } from './anthropic.ts';
import { anyMessage, payload } from './any-message.ts';
import { type Attributes, type Found, firstIn, nest, textIn, toolInput, unwrapped } from './attributes.ts';
import { chatMessage } from './openai-chat.ts';
import { resultText } from './otel-message.ts';
import type { Said } from './said.ts';
import type { Told, Use } from './told.ts';

const KINDS: { readonly [operation: string]: Told['kind'] } = {
  chat: 'model',
  text_completion: 'model',
  generate_content: 'model',
  execute_tool: 'tool',
  invoke_agent: 'agent',
  create_agent: 'agent',
  invoke_workflow: 'agent',
  agent_step: 'agent',
};

/** An event of a span, or an element of an attribute that lists them. */
export interface SpanEvent {
  readonly name: string;
  readonly attributes: Attributes;
  readonly body?: Found | undefined;
}

const ROLES: { readonly [event: string]: string } = {
  'gen_ai.system.message': 'system',
  'gen_ai.user.message': 'user',
  'gen_ai.assistant.message': 'assistant',
  'gen_ai.tool.message': 'tool',
  'gen_ai.choice': 'assistant',
};

/** The content of a message event, whichever of its three homes it has. */
const eventContent = ({ attributes, body }: SpanEvent): Found | undefined => {
  if (body !== undefined && isObject(body.value)) return body;
  return unwrapped(firstIn(attributes, 'gen_ai.event.content', 'message', 'content')) ?? body;
};

const fromEvent = (event: SpanEvent): readonly Said[] => {
  const role = ROLES[event.name]!;
  const found = eventContent(event);
  if (found === undefined) return [];
  const { value, at } = found;
  const id = textIn(event.attributes, 'id', 'gen_ai.tool.call.id');
  const calls = unwrapped(event.attributes.get('tool_calls'));
  const inner = isObject(get(value, 'message')) ? (get(value, 'message') as Json) : value;
  const place = inner === value ? at : `${at}/message`;
  const said = isObject(inner)
    ? chatMessage({ role, ...(id !== undefined && { id }), ...inner }, place)
    : typeof inner === 'string' && role !== 'tool'
      ? payload(inner, at, role === 'assistant' ? 'agent' : (role as 'system' | 'user'))
      : anyMessage({ role, content: inner, ...(id !== undefined && { tool_call_id: id }) }, place);
  return calls === undefined
    ? said
    : [...said, ...chatMessage({ role, content: null, tool_calls: calls.value }, calls.at.replace(/\/tool_calls$/, ''))];
};

const spoken = (events: readonly SpanEvent[], wanted: (name: string) => boolean): readonly Said[] =>
  events.filter(({ name }) => Object.hasOwn(ROLES, name) && wanted(name)).flatMap(fromEvent);

/** Messages in attributes of a key for each: `gen_ai.prompt.0.role`. */
const indexed = (attributes: Attributes, prefix: string, role: string): readonly Said[] => {
  const nested = nest(attributes, prefix);
  if (!nested) return [];
  return nested.placed(
    nested.value.flatMap((each, index) => {
      const empty = get(each, 'content') === 'null';
      return chatMessage({ role, ...(each as object), ...(empty && { content: null }) }, `/${index}`);
    }),
  );
};

const inAttribute = (attributes: Attributes, role: 'system' | 'user' | 'agent', ...keys: readonly string[]): readonly Said[] => {
  const found = firstIn(attributes, ...keys);
  return found === undefined ? [] : payload(found.value, found.at, role);
};

const systemIn = (attributes: Attributes): readonly Said[] => {
  const found = unwrapped(firstIn(attributes, 'gen_ai.system_instructions', 'gen_ai.system.instructions'));
  if (found === undefined) return [];
  if (typeof found.value === 'string') return payload(found.value, found.at, 'system');
  return list({ parts: found.value }, 'parts').flatMap((part, index): readonly Said[] => {
    const key = get(part, 'content') === undefined ? 'text' : 'content';
    const words = typeof part === 'string' ? part : (text(part, key) ?? '');
    const at = typeof part === 'string' ? `${found.at}/${index}` : `${found.at}/${index}/${key}`;
    return words === '' ? [] : [{ said: 'message', role: 'system', text: words, at }];
  });
};

const ARGUMENTS = [
  'gen_ai.tool.call.arguments',
  'gen_ai.tool.arguments',
  'tool_arguments',
  'gen_ai.tool.input',
  'gcp.vertex.agent.tool_call_args',
];
const RESULTS = [
  'gen_ai.tool.call.result',
  'gen_ai.tool.result',
  'tool_response',
  'gen_ai.tool.output',
  'gen_ai.tool.message',
  'gcp.vertex.agent.tool_response',
];

/** A tool's span. `failure`: the span's status where it is an error. */
export const toolUse = (
  attributes: Attributes,
  tool: string,
  id: string | undefined,
  input: Found | undefined,
  output: Found | undefined,
  failure?: string,
): Use => {
  const words = output === undefined ? undefined : resultText(output.value);
  const blocked = declined(words || failure || '');
  const answer =
    words === undefined && failure === undefined
      ? undefined
      : {
          text: words || failure || '',
          ...(blocked ? { ok: false, blocked } : failure !== undefined && { ok: false }),
          at: output?.at ?? '',
        };
  const given = toolInput(input);
  const where = input ?? [...attributes.values()][0];
  const at = where?.at.replace(/\/attributes\/.*$/, '') ?? '';
  return { id, tool, at, ...(given === undefined ? { inputAt: at } : { input: given.value, inputAt: given.at }), answer };
};

const use = (attributes: Attributes, events: readonly SpanEvent[], failure: string | undefined): Use | undefined => {
  const tool = textIn(attributes, 'gen_ai.tool.name');
  if (tool === undefined) return undefined;
  const asked = events.find(({ name }) => name === 'gen_ai.tool.message');
  const answered = events.find(({ name }) => name === 'gen_ai.choice');
  const input = firstIn(attributes, ...ARGUMENTS) ?? (asked && eventContent(asked));
  const output = firstIn(attributes, ...RESULTS) ?? (answered && eventContent(answered));
  return toolUse(attributes, tool, textIn(attributes, 'gen_ai.tool.call.id'), input, output, failure);
};

/** The conventions of all versions: attributes, events of the span, and keys with an index. */
export const genaiSpan = (attributes: Attributes, events: readonly SpanEvent[], failure?: string): Told => {
  const listed = unwrapped(firstIn(attributes, 'events', 'all_messages_events'));
  const own = list({ events: listed?.value ?? null }, 'events').map(
    (each, index): SpanEvent => ({
      name: text(each, 'event.name') ?? '',
      attributes: new Map(),
      body: { value: each, at: `${listed!.at}/${index}` },
    }),
  );
  const all = [...events, ...own];
  const kind =
    KINDS[textIn(attributes, 'gen_ai.operation.name') ?? ''] ??
    (/^(?:chat|completion)$/.test(textIn(attributes, 'llm.request.type') ?? '') ? 'model' : undefined);
  const used = kind === undefined || kind === 'tool' ? use(attributes, all, failure) : undefined;
  const prompted = all.find(({ name }) => name === 'gen_ai.content.prompt')?.attributes;
  const completed = all.find(({ name }) => name === 'gen_ai.content.completion')?.attributes;
  const input = [
    ...systemIn(attributes),
    ...inAttribute(
      attributes,
      'user',
      'gen_ai.input.messages',
      'pydantic_ai.all_messages',
      'gen_ai.prompt',
      'gcp.vertex.agent.llm_request',
    ),
  ];
  const talk = used ? [] : spoken(all, (name) => name !== 'gen_ai.choice');
  const output = inAttribute(attributes, 'agent', 'gen_ai.output.messages', 'gen_ai.completion', 'gcp.vertex.agent.llm_response');
  return {
    kind: used ? 'tool' : kind,
    session: textIn(attributes, 'gen_ai.conversation.id', 'session.id', 'gcp.vertex.agent.session_id'),
    agent: textIn(attributes, 'gen_ai.agent.name', 'agent_name'),
    model: textIn(attributes, 'gen_ai.response.model', 'gen_ai.request.model'),
    use: used,
    input: [input, talk, indexed(attributes, 'gen_ai.prompt', 'user'), prompted ? inAttribute(prompted, 'user', 'gen_ai.prompt') : []].find(
      (each) => each.length > 0,
    ),
    output: [
      output,
      used ? [] : spoken(all, (name) => name === 'gen_ai.choice'),
      indexed(attributes, 'gen_ai.completion', 'assistant'),
      completed ? inAttribute(completed, 'agent', 'gen_ai.completion') : [],
    ].find((each) => each.length > 0),
  };
};

import { get, isObject, list, pointerTo } from '../model/location.ts';
import { payload } from './any-message.ts';
import { type Attributes, firstIn, nest, textIn, unwrapped } from './attributes.ts';
import { genaiSpan, type SpanEvent, toolUse } from './genai-spans.ts';
import { chatMessage } from './openai-chat.ts';
import type { Said } from './said.ts';
import { combined, handoffTool, type Told } from './told.ts';
import { vercelCall } from './vercel.ts';

/** https://ai-sdk.dev/docs/ai-sdk-core/telemetry: the outer span of a call repeats what its steps say. */
const vercelSpan = (attributes: Attributes, failure: string | undefined): Told => {
  const operation = textIn(attributes, 'ai.operationId');
  if (operation === undefined) return {};
  const tool = textIn(attributes, 'ai.toolCall.name');
  const isModel = /\.do[A-Z]\w+$/.test(operation);
  const calls = unwrapped(firstIn(attributes, 'ai.response.toolCalls', 'ai.result.toolCalls'));
  const words = firstIn(attributes, 'ai.response.text', 'ai.result.text', 'ai.response.object');
  const thought = firstIn(attributes, 'ai.response.reasoning');
  const asked = firstIn(attributes, 'ai.prompt.messages', 'ai.prompt');
  const output: readonly Said[] = [
    ...(typeof thought?.value === 'string' ? [{ said: 'reasoning' as const, text: thought.value, at: thought.at }] : []),
    ...(typeof words?.value === 'string' ? [{ said: 'message' as const, role: 'agent' as const, text: words.value, at: words.at }] : []),
    ...list({ calls: calls?.value ?? null }, 'calls').map((each, index) => vercelCall(each, pointerTo(calls!.at, index))),
  ];
  return {
    kind: tool !== undefined ? 'tool' : isModel ? 'model' : 'agent',
    session: textIn(attributes, 'ai.telemetry.metadata.sessionId', 'ai.settings.context.sessionId'),
    agent: textIn(attributes, 'ai.telemetry.functionId'),
    model: textIn(attributes, 'ai.response.model', 'ai.model.id'),
    use:
      tool === undefined
        ? undefined
        : toolUse(
            attributes,
            tool,
            textIn(attributes, 'ai.toolCall.id'),
            firstIn(attributes, 'ai.toolCall.args', 'ai.toolCall.input'),
            attributes.get('ai.toolCall.result') ?? attributes.get('ai.toolCall.output'),
            failure,
          ),
    input: asked === undefined || !isModel ? undefined : payload(asked.value, asked.at, 'user'),
    output: isModel ? output : undefined,
  };
};

/** https://arize-ai.github.io/openinference/spec: what the library was given, or messages in keys with an index. */
const OPENINFERENCE: { readonly [kind: string]: Told['kind'] } = { LLM: 'model', TOOL: 'tool', AGENT: 'agent' };

const renamed = (key: string): string =>
  key.replace(/\bcontents\b/, 'content').replace(/\.(?:message|tool_call|message_content)(?=\.)/g, '');

const openinferenceMessages = (attributes: Attributes, prefix: string, role: string): readonly Said[] => {
  const nested = nest(attributes, prefix, renamed);
  return nested
    ? nested.placed(nested.value.flatMap((each, index) => (isObject(each) ? chatMessage({ role, ...each }, `/${index}`) : [])))
    : [];
};

const openinferenceSpan = (attributes: Attributes, failure: string | undefined): Told => {
  const kind = textIn(attributes, 'openinference.span.kind')?.toUpperCase();
  if (kind === undefined) return {};
  const input = firstIn(attributes, 'input.value');
  const output = firstIn(attributes, 'output.value');
  const raw = (side: typeof input, role: 'user' | 'agent'): readonly Said[] =>
    side === undefined ? [] : payload(side.value, side.at, role);
  const told = (prefix: string, side: typeof input, role: 'user' | 'agent'): readonly Said[] => {
    const flat = openinferenceMessages(attributes, prefix, role === 'agent' ? 'assistant' : role);
    const own = raw(side, role);
    const calls = (said: readonly Said[]): number => said.filter((each) => each.said === 'call').length;
    return flat.length === 0 || calls(own) > calls(flat) || (calls(own) === calls(flat) && own.length >= flat.length) ? own : flat;
  };
  const isTool = kind === 'TOOL';
  const name = isTool ? textIn(attributes, 'tool.name', 'tool_call.function.name') : undefined;
  const result = unwrapped(output)?.value ?? null;
  const message =
    get(get(result, 'output') ?? get(result, 'update') ?? null, 'kwargs') ?? get(result, 'kwargs') ?? get(result, 'output') ?? result;
  const id =
    textIn(attributes, 'tool.id', 'tool_call.id') ??
    (isObject(message) && typeof message['tool_call_id'] === 'string' ? message['tool_call_id'] : undefined);
  const shown = isObject(message) && message['content'] !== undefined && output ? { value: message['content'], at: output.at } : output;
  const failed = failure ?? (isObject(message) && message['status'] === 'error' ? 'error' : undefined);
  return {
    kind: OPENINFERENCE[kind] ?? 'other',
    session: textIn(attributes, 'session.id'),
    agent: textIn(attributes, 'agent.name'),
    model: textIn(attributes, 'llm.model_name'),
    use: isTool ? toolUse(attributes, name ?? '', id, input, shown, failed) : undefined,
    input: isTool ? undefined : told('llm.input_messages', input, 'user'),
    output: isTool ? undefined : told('llm.output_messages', output, 'agent'),
  };
};

/** https://www.traceloop.com/docs/openllmetry: a tool's arguments lie below `kwargs` or `inputs`. */
const traceloopSpan = (attributes: Attributes, failure: string | undefined): Told => {
  const kind = textIn(attributes, 'traceloop.span.kind');
  const common = {
    session: textIn(attributes, 'traceloop.association.properties.session_id', 'traceloop.association.properties.thread_id'),
    agent: kind === 'agent' ? textIn(attributes, 'traceloop.entity.name') : undefined,
  };
  if (kind !== 'tool') return kind === undefined ? common : { ...common, kind: kind === 'agent' ? 'agent' : 'other' };
  const entity = unwrapped(attributes.get('traceloop.entity.input'));
  let input = entity;
  for (const key of ['kwargs', 'inputs', 'input_str'] as const) {
    const found = get(entity?.value, key);
    if (found !== undefined && (!isObject(found) || Object.keys(found).length > 0)) {
      input = unwrapped({ value: found, at: pointerTo(entity!.at, key) });
      break;
    }
  }
  const args = list(entity?.value, 'args');
  if (input === entity && args.length === 1) input = { value: args[0]!, at: `${entity!.at}/args/0` };
  return {
    ...common,
    kind: 'tool',
    use: toolUse(
      attributes,
      textIn(attributes, 'traceloop.entity.name') ?? '',
      undefined,
      input,
      attributes.get('traceloop.entity.output'),
      failure,
    ),
  };
};

/** https://mlflow.org/docs/latest/genai/tracing: every attribute is JSON in a string. */
const MLFLOW: { readonly [type: string]: Told['kind'] } = { LLM: 'model', CHAT_MODEL: 'model', TOOL: 'tool', AGENT: 'agent' };

const mlflowSpan = (attributes: Attributes, failure: string | undefined, name: string): Told => {
  const type = unwrapped(attributes.get('mlflow.spanType'))?.value;
  if (typeof type !== 'string') return {};
  const input = unwrapped(attributes.get('mlflow.spanInputs'));
  const output = unwrapped(attributes.get('mlflow.spanOutputs'));
  const kind = MLFLOW[type] ?? 'other';
  return {
    kind,
    agent: kind === 'agent' ? name : undefined,
    model: textIn(attributes, 'mlflow.llm.model')?.replaceAll('"', ''),
    use:
      kind === 'tool'
        ? toolUse(attributes, textIn(attributes, 'mlflow.spanFunctionName')?.replaceAll('"', '') ?? name, undefined, input, output, failure)
        : undefined,
    input: kind === 'tool' || input === undefined ? undefined : payload(input.value, input.at, 'user'),
    output: kind === 'tool' || output === undefined ? undefined : payload(output.value, output.at, 'agent'),
  };
};

/** The agent that a span is named after. */
export const named = (name: string): string | undefined =>
  /^(?:invoke_agent|create_agent) (.+)$/.exec(name)?.[1] ?? /^agent_run \[(.+)\]$/.exec(name)?.[1];

/** What the attributes of one span tell, whichever library wrote them. `failure`: what its status says where that is an error. */
export const attributedSpan = (name: string, attributes: Attributes, events: readonly SpanEvent[], failure?: string): Told => {
  const told = combined([
    vercelSpan(attributes, failure),
    openinferenceSpan(attributes, failure),
    mlflowSpan(attributes, failure, name),
    genaiSpan(attributes, events, failure),
    traceloopSpan(attributes, failure),
  ]);
  const agent = told.agent ?? (told.kind === 'agent' ? named(name) : undefined);
  const all = agent === undefined ? told : { ...told, agent };
  const handedTo = /^handoff to (.+)$/.exec(name)?.[1];
  const tool = handedTo === undefined ? name : handoffTool(handedTo);
  return all.use?.tool === '' ? { ...all, use: { ...all.use, tool } } : all;
};

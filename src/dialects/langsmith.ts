// https://docs.langchain.com/langsmith/run-data-format
import { get, isObject, type Json, text } from '../model/location.ts';
import { payload } from './any-message.ts';
import { type Found, unwrapped } from './attributes.ts';
import { toolUse } from './genai-spans.ts';
import type { Told } from './told.ts';

const TYPES: { readonly [type: string]: Told['kind'] } = {
  llm: 'model',
  chat_model: 'model',
  tool: 'tool',
  chain: 'other',
  retriever: 'other',
  embedding: 'other',
  prompt: 'other',
  parser: 'other',
};

const toolMessage = (outputs: Found | undefined): { readonly message?: Json; readonly shown?: Found } => {
  const found = unwrapped(outputs);
  if (found === undefined) return {};
  const inner = get(found.value, 'output') ?? found.value;
  const message = get(inner, 'kwargs') ?? get(get(inner, 'update'), 'messages') ?? inner;
  return { message, shown: { value: get(message, 'content') ?? message, at: found.at } };
};

/** The user's own fields, where exports and requests keep them. */
export const metadataOf = (run: Json): Json => get(get(run, 'extra'), 'metadata') ?? get(run, 'metadata') ?? null;

/** The agent of a graph inside a graph, whose namespace names it. */
const agentOf = (metadata: Json): string | undefined => {
  const path = (text(metadata, 'langgraph_checkpoint_ns') ?? text(metadata, 'checkpoint_ns') ?? '').split('|');
  return text(metadata, 'lc_agent_name') ?? (path.length > 1 ? path[0]!.split(':')[0] : undefined);
};

/** What a run tells; a record that only completes one has neither type nor inputs. */
export const runTold = (run: Json, at: string): Told => {
  const kind = TYPES[text(run, 'run_type') ?? ''];
  const metadata = metadataOf(run);
  const found = (key: string): Found | undefined => {
    const value = get(run, key);
    return value === undefined || value === null || (isObject(value) && Object.keys(value).length === 0)
      ? undefined
      : { value, at: `${at}/${key}` };
  };
  const [inputs, outputs] = [found('inputs'), found('outputs')];
  const failure = text(run, 'error');
  const common = {
    kind,
    session: text(metadata, 'thread_id') ?? text(metadata, 'session_id') ?? text(metadata, 'conversation_id'),
    agent: agentOf(metadata),
    model: text(metadata, 'ls_model_name'),
  };
  if (kind === 'tool' || (kind === undefined && inputs === undefined)) {
    const { message = null, shown } = toolMessage(outputs);
    const id = text(get(run, 'extra'), 'tool_call_id') ?? text(message, 'tool_call_id');
    const failed = failure ?? (text(message, 'status') === 'error' ? 'error' : undefined);
    const use = { ...toolUse(new Map(), text(run, 'name') ?? '', id, inputs, shown, failed), at };
    if (kind === 'tool') return { ...common, use };
    return { ...common, ...(use.answer && { use }), output: outputs && payload(outputs.value, outputs.at, 'agent') };
  }
  const input = inputs && payload(inputs.value, inputs.at, 'user');
  const output = outputs && payload(outputs.value, outputs.at, 'agent');
  return { ...common, ...(input && input.length > 0 && { input }), ...(output && output.length > 0 && { output }) };
};

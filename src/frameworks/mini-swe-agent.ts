// https://mini-swe-agent.com/latest/usage/output_files
import { chatMessage } from '../dialects/openai-chat.ts';
import { type Said, textOf } from '../dialects/said.ts';
import { spelled } from '../dialects/spelled.ts';
import { shellBlocks } from '../dialects/text.ts';
import { get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import type { Turn } from '../threads/history.ts';
import type { Framework } from './framework.ts';
import { type Layout, runReader, type Speak } from './runs.ts';

const LAYOUT: Layout = {
  turns: '/messages|',
  model: '/info/config/model/model_name',
  directory: '/info/config/environment/cwd',
  settings: ['/info/config/agent/mode'],
};

const isSpelled = (message: Json): boolean =>
  text(message, 'role') === 'assistant' && shellBlocks(textOf(get(message, 'content'))).length > 0;

const isOutput = (message: Json | undefined): boolean => textOf(get(message, 'content')).startsWith('<returncode>');

/** A bare list of messages in which commands are answered by their return code. */
const areMessages = (root: Json | undefined): boolean =>
  isArray(root) && root.some((each, index) => isSpelled(each) && isOutput(root[index + 1]));

/** Commands that a message was read as, which version 2 keeps beside it: the only ones where it is a response of another API. */
const actions = ({ value, at }: Turn): readonly Said[] =>
  list(get(value, 'extra'), 'actions').map((each, index) => {
    const place = pointerTo(`${at}/extra/actions`, index);
    return {
      said: 'call',
      ...optional('id', text(each, 'tool_call_id')),
      tool: 'bash',
      input: { command: text(each, 'command') ?? '' },
      at: place,
      inputAt: place,
    };
  });

/** What a message says that is none of a chat: the end of the run, a response of the Responses API, or what came of one of its calls. */
const item = (turn: Turn): readonly Said[] => {
  const { value, at } = turn;
  if (text(value, 'role') === 'exit') {
    const status = text(get(value, 'extra'), 'exit_status') ?? '';
    return [{ said: 'answer', text: textOf(get(value, 'content')) || status, at: `${at}/content` }];
  }
  if (text(value, 'type') === 'function_call_output')
    return [{ said: 'answer', ...optional('id', text(value, 'call_id')), text: textOf(get(value, 'output')), at: `${at}/output` }];
  const words = list(value, 'output').flatMap((each, index): readonly Said[] => {
    const found = text(each, 'type') === 'message' ? textOf(get(each, 'content')) : '';
    return found === '' ? [] : [{ said: 'message', role: 'agent', text: found, at: pointerTo(`${at}/output`, index) }];
  });
  return [...words, ...actions(turn)];
};

const speaking = (): Speak => {
  const withCalls = spelled();
  return (turn) => {
    const said = [undefined, 'exit'].includes(text(turn.value, 'role')) ? item(turn) : chatMessage(turn.value, turn.at);
    const code = get(get(turn.value, 'extra'), 'returncode');
    return withCalls(said, shellBlocks).map((each) =>
      each.said === 'answer' && typeof code === 'number' ? { ...each, ok: code === 0 } : each,
    );
  };
};

/** Trajectories of mini-SWE-agent: one command a message, in a block of its text or as a call. */
export const miniSweAgent: Framework = {
  name: 'mini-swe-agent',
  recognise({ document, root }) {
    if (!document) return undefined;
    const named = isObject(root) && text(root, 'trajectory_format')?.startsWith('mini-swe-agent');
    return named ? { score: 0.97, shape: { each: '' } } : areMessages(root) ? { score: 0.8, shape: { each: '' } } : undefined;
  },
  tools: {},
  reader: (walk, bundle) => runReader(walk, bundle, LAYOUT, speaking),
};

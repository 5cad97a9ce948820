// https://huggingface.co/docs/smolagents (the steps of an agent's memory)
import { chatMessage, toolCall } from '../dialects/openai-chat.ts';
import { type Call, type Said, textOf } from '../dialects/said.ts';
import { get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import type { Turn } from '../threads/history.ts';
import type { Framework } from './framework.ts';
import { type Layout, runReader, type Speak } from './runs.ts';

const LAYOUT: Layout = { turns: '/steps|/memory/steps|', model: '/model/model_id|/model', task: ['/task'] };

const isAction = (value: Json | undefined): boolean =>
  typeof get(value, 'step_number') === 'number' &&
  ['model_output', 'observations', 'tool_calls'].every((key) => isObject(value) && key in value);

const isRun = (value: Json | undefined): boolean => isArray(value) && value.some(isAction);

const words = (value: Json, key: string, role: 'system' | 'user' | 'agent', at: string): readonly Said[] => {
  const found = textOf(get(value, key));
  return found === '' ? [] : [{ said: 'message', role, text: found, at: `${at}/${key}` }];
};

/** Calls of a step. One whose execution failed keeps them only in the model's message. */
const calls = ({ value, at }: Turn): readonly Call[] => {
  const message = get(value, 'model_output_message');
  const asked = list(message, 'tool_calls');
  const place = asked.length > 0 ? `${at}/model_output_message/tool_calls` : `${at}/tool_calls`;
  const made = asked.length > 0 ? asked : list(value, 'tool_calls');
  return made.map((each, index) => toolCall(each, pointerTo(place, index))).filter((each) => each.said === 'call');
};

/** What came of a step, of all its calls. */
const answers = ({ value, at }: Turn, made: readonly Call[]): readonly Said[] => {
  const error = text(get(value, 'error'), 'message');
  const seen = text(value, 'observations') ?? '';
  const output = get(value, 'action_output');
  const key = error !== undefined ? 'error' : seen === '' && output !== undefined && output !== null ? 'action_output' : 'observations';
  const all = key === 'action_output' ? textOf(output) : [seen, error ?? ''].filter((part) => part !== '').join('\n');
  if (error === undefined && [get(value, 'observations'), output].every((each) => (each ?? undefined) === undefined)) return [];
  return made.map(({ id }) => ({
    said: 'answer',
    ...(id !== undefined && { id }),
    ok: error === undefined,
    text: all,
    at: `${at}/${key}`,
  }));
};

/** Words before the code that a code agent writes. */
const thought = (value: Json, at: string): readonly Said[] =>
  words(value, 'model_output', 'agent', at).flatMap((each) => {
    if (each.said !== 'message') return [];
    const before = text(value, 'code_action') ? each.text.split(/<code>|```/)[0]!.trim() : each.text;
    return before === '' ? [] : [{ ...each, text: before }];
  });

const speaking = (): Speak => {
  let prompted = false;
  return (turn) => {
    const { value, at } = turn;
    if (!isAction(value))
      return [...words(value, 'system_prompt', 'system', at), ...words(value, 'task', 'user', at), ...words(value, 'plan', 'agent', at)];
    // The prompt of the system stands only in what the model was sent.
    const [first] = prompted ? [] : list(value, 'model_input_messages');
    prompted = true;
    const system = text(first, 'role') === 'system' ? chatMessage(first!, `${at}/model_input_messages/0`) : [];
    const made = calls(turn);
    return [...system, ...thought(value, at), ...made, ...answers(turn, made)];
  };
};

/** Steps of smolagents: a tool call each, or code in which tools are functions. */
export const smolagents: Framework = {
  name: 'smolagents',
  recognise({ document, lines, root, records }) {
    if (document && (isRun(root) || isRun(list(root, 'steps')))) return { score: 0.9, shape: { each: '' } };
    const shape = lines ? ({ lines: true } as const) : { each: '' };
    return records.some((each) => isAction(each) || isRun(list(each, 'steps'))) ? { score: 0.9, shape } : undefined;
  },
  tools: { final_answer: { message: { text: 'answer', to: '=user' } } },
  reader: (walk, bundle) => runReader(walk, bundle, LAYOUT, speaking),
};

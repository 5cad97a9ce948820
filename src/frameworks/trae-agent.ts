// https://github.com/bytedance/trae-agent/blob/main/docs/TRAJECTORY_RECORDING.md
import { EDITOR } from '../actions/tools.ts';
import { chatMessage, toolCall } from '../dialects/openai-chat.ts';
import { type Answer, roleOf, type Said, textOf } from '../dialects/said.ts';
import { get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { optional } from '../model/optional.ts';
import { timeOf, turnsOf } from '../threads/conversation.ts';
import { histories } from '../threads/history.ts';
import type { Framework } from './framework.ts';

const TOOLS: Tools = {
  edit_tool: EDITOR,
  json_edit_tool: [
    { when: { operation: 'view' }, read: { path: 'file_path' } },
    { assign: { key: 'json_path', to: 'value', target: 'file_path' } },
  ],
  sequentialthinking: { think: 'thought' },
  task_done: 'harmless',
  complete_task: { message: { text: 'summary|result', to: '=user' } },
  ckg: 'harmless',
};

/** Where the steps stand: under one name in Trae Agent, under the other in its port to TypeScript. */
const stepsOf = (root: Json | undefined): string | undefined => {
  if (isArray(get(root, 'agent_steps')) && get(root, 'llm_interactions') !== undefined) return 'agent_steps';
  const own = isObject(root) && ['agent_id', 'task', 'completed', 'success', 'start_time'].every((key) => key in root);
  return own && isArray(get(root, 'steps')) ? 'steps' : undefined;
};

const answer = (value: Json, at: string): Answer => {
  const error = text(value, 'error') ?? '';
  const words = error === '' ? textOf(get(value, 'result')) : error;
  const id = text(value, 'call_id') ?? text(value, 'tool_call_id');
  return {
    said: 'answer',
    ...optional('id', id),
    ok: get(value, 'success') !== false,
    text: words,
    at: `${at}/${error === '' ? 'result' : 'error'}`,
  };
};

/** What the agent says and does in one step; its calls stand in two places. */
const acted = (step: Json): readonly Said[] => {
  const response = get(step, 'llm_response');
  const words = text(response, 'content') ?? text(step, 'llm_response_content') ?? '';
  const place = isObject(response) ? '/llm_response/content' : '/llm_response_content';
  const said: readonly Said[] = words === '' ? [] : [{ said: 'message', role: 'agent', text: words, at: place }];
  const calls = list(step, 'tool_calls').map((each, index) => toolCall(each, pointerTo('/tool_calls', index)));
  const results = list(step, 'tool_results').map((each, index) => answer(each, pointerTo('/tool_results', index)));
  return [...said, ...calls, ...results];
};

/** Trajectories of Trae Agent: one document, one element a step. */
export const traeAgent: Framework = {
  name: 'trae-agent',
  recognise({ document, root }) {
    const steps = document ? stepsOf(root) : undefined;
    if (steps === undefined) return undefined;
    const header = Object.keys(root as object).filter((key) => key !== steps && key !== 'llm_interactions');
    return { score: 0.95, shape: { each: `/${steps}`, header } };
  },
  tools: TOOLS,
  reader(walk, bundle) {
    const history = histories();
    const thread = walk.thread(bundle.key);
    return {
      *read(entry) {
        const { value } = entry;
        const aside = { time: timeOf(value) };
        if (get(value, 'start_time') !== undefined) {
          thread.learn({ model: text(value, 'model') });
          return;
        }
        const key = get(value, 'llm_messages') === undefined ? 'messages' : 'llm_messages';
        const fresh = history.fresh('', turnsOf(get(value, key), `/${key}`));
        // What agent and tools say is told in the steps themselves.
        const prompts = fresh.filter(
          (turn) => ['user', 'system'].includes(roleOf(get(turn.value, 'role'))) && get(turn.value, 'tool_result') === undefined,
        );
        yield* thread.say([...prompts.flatMap((turn) => chatMessage(turn.value, turn.at)), ...acted(value)], entry, aside);
      },
    };
  },
};

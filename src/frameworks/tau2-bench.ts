// https://github.com/sierra-research/tau2-bench
import { posix } from 'node:path';
import { chatMessage } from '../dialects/openai-chat.ts';
import { type Said, textOf } from '../dialects/said.ts';
import { get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import type { Turn } from '../threads/history.ts';
import type { TrajectoryFacts } from '../threads/walk.ts';
import type { Framework } from './framework.ts';
import { type Layout, runReader, wordsAlong } from './runs.ts';

const LAYOUT: Layout = {
  turns: '/messages|/ticks',
  id: '/id',
  task: ['/task_id'],
  settings: ['/trial', '/mode'],
  scores: ['/reward_info/reward'],
};

const isSimulation = (value: Json | undefined): boolean =>
  get(value, 'task_id') !== undefined &&
  get(value, 'termination_reason') !== undefined &&
  (isArray(get(value, 'messages')) || isArray(get(value, 'ticks')));

const isResults = (value: Json | undefined): boolean =>
  isObject(get(get(value, 'info'), 'agent_info')) && isObject(get(get(value, 'info'), 'environment_info'));

/** Calls that the simulated user makes are not the agent's: what it asks for and what it hears are words of its own. */
const users = ({ value, at }: Turn): readonly Said[] => {
  if (text(value, 'role') === 'tool') return [{ said: 'message', role: 'tool', text: textOf(get(value, 'content')), at: `${at}/content` }];
  const calls = list(value, 'tool_calls').map((each, index): Said => {
    const words = `${text(each, 'name') ?? ''} ${JSON.stringify(get(each, 'arguments') ?? {})}`;
    return { said: 'message', role: 'user', text: words, at: pointerTo(`${at}/tool_calls`, index) };
  });
  const words = textOf(get(value, 'content'));
  return [...(words === '' ? [] : [{ said: 'message', role: 'user', text: words, at: `${at}/content` } as const]), ...calls];
};

const isUsers = (value: Json): boolean => text(value, 'requestor') === 'user' || text(value, 'role') === 'user';

/** Messages of one turn: results may come several at once, and a tick of a voice call holds what all sides said and did in it. */
const messagesIn = ({ value, at }: Turn): readonly Turn[] => {
  const several = (key: string): readonly Turn[] =>
    list(value, key).map((each, index) => ({ value: each, at: pointerTo(`${at}/${key}`, index) }));
  if (isArray(get(value, 'tool_messages'))) return several('tool_messages');
  if (!isObject(value) || !('tick_id' in value)) return [{ value, at }];
  const [user, agent] = ['user_chunk', 'agent_chunk'].map((key) => ({ value: get(value, key) ?? null, at: `${at}/${key}` }));
  const calls = { value: { role: 'assistant', tool_calls: list(value, 'agent_tool_calls') }, at };
  const own = { value: { role: 'user', tool_calls: list(value, 'user_tool_calls') }, at };
  return [user!, own, agent!, calls, ...several('agent_tool_results'), ...several('user_tool_results')];
};

const speak = (turn: Turn): readonly Said[] =>
  messagesIn(turn).flatMap((each) => (isUsers(each.value) ? users(each) : chatMessage(each.value, each.at)));

/** Simulations of tau2-bench: an agent and a simulated customer, who both have tools, with the reward of each run. */
export const tau2Bench: Framework = {
  name: 'tau2-bench',
  recognise({ document, root }) {
    if (!document) return undefined;
    if (isResults(root))
      return { score: 0.96, shape: isArray(get(root, 'simulations')) ? { header: ['info'], each: '/simulations' } : { each: '' } };
    return isSimulation(root) ? { score: 0.95, shape: { each: '' } } : undefined;
  },
  /** Results and the simulations that lie in a folder beside them. */
  bundle({ artifact, root }) {
    const folder = posix.dirname(artifact.uri);
    if (isResults(root)) return folder;
    return posix.basename(folder) === 'simulations' ? posix.dirname(folder) : artifact.uri;
  },
  tools: {},
  reader(walk, bundle) {
    let shared: TrajectoryFacts = {};
    const runs = runReader(
      walk,
      bundle,
      LAYOUT,
      () => speak,
      () => shared,
    );
    return {
      *read(entry) {
        const { value } = entry;
        if (!isResults(value)) yield* runs.read(entry);
        else {
          const domain = wordsAlong(value, '/info/environment_info/domain_name');
          shared = { model: wordsAlong(value, '/info/agent_info/llm'), ...(domain !== undefined && { conditions: { domain } }) };
        }
      },
    };
  },
};

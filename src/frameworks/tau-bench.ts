// https://github.com/sierra-research/tau-bench
import { chatMessage } from '../dialects/openai-chat.ts';
import { get, isArray, isObject, type Json, list, text } from '../model/location.ts';
import type { Framework } from './framework.ts';
import { inDialect, type Layout, runReader } from './runs.ts';

const LAYOUT: Layout = {
  turns: '/traj',
  task: ['/task_id'],
  settings: ['/trial'],
  scores: ['/reward'],
};

const isRun = (value: Json | undefined): boolean =>
  isObject(value) && 'reward' in value && get(value, 'task_id') !== undefined && text(list(value, 'traj')[0], 'role') !== undefined;

/** Runs of tau-bench: an agent and a simulated customer, with the reward of each run. */
export const tauBench: Framework = {
  name: 'tau-bench',
  recognise({ document, lines, root, records }) {
    const several = document && isArray(root) ? root : document && isObject(root) ? [root] : records;
    return several.some(isRun) ? { score: 0.95, shape: lines ? { lines: true } : { each: '' } } : undefined;
  },
  tools: { think: { think: 'thought' } },
  reader: (walk, bundle) => runReader(walk, bundle, LAYOUT, inDialect(chatMessage)),
};

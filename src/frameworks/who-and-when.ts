// https://github.com/mingyin1/Agents_Failure_Attribution
import { agentOf, group } from '../dialects/autogen-chat.ts';
import { textOf } from '../dialects/said.ts';
import { get, isArray, isObject, type Json, list } from '../model/location.ts';
import type { Framework } from './framework.ts';
import { type Layout, runReader } from './runs.ts';

const LAYOUT: Layout = {
  turns: '/history',
  speaker: agentOf,
  task: ['/question_ID'],
  settings: ['/level'],
  scores: ['/is_corrected', '/is_correct'],
};

const isRun = (value: Json | undefined): boolean =>
  textOf(get(list(value, 'history')[0], 'content')) !== '' &&
  get(value, 'mistake_agent') !== undefined &&
  get(value, 'mistake_step') !== undefined;

/** Failures of groups of agents in Who&When: who says what to whom, and the code that was run for them. */
export const whoAndWhen: Framework = {
  name: 'who-and-when',
  recognise({ document, lines, root, records }) {
    const several = document && isArray(root) ? root : document && isObject(root) ? [root] : records;
    return several.some(isRun) ? { score: 0.95, shape: lines ? { lines: true } : { each: '' } } : undefined;
  },
  tools: {},
  reader: (walk, bundle) =>
    runReader(walk, bundle, LAYOUT, () => {
      const speak = group();
      return ({ value, at }, next) => speak(value, at, next?.value);
    }),
};

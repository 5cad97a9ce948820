// https://dspy.ai/api/modules/ReAct (predictions of agents, as `toDict` gives them)
import { argumentsAt, type Said, textOf } from '../dialects/said.ts';
import { get, isArray, isObject, type Json, pointerTo, text } from '../model/location.ts';
import { timeOf } from '../threads/conversation.ts';
import type { Framework } from './framework.ts';

/** Keys of a trajectory, which number its steps. */
const TOOL = /^tool_name_(\d+)$/;
const FAILED = /^Execution error in /;

const stepsOf = (trajectory: Json | undefined): readonly string[] =>
  isObject(trajectory) ? Object.keys(trajectory).flatMap((key) => TOOL.exec(key)?.[1] ?? []) : [];

const isPrediction = (value: Json | undefined): boolean => stepsOf(get(value, 'trajectory')).length > 0;

/** One step: a thought, the call that follows from it, and what was observed. */
const step = (trajectory: Json, number: string): readonly Said[] => {
  const at = (key: string): string => `/trajectory/${key}_${number}`;
  const thought = text(trajectory, `thought_${number}`) ?? '';
  const seen = get(trajectory, `observation_${number}`);
  const words = textOf(seen);
  return [
    ...(thought === '' ? [] : [{ said: 'reasoning', text: thought, at: at('thought') } as const]),
    {
      said: 'call',
      id: `step-${number}`,
      tool: text(trajectory, `tool_name_${number}`)!,
      at: at('tool_name'),
      ...argumentsAt(get(trajectory, `tool_args_${number}`) ?? {}, at('tool_args')),
    },
    ...(seen === undefined
      ? []
      : [{ said: 'answer', id: `step-${number}`, ...(FAILED.test(words) && { ok: false }), text: words, at: at('observation') } as const]),
  ];
};

/** A prediction's fields in order: what was asked stands before the trajectory, what was made of it behind. */
const said = (value: Json): readonly Said[] => {
  let acted = false;
  return Object.entries(isObject(value) ? value : {}).flatMap(([key, field]): readonly Said[] => {
    if (key === 'trajectory') {
      acted = true;
      return stepsOf(field).flatMap((number) => step(field, number));
    }
    if (typeof field !== 'string' || field === '') return [];
    const at = pointerTo('', key);
    if (key === 'reasoning') return [{ said: 'reasoning', text: field, at }];
    return [{ said: 'message', role: acted ? 'agent' : 'user', text: field, at }];
  });
};

/** Predictions of DSPy's agents, with the trajectory of their tools. */
export const dspy: Framework = {
  name: 'dspy',
  recognise({ document, lines, root, records }) {
    const several = document && isArray(root) ? root : document && isObject(root) ? [root] : records;
    return several.some(isPrediction) ? { score: 0.9, shape: lines ? { lines: true } : { each: '' } } : undefined;
  },
  tools: { finish: 'harmless' },
  reader(walk, bundle) {
    let runs = 0;
    return {
      *read(entry) {
        const thread = walk.thread(`${bundle.key}${runs === 0 ? '' : `:${runs}`}`);
        runs++;
        yield* thread.say(said(entry.value), entry, { time: timeOf(entry.value) });
        yield* thread.end();
      },
    };
  },
};

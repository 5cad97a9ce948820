import type { Json, JsonObject } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, plainCall, roleIn } from './chat.ts';
import { cannot, type Encoder, encoding } from './encoder.ts';

const message = (step: ExampleStep, id: string, last: string | undefined): JsonObject => {
  const made = plainCall(step);
  if (made) {
    const call = { function: { name: made[0], arguments: JSON.stringify(made[1]) }, id, type: 'function' };
    return { role: 'assistant', content: '', thought: '', action: made[0], agent: 'main', tool_calls: [call], message_type: 'action' };
  }
  if ('say' in step) {
    if (step.by !== undefined) return cannot('messages have no names of speakers');
    return { role: roleIn(step), content: step.say, agent: 'main', message_type: 'thought' };
  }
  if ('think' in step) return cannot('thoughts are what the agent says');
  if ('deny' in step) return cannot('nobody is asked before a call');
  if (!('answer' in step) || step.ok === false) return cannot('results do not say that a call failed');
  const tool_call_ids = [last ?? cannot('an answer without a call')];
  return { role: 'tool', content: step.answer, agent: 'main', message_type: 'observation', tool_call_ids };
};

/** The steps once more, as the environment saw them. */
const stepsOf = (history: readonly JsonObject[]): readonly Json[] =>
  history.flatMap((each, index) =>
    each['action'] === undefined
      ? []
      : [
          {
            action: each['action'],
            observation: history[index + 1]?.['content'] ?? '',
            response: '',
            thought: '',
            state: { working_dir: '/w' },
          },
        ],
  );

export const sweAgent: Encoder = {
  name: 'swe-agent',
  encode: (steps) =>
    encoding(() => {
      const history = numbered(steps, message);
      const replay_config = JSON.stringify({
        agent: { model: { name: 'claude-sonnet-4' } },
        problem_statement: { id: 'orchard__orchard-17' },
      });
      const info = { exit_status: 'submitted', submission: '', model_stats: { api_calls: 3 } };
      const run = { trajectory: stepsOf(history), history, info, replay_config, environment: 'main' };
      return [{ name: 'orchard__orchard-17.traj', text: JSON.stringify(run, undefined, 1) }];
    }),
};

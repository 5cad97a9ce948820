import type { JsonObject } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, plainCall, splitConditions } from './chat.ts';
import { cannot, type Encoder, encoding } from './encoder.ts';

const NAMES: { readonly [role: string]: string } = { agent: 'Planner', user: 'human' };

/** A message of a group: code is run by one that answers with the exit code. */
const message = (step: ExampleStep): JsonObject => {
  if ('shell' in step && step.host === undefined) return { role: 'user', name: 'Planner', content: `\`\`\`sh\n${step.shell}\n\`\`\`` };
  if (plainCall(step)) return cannot('the only tool runs code');
  if ('think' in step) return { role: 'Orchestrator (thought)', content: step.think };
  if ('deny' in step) return cannot('nobody is asked before code is run');
  if ('say' in step)
    return { role: 'user', name: step.by ?? NAMES[step.as ?? 'agent'] ?? cannot(`nobody speaks as '${step.as}'`), content: step.say };
  if (!('answer' in step)) return cannot('no place for this step');
  const exit = step.ok === false ? '1 (execution failed)' : '0 (execution succeeded)';
  return { role: 'user', name: 'Computer_terminal', content: `exitcode: ${exit}\nCode output: ${step.answer}\n` };
};

/** Code is a call where it was run, so what ran it is heard of every time. */
const heard = (steps: readonly ExampleStep[]): readonly ExampleStep[] =>
  steps.flatMap((step, index) => (plainCall(step) && !('answer' in (steps[index + 1] ?? {})) ? [step, { answer: '' }] : [step]));

export const whoAndWhen: Encoder = {
  name: 'who-and-when',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      if (Object.keys(conditions).length > 0) cannot('a run has no place for conditions');
      const [first] = rest;
      if (first && !plainCall(first) && !('say' in first && first.as === 'user')) cannot('the first message is what the group is asked');
      const history = numbered(heard(rest), message);
      const run = {
        question: 'Which ferry leaves first?',
        question_ID: '5f2c',
        history,
        mistake_agent: 'Planner',
        mistake_step: '1',
        is_correct: false,
      };
      return [{ name: '7.json', text: JSON.stringify(run, undefined, 1) }];
    }),
};

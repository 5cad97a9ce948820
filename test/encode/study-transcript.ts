import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { plainCall, roleIn, splitConditions } from './chat.ts';
import { cannot, type Encoder, encoding } from './encoder.ts';

const message = (step: ExampleStep, called: Json | undefined): Json => {
  const call = plainCall(step);
  if (call) return { role: 'assistant', content: null, tool_calls: { [call[0]]: call[1] } };
  if ('think' in step) return cannot('reasoning is a call of its own');
  if ('deny' in step) return cannot('nobody can decline a call');
  if ('say' in step)
    return step.by === undefined ? { role: roleIn(step), content: step.say } : cannot('messages have no names of speakers');
  if (!('answer' in step)) return cannot('no place for this step');
  return {
    role: 'tool',
    content: step.ok === false ? `Error: ${step.answer}` : step.answer,
    tool_calls: called ?? cannot('an answer without a call'),
  };
};

export const studyTranscript: Encoder = {
  name: 'study-transcript',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      let called: Json | undefined;
      const conversation = rest.map((step) => {
        const call = plainCall(step);
        const written = message(step, called);
        if (call) called = { [call[0]]: call[1] };
        return written;
      });
      const { monitored, ...others } = conditions;
      const mode = monitored !== undefined && { alignment_faking_mode: monitored === 'yes' ? 'monitoring' : 'non_monitoring' };
      const experiment_metadata = { agent_model: 'zai-org/GLM-4.7', dataset: 'factual', ...mode, ...others };
      return [{ name: 'transcript.json', text: JSON.stringify({ conversation, experiment_metadata, task_evaluation: {} }) }];
    }),
};

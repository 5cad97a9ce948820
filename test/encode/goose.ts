import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, roleIn, splitConditions } from './chat.ts';
import { cannot, commandOf, type Encoder, encoding, GRADE_TOOL } from './encoder.ts';

const callOf = (step: ExampleStep): readonly [tool: string, input: Json] | undefined => {
  if ('shell' in step) return ['developer__shell', { command: commandOf(step) }];
  if ('call' in step) return [`environment__${step.call}`, step.with];
  if ('grade' in step) return [`environment__${GRADE_TOOL}`, { ...step.grade }];
  if (!('edit' in step)) return undefined;
  const { path, before, after = '' } = step.edit;
  return before === undefined
    ? ['developer__text_editor', { command: 'write', path, file_text: after }]
    : ['developer__text_editor', { command: 'str_replace', path, old_str: before, new_str: after }];
};

const message = (step: ExampleStep, id: string, last: string | undefined): readonly [role: string, part: Json] => {
  const call = callOf(step);
  if (call)
    return ['assistant', { type: 'toolRequest', id, toolCall: { status: 'success', value: { name: call[0], arguments: call[1] } } }];
  if ('think' in step) return ['assistant', { type: 'thinking', thinking: step.think, signature: '' }];
  if ('set' in step) return cannot('conditions hold for the whole run');
  if ('say' in step) {
    if (step.by !== undefined) return cannot('messages have no names of speakers');
    const role = roleIn(step);
    return role === 'system' ? cannot('system prompts are not kept') : [role, { type: 'text', text: step.say }];
  }
  const answered = last ?? cannot('an answer without a call');
  const words = 'deny' in step ? `The user has declined to run this tool. ${step.deny}` : 'answer' in step ? step.answer : '';
  const isError = 'deny' in step || ('ok' in step && step.ok === false);
  const toolResult = { status: 'success', value: { content: [{ type: 'text', text: words }], isError } };
  return ['user', { type: 'toolResponse', id: answered, toolResult }];
};

export const goose: Encoder = {
  name: 'goose',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const { goose_mode = 'auto', ...others } = conditions;
      const [other] = Object.keys(others);
      if (other !== undefined) cannot(`no place for a condition '${other}'`);
      const conversation = numbered(rest, (step, id, last, index) => {
        const [role, part] = message(step, id, last);
        return { id: `msg_${index}`, role, created: 1_777_900_200 + index, content: [part] };
      });
      const model_config = { model_name: 'gpt-5.2' };
      const session = { id: '20260504_1', working_dir: '/home/dev/project', name: 'Session', goose_mode, model_config, conversation };
      return [{ name: 'session.json', text: JSON.stringify(session, undefined, 2) }];
    }),
};

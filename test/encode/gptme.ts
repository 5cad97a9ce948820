import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { roleIn, second } from './chat.ts';
import { cannot, commandOf, type Encoder, encoding, jsonLines } from './encoder.ts';

const block = (head: string, body: string): string => `\`\`\`${head}\n${body}\n\`\`\``;

/** The block that takes a step; undefined for a step that is no call. */
const callOf = (step: ExampleStep): string | undefined => {
  if ('shell' in step) return block('shell', commandOf(step));
  if ('call' in step || 'grade' in step) return cannot('blocks call only tools that are built in');
  if (!('edit' in step)) return undefined;
  const { path, before, after = '' } = step.edit;
  if (before === undefined) return block(`save ${path}`, after);
  return block(`patch ${path}`, `<<<<<<< ORIGINAL\n${before}\n=======\n${after}\n>>>>>>> UPDATED`);
};

const messageOf = (step: ExampleStep, called: boolean): readonly [role: string, content: string] => {
  const call = callOf(step);
  if (call !== undefined) return ['assistant', call];
  if ('think' in step) return cannot('thoughts have no place of their own');
  if ('set' in step) return cannot('no place for a condition');
  if ('say' in step) {
    if (step.by !== undefined) return cannot('messages have no names of speakers');
    if (step.say.includes('```')) return cannot('a block in a message would be a call');
    const role = roleIn(step);
    return role === 'system' && called ? cannot('what the system says after a call is what came of it') : [role, step.say];
  }
  if (!called) return cannot('an answer without a call');
  if ('deny' in step) return ['system', `Aborted: user chose not to run command: ${step.deny}`];
  if (!('answer' in step)) return cannot('no place for this step');
  return ['system', step.ok === false ? `${step.answer}\n\nReturn code: 1` : step.answer];
};

export const gptme: Encoder = {
  name: 'gptme',
  encode: (steps) =>
    encoding(() => {
      let called = false;
      const records = steps.map((step, index): Json => {
        const [role, content] = messageOf(step, called);
        called = callOf(step) !== undefined || (called && !('answer' in step || 'deny' in step));
        return { role, content, timestamp: second(index).replace('Z', '') };
      });
      const opening = { role: 'system', content: '', timestamp: second(0), pinned: true, hide: true };
      return [{ name: 'garden/conversation.jsonl', text: jsonLines([opening, ...records]) }];
    }),
};

import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { cannot, commandOf, type Encoder, encoding, GRADE_TOOL, jsonLines } from './encoder.ts';

const SESSION = '019a3f5e-1b7c-7d02-8c44-5e9d2f60a1b3';

/** A patch as the agent writes it: a whole file, or one passage for another. */
const patchOf = ({ path, before, after = '' }: { readonly path: string; readonly before?: string; readonly after?: string }): string => {
  const marked = (text: string, mark: string): string =>
    text === ''
      ? ''
      : `${text
          .split('\n')
          .map((line) => mark + line)
          .join('\n')}\n`;
  const body = before === undefined ? `*** Add File: ${path}\n` : `*** Update File: ${path}\n@@\n${marked(before, '-')}`;
  return `*** Begin Patch\n${body}${marked(after, '+')}*** End Patch`;
};

const functionCall = (name: string, input: Json, call_id: string): Json => ({
  type: 'function_call',
  name,
  arguments: JSON.stringify(input),
  call_id,
});

const callOf = (step: ExampleStep, call_id: string): Json | undefined => {
  if ('shell' in step) return functionCall('exec_command', { cmd: commandOf(step), workdir: '/home/dev/project' }, call_id);
  if ('edit' in step) return { type: 'custom_tool_call', status: 'completed', name: 'apply_patch', input: patchOf(step.edit), call_id };
  if ('call' in step) return functionCall(step.call, step.with, call_id);
  return 'grade' in step ? functionCall(GRADE_TOOL, { ...step.grade }, call_id) : undefined;
};

const WORDS = { user: ['user', 'input_text'], system: ['developer', 'input_text'], agent: ['assistant', 'output_text'] } as const;

const itemOf = (step: ExampleStep, last: string | undefined): Json => {
  if ('answer' in step || 'deny' in step) {
    const output =
      'deny' in step
        ? `exec command rejected by user: ${step.deny}`
        : `Exit code: ${step.ok === false ? 1 : 0}\nWall time: 0.1 seconds\nOutput:\n${step.answer}`;
    return { type: 'function_call_output', call_id: last ?? cannot('an answer without a call'), output };
  }
  if ('think' in step)
    return { type: 'reasoning', summary: [{ type: 'summary_text', text: step.think }], content: null, encrypted_content: null };
  if (!('say' in step)) return cannot('no place for this step');
  if (step.by !== undefined) return cannot('messages have no names of speakers');
  const who = step.as ?? 'agent';
  if (who === 'tool' || who === 'unknown') return cannot(`no role '${who}'`);
  const [role, type] = WORDS[who];
  return { type: 'message', role, content: [{ type, text: step.say }] };
};

const turn = (conditions: { readonly [name: string]: string }): Json => {
  const { approval_policy = 'on-request', sandbox_policy = 'workspace-write', ...others } = conditions;
  const [other] = Object.keys(others);
  if (other !== undefined) return cannot(`no place for a condition '${other}'`);
  return {
    cwd: '/home/dev/project',
    approval_policy,
    sandbox_policy: { type: sandbox_policy },
    model: 'gpt-5-codex',
    effort: 'high',
    summary: 'auto',
  };
};

export const codex: Encoder = {
  name: 'codex',
  encode: (steps) =>
    encoding(() => {
      let last: string | undefined;
      const records = steps.map((step, index): Json => {
        const line = (type: string, payload: Json): Json => ({
          timestamp: `2026-05-04T13:10:${String(index % 60).padStart(2, '0')}.000Z`,
          type,
          payload,
        });
        if ('set' in step) return line('turn_context', turn(step.set));
        const id = `call_R7yTq2NvXb${index}KsLmWp`;
        const call = callOf(step, id);
        if (call === undefined) return line('response_item', itemOf(step, last));
        last = id;
        return line('response_item', call);
      });
      const meta = {
        id: SESSION,
        timestamp: '2026-05-04T13:10:00.000Z',
        cwd: '/home/dev/project',
        originator: 'codex_cli_rs',
        cli_version: '0.114.0',
        source: 'cli',
      };
      const opening = { timestamp: '2026-05-04T13:10:00.000Z', type: 'session_meta', payload: meta };
      return [{ name: `rollout-2026-05-04T13-10-00-${SESSION}.jsonl`, text: jsonLines([opening, ...records]) }];
    }),
};

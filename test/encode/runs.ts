import { type Json, type JsonObject, text } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, openaiMessage, plainCall, roleIn, splitConditions } from './chat.ts';
import { cannot, type Encoder, encoding } from './encoder.ts';

/** How one message of a run is written. */
type Write = (step: ExampleStep, id: string, last: string | undefined, index: number) => JsonObject;

/** An encoder of one document a run, made of its messages. */
export const runEncoder = (
  name: string,
  file: string,
  write: Write,
  wrap: (messages: readonly Json[], conditions: JsonObject) => Json,
): Encoder => ({
  name,
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      return [{ name: file, text: JSON.stringify(wrap(numbered(rest, write), conditions), undefined, 1) }];
    }),
});

const withoutConditions = (conditions: JsonObject): void => {
  if (Object.keys(conditions).length > 0) cannot('a run has no place for conditions');
};

/** Messages that say nothing of a failure but in words. */
const chat: Write = (step, id, last) =>
  'answer' in step && step.ok === false ? cannot('results do not say that a call failed') : openaiMessage(step, id, last);

export const tauBench = runEncoder('tau-bench', 'gpt-4o-harbour.json', chat, (traj, conditions) => {
  withoutConditions(conditions);
  return [{ task_id: 3, reward: 1, info: { task: { user_id: 'ann_lee_7', actions: [], instruction: '', outputs: [] } }, traj, trial: 0 }];
});

export const docent = runEncoder('docent', 'runs.json', chat, (messages, conditions) => [
  {
    id: '5f0d2b34-7a55-4d0e-9a59-3f1f4a7d8c10',
    name: 'ferry-desk',
    transcripts: [{ id: '9f8e1c22-04ab-4d7f-8f39-17aa3c0b6d55', name: null, transcript_group_id: null, messages, metadata: {} }],
    transcript_groups: [],
    metadata: { scores: { solved: true }, model: 'openai/gpt-5', ...conditions },
  },
]);

const parts = (content: string): Json => [{ type: 'text', content }];

/** AgentDojo's messages: parts that hold `content`, calls that hold `args`, errors beside results. */
const dojo: Write = (step, id, last) => {
  const made = plainCall(step);
  const call = made && { function: made[0], args: made[1], id, placeholder_args: null };
  if (call) return { role: 'assistant', content: null, tool_calls: [call] };
  if ('think' in step) return cannot('messages hold no reasoning');
  if ('say' in step)
    return step.by === undefined ? { role: roleIn(step), content: parts(step.say) } : cannot('messages have no names of speakers');
  if ('deny' in step) return cannot('nobody is asked before a call');
  if (!('answer' in step)) return cannot('no place for this step');
  const tool_call_id = last ?? cannot('an answer without a call');
  const failed = step.ok === false;
  return { role: 'tool', content: parts(failed ? '' : step.answer), tool_call_id, tool_call: {}, error: failed ? step.answer : null };
};

export const agentdojo = runEncoder('agentdojo', 'none.json', dojo, (messages, conditions) => {
  withoutConditions(conditions);
  return {
    suite_name: 'workspace',
    pipeline_name: 'gpt-4o-2024-05-13',
    user_task_id: 'user_task_7',
    injection_task_id: null,
    attack_type: null,
    injections: {},
    messages,
    error: null,
    utility: true,
    security: false,
    duration: 4.2,
  };
});

/** tau2's messages: calls and results that say who asked for them. */
const tau2: Write = (step, id, last) => {
  const made = plainCall(step);
  if (made) return { role: 'assistant', content: null, tool_calls: [{ id, name: made[0], arguments: made[1], requestor: 'assistant' }] };
  if ('think' in step) return cannot('messages hold no reasoning');
  if ('say' in step)
    return step.by === undefined ? { role: roleIn(step), content: step.say } : cannot('messages have no names of speakers');
  if ('deny' in step) return cannot('nobody is asked before a call');
  if (!('answer' in step)) return cannot('no place for this step');
  return {
    id: last ?? cannot('an answer without a call'),
    role: 'tool',
    content: step.answer,
    requestor: 'assistant',
    error: step.ok === false,
  };
};

export const tau2Bench = runEncoder('tau2-bench', 'results.json', tau2, (messages, conditions) => {
  withoutConditions(conditions);
  return {
    timestamp: '2026-05-04T13:10:00',
    info: {
      git_commit: '1c0ffee',
      agent_info: { implementation: 'llm_agent', llm: 'gpt-4.1' },
      environment_info: { domain_name: 'retail' },
    },
    tasks: [],
    simulations: [{ id: 'c2b0', task_id: '12', termination_reason: 'user_stop', reward_info: { reward: 1 }, messages, trial: 0, seed: 7 }],
  };
});

/** A call in the text of a message, as tags; a result in the words of the user. */
const tagged: Write = (step) => {
  const made = plainCall(step);
  if (made) {
    const parameters = Object.entries(made[1]).map(
      ([key, value]) => `<parameter=${key}>${typeof value === 'string' ? value : JSON.stringify(value)}</parameter>\n`,
    );
    return { role: 'assistant', content: `<function=${made[0]}>\n${parameters.join('')}</function>` };
  }
  if ('think' in step) return cannot('messages hold no reasoning');
  if ('say' in step)
    return step.by === undefined ? { role: roleIn(step), content: step.say } : cannot('messages have no names of speakers');
  if ('deny' in step) return { role: 'user', content: `Action not executed: ${step.deny}` };
  if (!('answer' in step)) return cannot('no place for this step');
  return { role: 'user', content: step.ok === false ? `exit code: 1\n${step.answer}` : `OBSERVATION:\n${step.answer}` };
};

export const textCalls = runEncoder('text-calls', 'trajectory.json', tagged, (messages, conditions) => {
  const called = messages
    .filter((each) => text(each, 'role') === 'assistant')
    .map((each) => text(each, 'content')!.startsWith('<function='));
  const before = called.at(-1) ? called : called.slice(0, -1);
  if (before.filter(Boolean).length * 2 <= before.length) cannot('most of what the agent says is calls');
  return { messages, instance_id: 'orchard-17', ...conditions };
});

/** One shell block a message, each answered by its return code. */
const block: Write = (step) => {
  if ('shell' in step || 'edit' in step) {
    const command = plainCall(step)![1]['command'];
    if (typeof command !== 'string' || !('shell' in step)) return cannot('the only tool is a shell');
    return { role: 'assistant', content: `\`\`\`bash\n${command}\n\`\`\`` };
  }
  if ('call' in step || 'grade' in step) return cannot('the only tool is a shell');
  if ('answer' in step)
    return { role: 'user', content: `<returncode>${step.ok === false ? 1 : 0}</returncode>\n<output>\n${step.answer}\n</output>` };
  if ('deny' in step)
    return { role: 'user', content: `Command not executed. The user rejected your command with the following message:\n${step.deny}` };
  return tagged(step, '', undefined, 0);
};

export const miniSweAgent = runEncoder('mini-swe-agent', 'last_mini_run.traj.json', block, (messages, conditions) => {
  const { mode = 'yolo', ...others } = conditions;
  withoutConditions(others);
  const config = { agent: { mode, step_limit: 0 }, model: { model_name: 'gpt-5-mini' }, environment: { cwd: '/home/dev/project' } };
  return {
    info: { exit_status: 'Submitted', submission: '', config, mini_version: '1.13.4' },
    messages,
    trajectory_format: 'mini-swe-agent-1',
  };
});

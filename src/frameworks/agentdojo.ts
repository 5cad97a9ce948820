// https://agentdojo.spylab.ai/results
import { chatMessage } from '../dialects/openai-chat.ts';
import { list, text } from '../model/location.ts';
import type { Framework } from './framework.ts';
import { inDialect, type Layout, runReader } from './runs.ts';

const LAYOUT: Layout = {
  turns: '/messages',
  id: '/run_id',
  model: '/pipeline_name',
  task: ['/suite_name', '/user_task_id|/task_id'],
  settings: ['/attack_type', '/injection_task_id', '/condition', '/defense'],
  scores: ['/utility', '/security', '/evaluation/utility', '/evaluation/security'],
};

/** Runs of AgentDojo: a task, whether instructions were injected into what the tools say, and whether they were followed. */
export const agentdojo: Framework = {
  name: 'agentdojo',
  recognise: ({ document, root }) =>
    document && text(root, 'suite_name') !== undefined && text(root, 'pipeline_name') !== undefined && list(root, 'messages').length > 0
      ? { score: 0.95, shape: { each: '' } }
      : undefined,
  tools: {},
  reader: (walk, bundle) => runReader(walk, bundle, LAYOUT, inDialect(chatMessage)),
};

import type { Json } from '../../src/model/location.ts';
import { chatCalls, chatRow, type Loose, marked, nameless, type Row } from './row.ts';

const loose = (record: Json): Loose => record as unknown as Loose;

/** The text of a message, whatever its parts. */
const wordsOf = (message: Loose): string => {
  const content = message['content'] as unknown;
  return typeof content === 'string'
    ? content
    : Array.isArray(content)
      ? content.map((part: Loose) => String(part['text'] ?? '')).join('\n')
      : '';
};

/** As many marks as a pattern is found in what the assistant says. */
const spelledIn = (messages: readonly Loose[], pattern: RegExp): readonly string[] =>
  messages
    .filter((message) => String(message['role']) === 'assistant')
    .flatMap((message) => [...wordsOf(message).matchAll(pattern)].map(() => marked(nameless())));

/** Calls of a step of ATIF: structured ones, or those in the text that the harness could read. */
const atifCalls = (record: Json): readonly string[] => {
  const step = loose(record);
  if (String(step['source']) !== 'agent' || step['is_copied_context']) return [];
  const calls = [...(step['tool_calls'] ?? [])].map((call) => marked(nameless(), call['function_name']));
  const answer = String(step['observation']?.['results']?.[0]?.['content'] ?? '');
  if (calls.length > 0 || answer.startsWith('Previous response')) return calls;
  return [...String(step['message']).matchAll(/<function=|"keystrokes":/g)].map(() => marked(nameless()));
};

const atifRow = { isLog: (record: Json) => typeof loose(record)['step_id'] === 'number', calls: atifCalls };

/** Messages of the runs of data sets, none of which is logged twice. */
const runRow = (key: string): Pick<Row, 'isLog' | 'calls'> => ({
  isLog: (record) => Array.isArray(loose(record)[key]),
  calls: (record) => [...(loose(record)[key] ?? [])].flatMap((message) => chatCalls(message).map(() => marked(nameless()))),
});

/** Blocks of code in the message before one that tells how they went. */
const ranBefore = (): Row['calls'] => {
  let before = '';
  return (record) => {
    const words = String(loose(record)['content']);
    const ran = /^exitcode: -?\d+ \(/.test(words) ? [...before.matchAll(/^ *```(?:python|sh|bash)\b/gm)].map(() => marked(nameless())) : [];
    before = words;
    return ran;
  };
};

export const EVALUATION: readonly Row[] = [
  { folder: 'atif', frameworks: ['atif'], ...atifRow },
  { folder: 'harbor-trial', frameworks: ['atif'], paths: /\/trajectory\.json$/, ...atifRow },
  {
    folder: 'swe-agent',
    frameworks: ['swe-agent'],
    isLog: (record) => typeof loose(record)['observation'] === 'string',
    calls: (record) => {
      const action = String(loose(record)['action']).trim();
      return action === '' || /^exit_(?!forfeit)/.test(action) ? [] : [marked(nameless())];
    },
  },
  {
    folder: 'mini-swe-agent',
    frameworks: ['mini-swe-agent'],
    isLog: (record) => typeof loose(record)['role'] === 'string',
    calls: (record) => spelledIn([loose(record)], /^```(?:bash|mswea_bash_command)$/gm),
  },
  {
    folder: 'swe-smith',
    frameworks: ['text-calls'],
    isLog: (record) => typeof loose(record)['instance_id'] === 'string',
    calls: (record) => spelledIn([...loose(record)['messages']!], /<function=/g),
  },
  { folder: 'agentdojo', frameworks: ['agentdojo'], ...chatRow },
  { folder: 'tau-bench', frameworks: ['tau-bench'], ...runRow('traj') },
  {
    folder: 'docent',
    frameworks: ['tau-bench'],
    paths: /samples\//,
    isLog: chatRow.isLog,
    calls: (record) => chatCalls(loose(record)).map(() => marked(nameless())),
  },
  {
    folder: 'tau2-bench',
    frameworks: ['tau2-bench'],
    isLog: (record) => typeof loose(record)['tick_id'] === 'number',
    calls: (record) => [...(loose(record)['agent_tool_calls'] ?? [])].map((call) => marked(call['id'])),
  },
  {
    folder: 'who-and-when',
    frameworks: ['who-and-when'],
    isLog: (record) => typeof loose(record)['content'] === 'string',
    calls: ranBefore(),
  },
  {
    folder: 'autocoderover',
    frameworks: ['autocoderover'],
    paths: /tool_call_layers/,
    isLog: (record) => Array.isArray(record),
    calls: (record) => [...loose(record)].map((call) => marked(nameless(), call['func_name'])),
  },
  {
    folder: '../misbehaviour/Astarojth+AgentAuditor-ASSEBench',
    frameworks: ['r-judge'],
    isLog: (record) => Array.isArray(loose(record)['contents']),
    calls: (record) =>
      [...loose(record)['contents']!].flat().flatMap((turn: Loose) => {
        const action = String(turn['action'] ?? '');
        return /^\w+(?::?\s*\{|\(|\s*\n\s*Action Input)/.test(action.trim()) ? [marked(nameless())] : [];
      }),
  },
  {
    folder: 'toolbench',
    frameworks: ['toolbench'],
    each: '',
    isLog: (record) => typeof loose(record)['tree'] === 'object',
    // Every call is a node that names the tool, with its arguments in the node below.
    calls: (record) => [...JSON.stringify(loose(record)['tree']).matchAll(/"node_type":"Action"/g)].map(() => marked(nameless())),
  },
  {
    folder: 'moatless',
    frameworks: ['moatless'],
    each: '',
    isLog: (record) => ['root', 'transitions'].some((key) => typeof loose(record)[key] === 'object'),
    calls: (record) =>
      [...(loose(record)['transitions'] ?? [])].flatMap((state) => [...(state['actions'] ?? [])].map(() => marked(nameless()))),
  },
  {
    folder: 'terminal-bench-v1',
    frameworks: ['terminal-bench'],
    paths: /\/agent\.cast$/,
    isLog: (record) => typeof loose(record)['width'] === 'number',
    // What was typed into these terminals started an agent, which then worked inside a program of its own.
    calls: (record) =>
      String(loose(record)[1]) === 'i' && !/^(?:clear|source|openhands|\u0004)/.test(String(loose(record)[2])) ? [marked(nameless())] : [],
  },
  {
    folder: 'autogen',
    frameworks: ['autogen'],
    paths: /session\.json$|chat_history/,
    isLog: (record) => typeof (loose(record)['type'] ?? loose(record)['mode']) === 'string',
    calls: (record) =>
      [loose(record), ...(loose(record)['messages'] ?? [])].flatMap((message) =>
        (Array.isArray(message['content']) ? [...message['content']] : []).flatMap((part: Loose) =>
          part['arguments'] ? [marked(part['id'])] : [],
        ),
      ),
  },
];

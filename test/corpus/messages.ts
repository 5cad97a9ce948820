import type { Json } from '../../src/model/location.ts';
import { chatCalls, chatRow, type Loose, marked, nameless, type Row, toolUses } from './row.ts';

const CODEX_CALL = /^(?:function_call|custom_tool_call|local_shell_call|web_search_call|tool_call)$/;

const claudeCalls = (record: Json): readonly string[] => {
  const loose = record as unknown as Loose;
  return [...toolUses(loose['message']), ...toolUses(loose['data']?.['message']?.['message'])];
};

const isClaude = (record: Json): boolean => {
  const loose = record as unknown as Loose;
  return /^(?:user|assistant)$/.test(String(loose['type'])) && typeof loose['message'] === 'object';
};

/** Events of an OpenHands record: itself, or the history of the run that it tells of. */
const openhandsEvents = (record: Loose): readonly Loose[] => (record['history'] ? [...record['history']].flat() : [record]);

/** Actions of OpenHands that are no calls. */
const OPENHANDS_WORDS = /^(?:message|system|finish|think|recall|condensation|change_agent_state)$/;

const openhandsRow = {
  isLog: (record: Json) => openhandsEvents(record as unknown as Loose).some((event) => event['action'] ?? event['observation']),
  calls: (record: Json) =>
    openhandsEvents(record as unknown as Loose)
      .filter((event) => typeof event['action'] === 'string' && !OPENHANDS_WORDS.test(String(event['action'])))
      .map((event) => marked(nameless(), event['action'])),
};

const openBlock = (record: Loose): Loose => record['content_block'] ?? record;

export const MESSAGES: readonly Row[] = [
  { folder: 'claude-code', frameworks: ['claude-code'], isLog: isClaude, calls: claudeCalls },
  { folder: 'harbor-trial', frameworks: ['claude-code'], paths: /\/sessions\/projects\//, isLog: isClaude, calls: claudeCalls },
  // Messages that an SDK saved without their session have the shape of a session file.
  { folder: 'claude-code-stream-json', frameworks: ['claude-code-stream-json', 'claude-code'], isLog: isClaude, calls: claudeCalls },
  {
    folder: 'codex-rollout',
    frameworks: ['codex'],
    isLog: (record) => typeof (record as unknown as Loose)['payload'] === 'object',
    calls(record) {
      const item = (record as unknown as Loose)['payload'] ?? (record as unknown as Loose);
      if (!CODEX_CALL.test(String(item['type']))) return [];
      return [marked(item['call_id'] ?? item['id'] ?? nameless(), item['name'], item['arguments'] ?? item['input'] ?? item['action'])];
    },
  },
  {
    folder: 'gemini-cli',
    frameworks: ['gemini-cli'],
    isLog: (record) =>
      /^(?:user|gemini|model|info)$/.test(String((record as unknown as Loose)['type'] ?? (record as unknown as Loose)['role'])),
    calls: (record) =>
      [...((record as unknown as Loose)['toolCalls'] ?? [])].map((call) => marked(call['id'] ?? nameless(), call['name'], call['args'])),
  },
  {
    folder: 'gemini-stream-json',
    frameworks: ['gemini-stream-json'],
    isLog: (record) => (record as unknown as Loose)['type'] === ('init' as unknown),
    calls: (record) =>
      (record as unknown as Loose)['tool_id'] && (record as unknown as Loose)['tool_name']
        ? [marked((record as unknown as Loose)['tool_id'])]
        : [],
  },
  {
    folder: 'opencode',
    frameworks: ['opencode-export'],
    isLog: (record) => typeof (record as unknown as Loose)['info'] === 'object',
    calls: (record) =>
      [...((record as unknown as Loose)['parts'] ?? [])].flatMap((part) =>
        String(part['type']) === 'tool' ? [marked(part['callID'])] : [],
      ),
  },
  { folder: 'openai-chat-jsonl', frameworks: ['openai-chat'], ...chatRow },
  { folder: 'openai-chat-exports', frameworks: ['openai-chat'], ...chatRow },
  {
    folder: 'anthropic-messages',
    frameworks: ['anthropic-messages'],
    isLog: (record) =>
      /^(?:text|thinking|message_start|server_tool_use|tool_use|mcp_tool_use)$/.test(String((record as unknown as Loose)['type'])),
    calls: (record) => toolUses({ content: [openBlock(record as unknown as Loose)] } as unknown as Loose),
  },
  {
    folder: 'custom-eval-logs',
    frameworks: ['exchanges'],
    paths: /scenario_tests\//,
    isLog: (record) => typeof (record as unknown as Loose)['question'] === 'string',
    calls: (record) => [...((record as unknown as Loose)['tool_usage'] ?? [])].map((call) => marked(nameless(), call)),
  },
  {
    folder: '../misbehaviour/PalisadeResearch+robot_shutdown_resistance/logs',
    frameworks: ['log-records'],
    isLog: (record) => typeof (record as unknown as Loose)['logger'] === 'string',
    calls: (record) => chatCalls((record as unknown as Loose)['assistant_payload']),
  },
  {
    folder: 'openhands-v0',
    frameworks: ['openhands-v0'],
    ...openhandsRow,
  },
  {
    folder: '../misbehaviour/sani903+OpenAgentSafety/evaluation',
    frameworks: ['openhands-v0'],
    paths: /\/traj_[^/]*\.json$/,
    ...openhandsRow,
  },
  {
    folder: 'openhands-v1',
    frameworks: ['openhands-v1'],
    isLog: (record) => typeof (record as unknown as Loose)['kind'] === 'string',
    calls(record) {
      const event = record as unknown as Loose;
      return event['tool_call'] ? [marked(event['tool_call_id'], event['tool_call'])] : [];
    },
  },
  {
    folder: '../misbehaviour/jotaraz+misalignment-indicators-moremodels/bloom',
    frameworks: ['petri'],
    isLog: (record) => typeof (record as unknown as Loose)['edit'] === 'object',
    calls(record) {
      const event = record as unknown as Loose;
      return String(event['view']).includes('target') ? chatCalls(event['edit']?.['message']) : [];
    },
  },
];

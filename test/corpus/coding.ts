import { chatRow, type Loose, marked, nameless, type Row, toolUses } from './row.ts';

/** Lines of Aider that tell of an edit: done, left out, or not fitting its file. */
const AIDER_EDIT =
  /^> (?:(?:Applied edit|Skipping edits|Did not apply edit) to |Creating empty file |## \w+: This SEARCH block failed to exactly match)/gm;

/** Commands of Aider: those that ran, and those that were shown before a question that was answered with no. */
const aiderCommands = (text: string): number => {
  let count = 0;
  let block: string[] = [];
  for (const line of text.split('\n')) {
    if (/^> Run shell command.*\b[ns]\w* *$/i.test(line)) count += block.length;
    if (/^> Running /.test(line)) count++;
    block = line.startsWith('> ') ? [line] : block.length > 0 && line !== '' && !line.startsWith('#') ? [...block, line] : [];
  }
  return count;
};

/** Logs that coding agents keep themselves. */
export const CODING: readonly Row[] = [
  {
    folder: 'copilot-cli',
    made: true,
    frameworks: ['copilot-cli'],
    isLog: (record) => typeof (record as unknown as Loose)['parentId'] !== 'undefined',
    calls(record) {
      const data = (record as unknown as Loose)['data'];
      if (data?.['toolName'] && data['toolCallId'] && data['arguments']) return [marked(data['toolCallId'])];
      return [...(data?.['toolRequests'] ?? [])].map((call) => marked(call['toolCallId']));
    },
  },
  {
    folder: 'vscode-copilot-chat',
    frameworks: ['vscode-chat'],
    isLog: (record) => typeof (record as unknown as Loose)['requestId'] === 'string',
    calls: (record) =>
      [...((record as unknown as Loose)['result']?.['metadata']?.['toolCallRounds'] ?? [])].flatMap((round) =>
        [...round['toolCalls']!].map((call) => marked(call['id'])),
      ),
  },
  {
    folder: 'cursor',
    made: true,
    frameworks: ['cursor'],
    isLog: (record) => typeof (record as unknown as Loose)['role'] === 'string',
    calls: (record) => toolUses((record as unknown as Loose)['message']),
  },
  {
    folder: 'kimi',
    frameworks: ['kimi-cli', 'kimi-code'],
    paths: /\.jsonl$/,
    isLog: () => true,
    calls(record) {
      const loose = record as unknown as Loose;
      if (String(loose['event']?.['type']) === 'tool.call') return [marked(loose['event']?.['toolCallId'])];
      return [...(loose['tool_calls'] ?? [])].map((call) => marked(call['id']));
    },
  },
  {
    folder: 'goose',
    made: true,
    frameworks: ['goose'],
    paths: /\.jsonl$/,
    isLog: (record) => typeof (record as unknown as Loose)['role'] === 'string',
    calls: (record) =>
      [...((record as unknown as Loose)['content'] ?? [])].flatMap((part) =>
        String(part['type']) === 'toolRequest' ? [marked(part['id'], part['toolCall'])] : [],
      ),
  },
  {
    folder: 'amp',
    made: true,
    frameworks: ['amp'],
    isLog: (record) => typeof (record as unknown as Loose)['role'] === 'string',
    calls: (record) => toolUses(record as unknown as Loose),
  },
  {
    folder: 'droid',
    made: true,
    frameworks: ['droid', 'droid-stream-json'],
    isLog: (record) => typeof (record as unknown as Loose)['type'] === 'string',
    calls(record) {
      const loose = record as unknown as Loose;
      return String(loose['type']) === 'tool_call' ? [marked(loose['toolCallId'] ?? loose['id'])] : toolUses(loose['message']);
    },
  },
  {
    folder: 'kiro',
    frameworks: ['kiro'],
    isLog: (record) => typeof (record as unknown as Loose)['kind'] === 'string',
    calls: (record) =>
      [...((record as unknown as Loose)['data']?.['content'] ?? [])].flatMap((part) =>
        String(part['kind']) === 'toolUse' ? [marked(part['data']?.['toolUseId'])] : [],
      ),
  },
  // Messages without their ids are plain chat messages.
  { folder: 'vibe', made: true, frameworks: ['vibe', 'openai-chat'], ...chatRow },
  { folder: 'hermes', made: true, frameworks: ['hermes'], each: 'messages', isLog: () => true, calls: chatRow.calls },
  {
    folder: 'grok-build',
    made: true,
    frameworks: ['grok-build'],
    paths: /\.jsonl$/,
    isLog: () => true,
    calls(record) {
      const loose = record as unknown as Loose;
      const update = loose['params']?.['update'];
      if (String(update?.['sessionUpdate']) === 'tool_call') return [marked(update?.['toolCallId'])];
      if (String(loose['type']) === 'backend_tool_call') return [marked(loose['kind']?.['id'])];
      return [...(loose['tool_calls'] ?? [])].map((call) => marked(call['id']));
    },
  },
  {
    folder: 'trae-agent',
    frameworks: ['trae-agent'],
    isLog: () => true,
    calls: (record) => [...((record as unknown as Loose)['tool_calls'] ?? [])].map((call) => marked(call['id'])),
  },
  { folder: 'iflow', frameworks: ['iflow'], isLog: () => true, calls: (record) => toolUses((record as unknown as Loose)['message']) },
  {
    folder: 'antigravity',
    made: true,
    frameworks: ['antigravity'],
    isLog: (record) => typeof (record as unknown as Loose)['step_index'] === 'number',
    calls: (record) => [...((record as unknown as Loose)['tool_calls'] ?? [])].map((call) => marked(call['id'] ?? call)),
  },
  {
    folder: 'aider',
    frameworks: ['aider'],
    prose: true,
    // The text of which the fixture beside it was cut is no history.
    paths: /chat[.-]history\.md$/,
    isLog: () => true,
    calls(record) {
      const text = String(record);
      return Array.from({ length: [...text.matchAll(AIDER_EDIT)].length + aiderCommands(text) }, () => marked(nameless()));
    },
  },
  {
    folder: 'specstory',
    frameworks: ['specstory'],
    prose: true,
    isLog: () => true,
    calls: (record) => [...String(record).matchAll(/^<\/tool-use>/gm)].map(() => marked(nameless())),
  },
];

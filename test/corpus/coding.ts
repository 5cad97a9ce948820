import { type Loose, marked, type Row, toolUses } from './row.ts';

/** Logs that coding agents keep themselves. */
export const CODING: readonly Row[] = [
  {
    folder: 'copilot-cli',
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
    frameworks: ['cursor'],
    isLog: (record) => typeof (record as unknown as Loose)['role'] === 'string',
    calls: (record) => toolUses((record as unknown as Loose)['message']),
  },
];

import type { Json } from '../../src/model/location.ts';
import { type Loose, marked, nameless, type Row, toolUses } from './row.ts';

const CLINE_CALL = /^(?:tool|command|use_mcp_server)$/;
const EXEC_CALL = /^(?:command_execution|file_change|mcp_tool_call|collab_tool_call|web_search)$/;

const piRow = {
  frameworks: ['pi'],
  isLog: (record: Json) => (record as unknown as Loose)['type'] === ('message' as unknown),
  calls: (record: Json) =>
    [...((record as unknown as Loose)['message']?.['content'] ?? [])].flatMap((part) =>
      part['type'] === ('toolCall' as unknown) ? [marked(part['id'] ?? nameless())] : [],
    ),
};

/** Formats whose writers were recorded. */
export const RECORDED: readonly Row[] = [
  { folder: 'pi', ...piRow },
  {
    folder: 'cline',
    frameworks: ['cline-task'],
    paths: /\/ui_messages\.json$/,
    isLog: (record) => typeof (record as unknown as Loose)['ts'] === 'number',
    calls: (record) =>
      CLINE_CALL.test(String((record as unknown as Loose)['say'] ?? (record as unknown as Loose)['ask'])) &&
      (record as unknown as Loose)['partial'] !== (true as unknown)
        ? [marked(nameless())]
        : [],
  },
  {
    folder: 'cline',
    frameworks: ['cline'],
    paths: /\/fixtures\/session\//,
    isLog: (record) => typeof (record as unknown as Loose)['role'] === 'string',
    calls: (record) => toolUses(record as unknown as Loose),
  },
  {
    folder: 'qwen-code',
    frameworks: ['qwen-code'],
    isLog: (record) => Array.isArray((record as unknown as Loose)['message']?.['parts']),
    calls: (record) =>
      [...((record as unknown as Loose)['message']?.['parts'] ?? [])].flatMap((part) =>
        part['functionCall'] ? [marked(part['functionCall']['id'] ?? nameless())] : [],
      ),
  },
  { folder: 'openclaw', ...piRow },
  {
    folder: 'opencode',
    frameworks: ['opencode-store'],
    paths: /\/storage_v2\/(?:session|message|part)\//,
    isLog: (record) => typeof (record as unknown as Loose)['id'] === 'string',
    calls: (record) =>
      (record as unknown as Loose)['type'] === ('tool' as unknown) ? [marked((record as unknown as Loose)['callID'] ?? nameless())] : [],
  },
  {
    folder: 'codex-exec-json',
    frameworks: ['codex-exec-json'],
    isLog: (record) => (record as unknown as Loose)['type'] === ('thread.started' as unknown),
    calls(record) {
      const item = (record as unknown as Loose)['item'];
      return item && EXEC_CALL.test(String(item['type'])) ? [marked(item['id'] ?? nameless())] : [];
    },
  },
];

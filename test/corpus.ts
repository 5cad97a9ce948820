import type { Json } from '../src/model/location.ts';

/** One format of the sample corpus: which files are its logs, what they must be taken for, and how many calls they hold. */
export interface Row {
  /** Folder below `formats/`. */
  readonly folder: string;
  readonly frameworks: readonly string[];
  /** Paths that are looked at; all by default. */
  readonly paths?: RegExp;
  /** Whether a file's records make it a log of this format, rather than something that lies beside one. */
  readonly isLog: (record: Json) => boolean;
  /** Every call of one record, as a text that is the same for the same call. */
  readonly calls: (record: Json) => readonly string[];
}

type Loose = { readonly [key: string]: Loose } & readonly Loose[];

const marked = (...parts: readonly unknown[]): string => JSON.stringify(parts);

let nameless = 0;

/** Blocks of an Anthropic message that are calls. */
const toolUses = (message: Loose | undefined): readonly string[] =>
  (Array.isArray(message?.['content']) ? (message['content'] as readonly Loose[]) : [])
    .filter((block) => /tool_use$/.test(String(block?.['type'])))
    .map((block) => marked(block['id'] ?? nameless++, block['name'], block['input']));

const CODEX_CALL = /^(?:function_call|custom_tool_call|local_shell_call|web_search_call|tool_call)$/;

const claudeCalls = (record: Json): readonly string[] => {
  const loose = record as unknown as Loose;
  return [...toolUses(loose['message']), ...toolUses(loose['data']?.['message']?.['message'])];
};

const isClaude = (record: Json): boolean => {
  const loose = record as unknown as Loose;
  return /^(?:user|assistant)$/.test(String(loose['type'])) && typeof loose['message'] === 'object';
};

export const ROWS: readonly Row[] = [
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
      return [marked(item['call_id'] ?? item['id'] ?? nameless++, item['name'], item['arguments'] ?? item['input'] ?? item['action'])];
    },
  },
];

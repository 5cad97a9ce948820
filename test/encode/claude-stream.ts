import type { Json } from '../../src/model/location.ts';
import { claudeCall, claudeContent } from './claude-code.ts';
import { cannot, type Encoder, encoding, jsonLines } from './encoder.ts';

const SESSION = '8e21c0aa-5f0f-4c39-8a35-1f1c2d7b9e44';

const init = (permissionMode: string): Json => ({
  type: 'system',
  subtype: 'init',
  cwd: '/home/dev/project',
  session_id: SESSION,
  tools: ['Bash', 'Edit', 'Read', 'Write'],
  mcp_servers: [],
  model: 'claude-opus-4-5',
  permissionMode,
  apiKeySource: 'none',
  claude_code_version: '2.1.112',
});

export const claudeStream: Encoder = {
  name: 'claude-code-stream-json',
  encode: (steps) =>
    encoding(() => {
      let last: string | undefined;
      const records = steps.map((step, index): Json => {
        if ('set' in step) {
          const [other] = Object.keys(step.set).filter((name) => name !== 'permissionMode');
          return other === undefined ? init(step.set['permissionMode'] ?? 'default') : cannot(`no place for a condition '${other}'`);
        }
        const id = `toolu_01Hm3QwE${index}LkJdFgSa`;
        const [type, content, extra] = claudeContent(step, id, last);
        if (claudeCall(step)) last = id;
        const message =
          type === 'user' ? { role: 'user', content } : { id: `msg_${index}`, role: 'assistant', model: 'claude-opus-4-5', content };
        return { type, message, parent_tool_use_id: null, session_id: SESSION, ...(extra && { isSynthetic: true }), uuid: `r-${index}` };
      });
      return [{ name: 'claude-code.jsonl', text: jsonLines([init('default'), ...records]) }];
    }),
};

import { isArray, type Json, type JsonObject } from '../../src/model/location.ts';
import { claudeCode } from './claude-code.ts';
import { type Encoder, jsonLines } from './encoder.ts';

const SESSION = 'session-5de701fc-7454-4858-a249-95cac4fd3b51';

/** A result as Gemini CLI has it, in Claude's block. */
const wrapped = (block: Json): Json => {
  const { type, tool_use_id, content, is_error } = block as JsonObject;
  if (type !== 'tool_result') return block;
  const response = is_error === true ? { error: content! } : { output: content! };
  return {
    type,
    tool_use_id: tool_use_id!,
    content: { callId: tool_use_id!, responseParts: { functionResponse: { id: tool_use_id!, name: 'tool', response } }, resultDisplay: '' },
  };
};

const record = (line: string, index: number): Json => {
  const written = JSON.parse(line) as JsonObject;
  const message = written['message'] as JsonObject | undefined;
  if (message === undefined) return { ...written, sessionId: SESSION };
  const { content } = message;
  const made = isArray(content) ? content.map(wrapped) : content!;
  const id = message['role'] === 'assistant' && { id: `response-17779002${String(index).padStart(5, '0')}` };
  return { ...written, sessionId: SESSION, version: '1.0.0', message: { ...message, ...id, content: made } };
};

/** What Claude Code writes, around Gemini's results. */
export const iflow: Encoder = {
  name: 'iflow',
  encode(steps) {
    const encoded = claudeCode.encode(steps);
    if ('cannot' in encoded) return encoded;
    const [file] = encoded.files;
    const lines = String(file!.text)
      .split('\n')
      .filter((line) => line !== '');
    return { files: [{ name: `${SESSION}.jsonl`, text: jsonLines(lines.map(record)) }] };
  },
};

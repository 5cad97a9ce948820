import type { Json, JsonObject } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, roleIn } from './chat.ts';
import { cannot, commandOf, type Encoder, encoding, GRADE_TOOL, jsonLines } from './encoder.ts';

/** A text as Codex quotes it for the shell. */
const quoted = (text: string): string =>
  text.includes("'") && !/["$`\\!]/.test(text) ? `"${text}"` : `'${text.replaceAll("'", "'\\''")}'`;

const callOf = (step: ExampleStep): JsonObject | undefined => {
  if ('shell' in step) return { type: 'command_execution', command: `/bin/bash -lc ${quoted(commandOf(step))}` };
  if ('call' in step) return { type: 'mcp_tool_call', server: 'company', tool: step.call, arguments: step.with };
  if ('grade' in step) return { type: 'mcp_tool_call', server: 'company', tool: GRADE_TOOL, arguments: { ...step.grade } };
  return undefined;
};

const itemOf = (step: ExampleStep): JsonObject => {
  if ('think' in step) return { type: 'reasoning', text: step.think };
  if ('edit' in step) return cannot('of a file that is changed only the path is printed');
  if ('set' in step) return cannot('no place for a condition');
  if (!('say' in step)) return cannot('no place for this step');
  if (step.by !== undefined) return cannot('messages have no names of speakers');
  return roleIn(step) === 'assistant' ? { type: 'agent_message', text: step.say } : cannot('prompts are not printed');
};

export const codexExecJson: Encoder = {
  name: 'codex-exec-json',
  encode: (steps) =>
    encoding(() => {
      const calls = new Map<string, JsonObject>();
      const records = numbered(steps, (step, id, last): Json => {
        const call = callOf(step);
        if (call) {
          calls.set(id, { id, ...call });
          return { type: 'item.started', item: { id, ...call, status: 'in_progress' } };
        }
        if (!('answer' in step) && !('deny' in step)) return { type: 'item.completed', item: { id, ...itemOf(step) } };
        const started = calls.get(last ?? cannot('an answer without a call'))!;
        const words = 'deny' in step ? step.deny : step.answer;
        const status = 'deny' in step ? 'declined' : step.ok === false ? 'failed' : 'completed';
        const result =
          started['type'] === 'mcp_tool_call'
            ? status === 'completed'
              ? { result: { content: [{ type: 'text', text: words }] } }
              : { error: { message: words } }
            : { aggregated_output: words };
        return { type: 'item.completed', item: { ...started, ...result, status } };
      });
      return [
        {
          name: 'stdout.jsonl',
          text: jsonLines([{ type: 'thread.started', thread_id: '01a21319-a2c9-7171-9a44-aa417b2927f3' }, ...records]),
        },
      ];
    }),
};

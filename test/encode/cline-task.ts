import type { Json, JsonObject } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, roleIn } from './chat.ts';
import { cannot, commandOf, type Encoder, encoding, GRADE_TOOL } from './encoder.ts';

const START = 1_795_619_254_000;

/** The tool by which the agent acts, for the model, and what is shown of the call. */
const callOf = (step: ExampleStep): readonly [tool: string, shown: JsonObject] | undefined => {
  if ('shell' in step) return ['execute_command', { type: 'ask', ask: 'command', text: commandOf(step) }];
  const served = (toolName: string, input: Json): readonly [string, JsonObject] => [
    'use_mcp_tool',
    {
      type: 'ask',
      ask: 'use_mcp_server',
      text: JSON.stringify({ type: 'use_mcp_tool', serverName: 'company', toolName, arguments: JSON.stringify(input) }),
    },
  ];
  if ('call' in step) return served(step.call, step.with);
  if ('grade' in step) return served(GRADE_TOOL, { ...step.grade });
  if (!('edit' in step)) return undefined;
  const { path, before, after = '' } = step.edit;
  const shown =
    before === undefined
      ? { tool: 'newFileCreated', path, content: after }
      : { tool: 'editedExistingFile', path, content: `------- SEARCH\n${before}\n=======\n${after}\n+++++++ REPLACE\n` };
  return [before === undefined ? 'write_to_file' : 'replace_in_file', { type: 'say', say: 'tool', text: JSON.stringify(shown) }];
};

const shownOf = (step: ExampleStep, last: string | undefined, opening: boolean): JsonObject => {
  const call = callOf(step);
  if (call) return call[1];
  if ('think' in step) return { type: 'say', say: 'reasoning', text: step.think };
  if ('set' in step) return cannot('no place for a condition');
  if ('say' in step) {
    if (step.by !== undefined) return cannot('messages have no names of speakers');
    const role = roleIn(step);
    if (role === 'system') return cannot('system prompts are not shown');
    return { type: 'say', say: role === 'assistant' ? 'text' : opening ? 'task' : 'user_feedback', text: step.say };
  }
  const tool = last ?? cannot('an answer without a call');
  const words =
    'deny' in step
      ? `The user denied this operation.\n<feedback>${step.deny}</feedback>`
      : 'answer' in step
        ? step.answer
        : cannot('no place for this step');
  const failed = 'answer' in step && step.ok === false;
  const request = `[${tool} for 'x'] Result:\n${failed ? `The tool execution failed with the following error:\n<error>\n${words}\n</error>` : words}`;
  return { type: 'say', say: 'api_req_started', text: JSON.stringify({ request }) };
};

export const clineTask: Encoder = {
  name: 'cline-task',
  encode: (steps) =>
    encoding(() => {
      let last: string | undefined;
      const shown = numbered(steps, (step, _id, _last, index): Json => {
        const item = { ts: START + index * 1000, ...shownOf(step, last, index === 0), partial: false };
        last = callOf(step)?.[0] ?? last;
        return item;
      });
      const begins = { ts: START - 1000, type: 'say', say: 'task', text: 'Go on.' };
      const opened = steps[0] !== undefined && 'say' in steps[0] && steps[0].as === 'user';
      return [{ name: '1795619254000/ui_messages.json', text: JSON.stringify(opened ? shown : [begins, ...shown]) }];
    }),
};

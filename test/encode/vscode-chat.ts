import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered } from './chat.ts';
import { cannot, commandOf, type Encoder, encoding, GRADE_TOOL } from './encoder.ts';

const callOf = (step: ExampleStep): readonly [tool: string, input: Json] | undefined => {
  if ('shell' in step) return ['run_in_terminal', { command: commandOf(step), isBackground: false }];
  if ('call' in step) return [step.call, step.with];
  if ('grade' in step) return [GRADE_TOOL, { ...step.grade }];
  if (!('edit' in step)) return undefined;
  const { path, before, after = '' } = step.edit;
  return before === undefined
    ? ['create_file', { filePath: path, content: after }]
    : ['replace_string_in_file', { filePath: path, oldString: before, newString: after }];
};

interface Request {
  readonly text: string;
  readonly rounds: Json[];
  readonly response: Json[];
  readonly results: { [id: string]: Json };
}

const result = (words: string): Json => ({ content: [{ value: words }] });

const write = (request: Request, step: ExampleStep, id: string, last: string | undefined): void => {
  const call = callOf(step);
  if (call) request.rounds.push({ response: '', toolCalls: [{ id, name: call[0], arguments: JSON.stringify(call[1]) }] });
  else if ('think' in step) request.rounds.push({ response: '', toolCalls: [], thinking: { text: step.think } });
  else if ('set' in step) cannot('no place for a condition');
  else if ('say' in step) {
    if (step.by !== undefined) cannot('messages have no names of speakers');
    if (step.as !== undefined && step.as !== 'agent') cannot(`no role '${step.as}'`);
    request.rounds.push({ response: step.say, toolCalls: [] });
  } else {
    const toolCallId = last ?? cannot('an answer without a call');
    const denied = 'deny' in step;
    request.response.push({ kind: 'toolInvocationSerialized', toolId: 'tool', toolCallId, isConfirmed: { type: denied ? 0 : 4 } });
    const answer = 'answer' in step ? step.answer : denied ? step.deny : '';
    request.results[toolCallId] = result('ok' in step && step.ok === false ? `ERROR while calling tool: ${answer}` : answer);
  }
};

const requestsOf = (steps: readonly ExampleStep[]): readonly Request[] => {
  const requests: Request[] = [];
  const begin = (text: string): number => requests.push({ text, rounds: [], response: [], results: {} });
  numbered(steps, (step, id, last) => {
    if ('say' in step && step.as === 'user') return step.by === undefined ? begin(step.say) : cannot('messages have no names of speakers');
    if (requests.length === 0) begin('');
    return write(requests.at(-1)!, step, id, last);
  });
  return requests;
};

export const vscodeChat: Encoder = {
  name: 'vscode-chat',
  encode: (steps) =>
    encoding(() => {
      const requests = requestsOf(steps).map(({ text, rounds, response, results }, index) => ({
        requestId: `request_${index}`,
        message: { text, parts: [] },
        response,
        agent: { id: 'github.copilot.editsAgent', name: 'agent' },
        timestamp: 1_777_900_200_000 + index * 60_000,
        modelId: 'copilot/gpt-5.2',
        result: { metadata: { toolCallRounds: rounds, toolCallResults: results } },
      }));
      return [{ name: 'chat.json', text: JSON.stringify({ responderUsername: 'GitHub Copilot', requests }, undefined, 2) }];
    }),
};

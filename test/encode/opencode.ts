import type { Json } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { cannot, commandOf, type Encoder, encoding, GRADE_TOOL, jsonLines } from './encoder.ts';

const SESSION = 'ses_0aac11d2fffeQ7vTq2mZ';
const START = 1_777_900_200_000;

const callOf = (step: ExampleStep): readonly [tool: string, input: Json] | undefined => {
  if ('shell' in step) return ['bash', { command: commandOf(step), description: '' }];
  if ('call' in step) return [step.call, step.with];
  if ('grade' in step) return [GRADE_TOOL, { ...step.grade }];
  if (!('edit' in step)) return undefined;
  const { path, before, after = '' } = step.edit;
  return before === undefined
    ? ['write', { filePath: path, content: after }]
    : ['edit', { filePath: path, oldString: before, newString: after }];
};

const stateOf = (input: Json, result: ExampleStep | undefined): Json => {
  if (result === undefined) return { status: 'running', input };
  if ('deny' in result)
    return { status: 'error', input, error: `The user rejected permission to use this specific tool call. ${result.deny}` };
  if (!('answer' in result)) return cannot('no place for this step');
  return result.ok === false
    ? { status: 'error', input, error: result.answer }
    : { status: 'completed', input, output: result.answer, title: '', metadata: {} };
};

/** A part and who says it. */
interface Written {
  readonly role: string;
  readonly index: number;
  readonly part: { readonly type: string; readonly [key: string]: Json };
}

/** The parts of agent and user: a call and its result are one. */
const partsOf = (steps: readonly ExampleStep[]): readonly Written[] =>
  steps.flatMap((step, index): readonly Written[] => {
    const identity = { id: `prt_${index}`, sessionID: SESSION, messageID: `msg_${index}` };
    const call = callOf(step);
    if (call) {
      const next = steps.slice(index + 1).find((each) => 'answer' in each || 'deny' in each || callOf(each));
      const state = stateOf(call[1], next && !callOf(next) ? next : undefined);
      return [
        { role: 'assistant', index, part: { ...identity, type: 'tool', tool: call[0], callID: `toolu_01Hq7XyZ${index}WbVtRsPn`, state } },
      ];
    }
    if ('answer' in step || 'deny' in step) return steps.slice(0, index).some(callOf) ? [] : cannot('an answer without a call');
    if ('think' in step) return [{ role: 'assistant', index, part: { ...identity, type: 'reasoning', text: step.think } }];
    if (!('say' in step)) return cannot('no place for a condition');
    if (step.by !== undefined) return cannot('messages have no names of speakers');
    const role = { agent: 'assistant', user: 'user' }[step.as ?? ('agent' as string)] ?? cannot(`no role '${step.as}'`);
    return [{ role, index, part: { ...identity, type: 'text', text: step.say } }];
  });

const EVENTS: { readonly [type: string]: string } = { tool: 'tool_use', text: 'text', reasoning: 'reasoning' };

export const opencode: Encoder = {
  name: 'opencode',
  encode: (steps) =>
    encoding(() => {
      const events = partsOf(steps).map(({ role, part, index }): Json => {
        const type = EVENTS[part.type]!;
        return role === 'user' ? cannot('prompts are not printed') : { type, timestamp: START + index * 1000, sessionID: SESSION, part };
      });
      const opening = { type: 'step_start', timestamp: START, sessionID: SESSION, part: { id: 'prt_start', type: 'step-start' } };
      return [{ name: 'stdout.jsonl', text: jsonLines([opening, ...events]) }];
    }),
};

export const opencodeExport: Encoder = {
  name: 'opencode-export',
  encode: (steps) =>
    encoding(() => {
      const messages = partsOf(steps).map(({ role, part, index }) => ({
        info: { id: `msg_${index}`, sessionID: SESSION, role, agent: 'build', modelID: 'glm-5', time: { created: START + index * 1000 } },
        parts: [part],
      }));
      const info = { id: SESSION, projectID: 'p1', directory: '/home/dev/project', title: 'Session', version: '1.17.18' };
      return [{ name: 'export.json', text: JSON.stringify({ info, messages }, undefined, 1) }];
    }),
};

/** The folder that versions before 1.2 keep: a file for each session, message and part. */
export const opencodeStore: Encoder = {
  name: 'opencode-store',
  encode: (steps) =>
    encoding(() => {
      const session = {
        id: SESSION,
        version: '1.1.65',
        projectID: 'global',
        directory: '/home/dev/garden',
        title: 'x',
        time: { created: START, updated: START },
      };
      const file = (path: string, value: Json) => ({ name: `storage/${path}.json`, text: JSON.stringify(value, null, 2) });
      const parts = partsOf(steps).flatMap(({ role, index, part }) => {
        const id = `msg_${String(index).padStart(4, '0')}`;
        const message = { id, sessionID: SESSION, role, time: { created: START + index * 1000 }, agent: 'build' };
        return [file(`message/${SESSION}/${id}`, message), file(`part/${id}/prt_${index}`, { ...part, messageID: id })];
      });
      return [file(`session/global/${SESSION}`, session), ...parts];
    }),
};

import type { Json, JsonObject } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { cannot, commandOf, GRADE_TOOL } from './encoder.ts';

/** The tool and arguments by which an agent of a home-made harness takes a step; undefined for a step that is no call. */
export const plainCall = (step: ExampleStep): readonly [tool: string, input: JsonObject] | undefined => {
  if ('shell' in step) return ['bash', { command: commandOf(step) }];
  if ('call' in step) return [step.call, step.with as JsonObject];
  if ('grade' in step) return [GRADE_TOOL, { ...step.grade }];
  if (!('edit' in step)) return undefined;
  const { path, before, after = '' } = step.edit;
  return before === undefined
    ? ['write_file', { path, content: after }]
    : ['str_replace_editor', { command: 'str_replace', path, old_str: before, new_str: after }];
};

const ROLES: { readonly [role: string]: string } = { agent: 'assistant', user: 'user', system: 'system' };

/** The role under which a step is said; cannot where the format has none. */
export const roleIn = (step: Extract<ExampleStep, { readonly say: string }>): string => {
  const who = step.as ?? 'agent';
  return ROLES[who] ?? cannot(`no role '${who}'`);
};

/** The conditions that the steps begin with, and the steps that follow; conditions later on have no place. */
export const splitConditions = (
  steps: readonly ExampleStep[],
): { readonly conditions: { readonly [name: string]: string }; readonly rest: readonly ExampleStep[] } => {
  const first = steps.findIndex((step) => !('set' in step));
  const rest = first === -1 ? [] : steps.slice(first);
  if (rest.some((step) => 'set' in step)) return cannot('conditions hold for the whole run');
  const conditions = Object.assign({}, ...steps.slice(0, steps.length - rest.length).map((step) => ('set' in step ? step.set : {})));
  return { conditions, rest };
};

/** How a Chat Completions message holds a step. `last`: id of the call that an answer is for. */
export const openaiMessage = (step: ExampleStep, id: string, last: string | undefined): JsonObject => {
  const call = plainCall(step);
  if (call) {
    const made: Json = { id, type: 'function', function: { name: call[0], arguments: JSON.stringify(call[1]) } };
    return { role: 'assistant', content: null, tool_calls: [made] };
  }
  if ('think' in step) return { role: 'assistant', content: null, reasoning_content: step.think };
  if ('say' in step) return { role: roleIn(step), content: step.say, ...(step.by !== undefined && { name: step.by }) };
  if ('set' in step) return cannot('no place for a condition');
  const tool_call_id = last ?? cannot('an answer without a call');
  if ('deny' in step) return { role: 'tool', tool_call_id, content: `User declined the call: ${step.deny}` };
  return 'answer' in step ? { role: 'tool', tool_call_id, content: step.answer } : cannot('no place for this step');
};

/** Goes through steps with the id of each call and of the call before it. */
export const numbered = <T>(
  steps: readonly ExampleStep[],
  write: (step: ExampleStep, id: string, last: string | undefined, index: number) => T,
): readonly T[] => {
  let last: string | undefined;
  return steps.map((step, index) => {
    const id = `call_Zk4wQ9hVtB${String(index).padStart(3, '0')}rPxM`;
    const written = write(step, id, last, index);
    if (plainCall(step)) last = id;
    return written;
  });
};

/** A second of one afternoon. */
export const second = (index: number): string =>
  `2026-05-04T13:${String(10 + Math.floor(index / 60)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}.000Z`;

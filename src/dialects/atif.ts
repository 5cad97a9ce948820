// https://www.harborframework.com/docs/trajectory-format (the steps of the Agent Trajectory Interchange Format)
import type { Role } from '../model/event.ts';
import { get, isArray, type Json, list, pointerTo, text } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import { argumentsAt, type Call, type Said, textOf } from './said.ts';
import { answersOf, callsOf, wordsBeside } from './spelled.ts';
import { anyOf, functionTags, keystrokes } from './text.ts';

const ROLES: { readonly [source: string]: Role } = { agent: 'agent', user: 'user', system: 'system' };

/** Agents whose calls are no structured ones spell them so. */
const way = anyOf(functionTags, keystrokes);
/** What the harness answers where it could not read the reply, so that nothing of it was done. */
const UNREAD = /^Previous response had parsing errors/;

const call = (value: Json, at: string): Call => ({
  said: 'call',
  ...optional('id', text(value, 'tool_call_id')),
  tool: text(value, 'function_name') ?? '',
  at,
  ...argumentsAt(get(value, 'arguments'), `${at}/arguments`),
});

/** Results of a step. One that names no call is that of the call in its place, or of all of them where there is only one. */
const results = (value: Json, at: string, calls: readonly Call[]): readonly Said[] => {
  const found = list(get(value, 'observation'), 'results');
  const place = `${at}/observation/results`;
  return found.flatMap((each, index): readonly Said[] => {
    const words = textOf(get(each, 'content'));
    const where = `${place}/${index}/content`;
    const id = text(each, 'source_call_id');
    const own = found.length === calls.length ? calls.slice(index, index + 1) : index === 0 ? calls : [];
    const of = id === undefined ? own : [{ id }];
    return of.length > 0 || words === '' ? answersOf(of, words, where) : [{ said: 'message', role: 'tool', text: words, at: where }];
  });
};

/** What one step says: words, thoughts, calls and what came of them. */
export const step = (value: Json, at: string): readonly Said[] => {
  const role = ROLES[text(value, 'source') ?? ''] ?? 'unknown';
  const written = textOf(get(value, 'message'));
  const thought = text(value, 'reasoning_content') ?? '';
  const structured = list(value, 'tool_calls').map((each, index) => call(each, pointerTo(`${at}/tool_calls`, index)));
  const answers = list(get(value, 'observation'), 'results');
  const read = role === 'agent' && structured.length === 0 && !UNREAD.test(textOf(get(answers[0], 'content')));
  const spelled = read ? way(written) : [];
  const words = spelled.length > 0 ? wordsBeside(written, spelled) : written;
  const calls = [...structured, ...callsOf(spelled, `${at}/message`, `step-${get(value, 'step_id') ?? ''}`)];
  return [
    ...(thought === '' ? [] : [{ said: 'reasoning', text: thought, at: `${at}/reasoning_content` } as const]),
    ...(words === '' ? [] : [{ said: 'message', role, text: words, at: `${at}/message` } as const]),
    ...calls,
    ...results(value, at, calls),
  ];
};

/** A trajectory that a step sent out: the id under which it says of itself who it is, and the file that it lies in. */
export interface Sent {
  readonly id: string | undefined;
  readonly path: string | undefined;
}

/** Trajectories that a step refers to. */
export const sent = (value: Json): readonly Sent[] =>
  list(get(value, 'observation'), 'results').flatMap((result) => {
    const refs = get(result, 'subagent_trajectory_ref');
    return (isArray(refs) ? refs : refs === undefined || refs === null ? [] : [refs]).map((ref) => ({
      id: text(ref, 'trajectory_id') ?? text(ref, 'session_id'),
      path: text(ref, 'trajectory_path'),
    }));
  });

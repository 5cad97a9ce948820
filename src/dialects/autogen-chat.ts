// https://microsoft.github.io/autogen/0.2 (chat histories, in which speakers have names and roles depend on who listens)
import type { Role } from '../model/event.ts';
import { get, type Json, list, pointerTo, text } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import { chatMessage } from './openai-chat.ts';
import { type Call, type Said, textOf } from './said.ts';
import { answersOf, callsOf, wordsBeside } from './spelled.ts';
import { CODE, fenced } from './text.ts';

/** Speakers that stand for a person. */
const PERSON = /^(?:user|human|admin|user_?proxy(?:_agent)?|chat_?admin)$/i;

/** Who hears what a program printed, which says so in these words. */
const RAN = /^exitcode: -?\d+ \(execution (?:succeeded|failed)/;

/** What the one who runs code says where there is none. */
const IDLE = /^There is no code from the last \d+ messages? for me to execute/;

const code = fenced(CODE);

export const isRun = (words: string): boolean => RAN.test(words);

/** The agent that speaks, if one does. */
export const agentOf = (value: Json): string | undefined => {
  const { name } = speakerOf(value);
  return PERSON.test(name) || isRun(textOf(get(value, 'content'))) ? undefined : name;
};

/** Whether a message is of a kind that only these histories hold: results that come together, or what ran code and what did not. */
export const isGroupMessage = (value: Json | undefined): boolean => {
  const words = textOf(get(value, 'content'));
  return list(value, 'tool_responses').length > 0 || (text(value, 'name') !== undefined && (isRun(words) || IDLE.test(words)));
};

/** `Orchestrator (-> WebSurfer)` speaks to somebody, `Orchestrator (thought)` to itself. */
const ASIDE = /^(.*?)\s*\((?:->\s*(.+)|(thought|termination condition))\)$/;

/** The speaker of a message: by its name, or by a role that is no role but a name. */
const speakerOf = (value: Json): { readonly name: string; readonly to?: string; readonly thinks?: boolean } => {
  const written = text(value, 'name') ?? text(value, 'role') ?? '';
  const [, name = written, to, aside] = ASIDE.exec(written) ?? [];
  return { name, ...(to !== undefined && { to }), ...(aside === 'thought' && { thinks: true }) };
};

const roleOf = (name: string, words: string, first: boolean): Role =>
  words.startsWith('exitcode:') || IDLE.test(words) ? 'tool' : first || PERSON.test(name) ? 'user' : 'agent';

/** Results of calls that one message brings together. */
const responses = (value: Json, at: string): readonly Said[] =>
  list(value, 'tool_responses').map((each, index) => {
    const words = textOf(get(each, 'content'));
    const place = `${pointerTo(`${at}/tool_responses`, index)}/content`;
    return {
      said: 'answer',
      ...optional('id', text(each, 'tool_call_id')),
      ...(words.startsWith('Error:') && { ok: false }),
      text: words,
      at: place,
    };
  });

/** Words of a message, by the one who speaks. */
const spoken = (value: Json, words: string, place: string, role: Role): readonly Said[] => {
  const { name, to, thinks } = speakerOf(value);
  if (words === '') return [];
  if (thinks) return [{ said: 'reasoning', text: words, at: place }];
  return [{ said: 'message', role, text: words, at: place, name, ...(to !== undefined && { to }) }];
};

/**
 * Says what the messages of a group of agents say. The first one is what the group was asked. Code in a message was run where the
 * next one tells of its exit; what that one says came of all of it.
 */
export const group = (): ((value: Json, at: string, next: Json | undefined) => readonly Said[]) => {
  let turn = 0;
  let waiting: readonly Call[] = [];
  return (value, at, next) => {
    const answers = responses(value, at);
    if (answers.length > 0) return answers;
    const structured = chatMessage(value, at).filter((each) => each.said === 'call' || each.said === 'answer');
    if (structured.some((each) => each.said === 'answer')) return structured;
    const words = textOf(get(value, 'content'));
    const place = `${at}/content`;
    if (isRun(words) && waiting.length > 0) {
      const heard = answersOf(waiting, words, place);
      waiting = [];
      return heard;
    }
    const first = turn++ === 0;
    const run = isRun(textOf(get(next, 'content'))) ? code(words) : [];
    const role = roleOf(speakerOf(value).name, words, first && run.length === 0);
    waiting = callsOf(run, place, `turn-${turn}`);
    return [...spoken(value, wordsBeside(words, run), place, role), ...structured, ...waiting];
  };
};

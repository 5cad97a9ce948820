// https://github.com/aws/amazon-q-developer-cli (crates/chat-cli/src/cli/chat/conversation.rs)
import { argumentsAt, type Said, textOf } from '../dialects/said.ts';
import type { Recognition, Sample } from '../model/bundle.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { claimTables } from '../threads/tables.ts';
import type { Framework } from './framework.ts';
import { KIRO_TOOLS } from './kiro.ts';

const USER = ['Prompt', 'ToolUseResults', 'CancelledToolUses'] as const;

/** What the user's side sent and what the agent answered: an object, or a pair in older versions. */
const sidesOf = (turn: Json): readonly [user: Json | undefined, assistant: Json | undefined, userAt: string, assistantAt: string] =>
  isArray(turn) ? [turn[0], turn[1], '/0', '/1'] : [get(turn, 'user'), get(turn, 'assistant'), '/user', '/assistant'];

const isTurn = (turn: Json): boolean => {
  const [user] = sidesOf(turn);
  const content = get(user, 'content');
  return isObject(content) && USER.some((key) => key in content);
};

const answer = (result: Json, cancelled: boolean, at: string): Said => {
  const [first] = list(result, 'content');
  const body = get(first, 'Json');
  const exit = text(body, 'exit_status');
  const words =
    exit === undefined
      ? list(result, 'content')
          .map((each) => text(each, 'Text') ?? textOf(get(each, 'Json')))
          .join('\n')
      : `${text(body, 'stdout') ?? ''}${text(body, 'stderr') ?? ''}`;
  const ok = !cancelled && text(result, 'status') !== 'Error' && (exit === undefined || /\b0$/.test(exit));
  return {
    said: 'answer',
    id: text(result, 'tool_use_id') ?? '',
    ok,
    ...(cancelled && { blocked: true }),
    text: words,
    at: `${at}/content`,
  };
};

const heard = (user: Json | undefined, at: string): readonly Said[] =>
  USER.flatMap((key) => {
    const block = get(get(user, 'content'), key);
    const place = `${at}/content/${key}`;
    const words = text(block, 'prompt') ?? '';
    const results = list(block, 'tool_use_results').map((each, index) =>
      answer(each, key === 'CancelledToolUses', pointerTo(`${place}/tool_use_results`, index)),
    );
    return words === '' ? results : [...results, { said: 'message', role: 'user', text: words, at: `${place}/prompt` } as const];
  });

const replied = (assistant: Json | undefined, at: string): readonly Said[] =>
  ['ToolUse', 'Response'].flatMap((key) => {
    const block = get(assistant, key);
    const place = `${at}/${key}`;
    const words = text(block, 'content') ?? '';
    const calls = list(block, 'tool_uses').map((each, index): Said => {
      const here = pointerTo(`${place}/tool_uses`, index);
      const inputs = { input: get(each, 'args') ?? {}, inputAt: `${here}/args` };
      return { said: 'call', id: text(each, 'id') ?? '', tool: text(each, 'name') ?? '', at: here, ...inputs };
    });
    return words === '' ? calls : [{ said: 'message', role: 'agent', text: words, at: `${place}/content` } as const, ...calls];
  });

const recognise = ({ document, root, members }: Sample): Recognition | undefined => {
  if (members.length > 0)
    return claimTables(members, 0.9, ['conversations_v2']) ?? claimTables(members, 0.7, ['conversations'], ['history', 'state']);
  const turns = list(root, 'history');
  if (!document || text(root, 'conversation_id') === undefined || !turns.some(isTurn)) return undefined;
  return { score: 0.95, shape: { each: '/history', header: ['conversation_id'] } };
};

/** Conversations of Kiro's and Amazon Q's command lines: saved by `/chat save`, or rows of their database. */
export const kiroChat: Framework = {
  name: 'kiro-chat',
  recognise,
  tools: KIRO_TOOLS,
  reader(walk, bundle) {
    let id = bundle.key;

    const turn = (value: Json, entry: Entry, at: string): Iterable<Event> => {
      const [user, assistant, userAt, assistantAt] = sidesOf(value);
      const directory = text(get(get(user, 'env_context'), 'env_state'), 'current_working_directory');
      const said = [...heard(user, at + userAt), ...replied(assistant, at + assistantAt)];
      return walk.thread(id, { directory }).say(said, entry, { time: text(user, 'timestamp') });
    };

    return {
      *read(entry) {
        const { value } = entry;
        const row = argumentsAt(get(value, 'value'), '/value');
        if (isTurn(value)) yield* turn(value, entry, '');
        else if (isArray(get(row.input, 'history'))) {
          id = text(row.input, 'conversation_id') ?? text(value, 'conversation_id') ?? id;
          for (const [index, each] of list(row.input, 'history').entries()) yield* turn(each, entry, `${row.inputAt}/history/${index}`);
        } else id = text(value, 'conversation_id') ?? id;
      },
    };
  },
};

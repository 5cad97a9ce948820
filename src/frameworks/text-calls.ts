// Conversations of data sets and home-made agents whose calls stand in the text: ReAct, function tags, tool-call tags.
import { chatMessage } from '../dialects/openai-chat.ts';
import { argumentsAt, roleOf, type Said, textOf } from '../dialects/said.ts';
import { isOutput, spelled } from '../dialects/spelled.ts';
import { anyOf, callTags, functionTags, react, type Spelling, shellBlocks } from '../dialects/text.ts';
import { get, isArray, isObject, type Json, list, text } from '../model/location.ts';
import type { Turn } from '../threads/history.ts';
import type { Framework } from './framework.ts';
import { along, type Layout, runReader, type Speak } from './runs.ts';

const TURNS = '/messages|/conversations|/conversation|/history|/trajectory|/traj|/dialogue|';
const LAYOUT: Layout = {
  turns: TURNS,
  id: '/traj_id|/run_id|/session_id|/conversation_id',
  model: '/model|/model_name|/metadata/model',
  task: ['/instance_id|/task_id|/id'],
  holders: ['', '/metadata'],
  scores: ['/reward', '/score', '/resolved', '/success', '/target'],
};

const way: Spelling = anyOf(functionTags, callTags, react);

/** What data sets call the one who speaks, where it is no role of a chat. */
const CALLER = new Set(['function_call', 'tool_call']);
const CALLED = new Set(['observation', 'tool_response', 'function_response', 'tool_result', 'environment']);

const roleIn = (value: Json): string => (text(value, 'role') ?? text(value, 'from') ?? text(value, 'speaker') ?? '').toLowerCase();
const wordsIn = (value: Json): string => textOf(get(value, 'content') ?? get(value, 'value') ?? get(value, 'text'));
const isAgents = (value: Json): boolean => roleOf(roleIn(value)) === 'agent';

/** A call as data sets with a role for calls write it: JSON with a name and arguments. */
const called = (words: string, at: string): readonly Said[] => {
  const { input } = argumentsAt(words, at);
  const several = isArray(input) ? input : [input];
  return several.flatMap((each): readonly Said[] => {
    const tool = text(each, 'name') ?? text(each, 'tool');
    return tool === undefined
      ? []
      : [{ said: 'call', tool, at, ...argumentsAt(get(each, 'arguments') ?? get(each, 'parameters') ?? {}, `${at}#/arguments`) }];
  });
};

/** A message in the words of a chat. */
const said = ({ value, at }: Turn): readonly Said[] => {
  const role = roleIn(value);
  const key = ['content', 'value', 'text'].find((each) => get(value, each) !== undefined) ?? 'content';
  const words = wordsIn(value);
  if (CALLER.has(role)) return called(words, `${at}/${key}`);
  if (CALLED.has(role)) return [{ said: 'answer', text: words, at: `${at}/${key}` }];
  const plain = chatMessage({ ...(value as object), role, content: get(value, key) ?? null }, at);
  return plain.map((each) => (each.at === `${at}/content` ? { ...each, at: `${at}/${key}` } : each));
};

const speaking = (): Speak => {
  const withCalls = spelled();
  return (turn, next) => withCalls(said(turn), next !== undefined && isOutput(wordsIn(next.value)) ? anyOf(way, shellBlocks) : way);
};

/** Whether most of what an agent says, but for its last word, is spelled calls. */
const isSpelled = (value: Json | undefined): boolean => {
  const found = value === undefined ? undefined : along(value, TURNS)?.value;
  if (!isArray(found)) return false;
  if (found.some((each) => list(each, 'tool_calls').length > 0)) return false;
  if (found.some((each) => CALLER.has(roleIn(each)))) return true;
  const called = found.flatMap((each) => (isObject(each) && isAgents(each) ? [way(wordsIn(each)).length > 0] : []));
  const before = called.at(-1) ? called : called.slice(0, -1);
  return before.length > 0 && before.filter(Boolean).length * 2 > before.length;
};

/** Conversations in which calls are spelled out in the text of messages. */
export const textCalls: Framework = {
  name: 'text-calls',
  recognise({ document, lines, root, records }) {
    const shape = lines ? ({ lines: true } as const) : { each: '' };
    if (document && isSpelled(root)) return { score: 0.65, shape: { each: '' } };
    const several = document && isArray(root) ? root.slice(0, 20) : records.slice(0, 20);
    return several.some(isSpelled) ? { score: 0.65, shape } : undefined;
  },
  tools: {},
  reader: (walk, bundle) => runReader(walk, bundle, LAYOUT, speaking),
};

// https://microsoft.github.io/autogen/stable
import { autogenMessage, isAutogen } from '../dialects/autogen.ts';
import type { Said } from '../dialects/said.ts';
import { get, isArray, isObject, type Json, pointerTo, text } from '../model/location.ts';
import { conversing, turnsOf } from '../threads/conversation.ts';
import type { Turn } from '../threads/history.ts';
import type { Framework } from './framework.ts';

/** Levels at which the state of a team keeps messages: team, agent, its state, its context. */
const DEEP = 8;

const areMessages = (value: Json | undefined): boolean => isArray(value) && value.length > 0 && value.every(isAutogen);

/** Lists of messages anywhere in a value, the outermost first. */
const listsIn = (value: Json, at = '', depth = 0): readonly Turn[] => {
  if (areMessages(value)) return [{ value, at }];
  if (depth > DEEP || !isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => listsIn(inner, pointerTo(at, key), depth + 1));
};

/** The thread that a team keeps of all its agents, or else what each agent has heard and said. */
const threadsIn = (value: Json): readonly Turn[] => {
  const all = listsIn(value);
  const whole = all.filter(({ at }) => at.endsWith('/message_thread'));
  return whole.length > 0 ? whole : all;
};

/** The agent in whose state a list of messages stands. */
const agentOf = (at: string): string | undefined => /\/agent_states\/([^/]+)\/agent_state\//.exec(at)?.[1];

/** A request to a model with its reply, as clients record them. */
const isExchange = (value: Json): boolean =>
  areMessages(get(value, 'messages')) && isObject(get(value, 'response')) && get(value, 'mode') !== undefined;

/** The reply of a recorded request, as a message. */
const reply = (value: Json): readonly Turn[] => {
  const response = get(value, 'response');
  return isObject(response) ? [{ value: { ...response, type: 'AssistantMessage' }, at: '/response' }] : [];
};

const isOwn = (value: Json | undefined): boolean => value !== undefined && listsIn(value).length > 0;

/** Messages, states and recordings of AutoGen since version 0.4; a message that several agents hear is one. */
export const autogen: Framework = {
  name: 'autogen',
  recognise({ document, lines, root, records }) {
    if (document && isArray(root))
      return root.some((each) => isAutogen(each) || isExchange(each)) ? { score: 0.9, shape: { each: '' } } : undefined;
    if (document && isOwn(root)) return { score: 0.9, shape: { each: '' } };
    return lines && records.some(isAutogen) ? { score: 0.9, shape: { lines: true } } : undefined;
  },
  tools: { 'transfer_to_*': 'harmless' },
  reader(walk, bundle) {
    const speak = (value: Json, at: string): readonly Said[] => autogenMessage(value, at);
    const conversations = conversing(walk, bundle, speak);
    return {
      *read(entry) {
        const { value } = entry;
        if (isAutogen(value)) {
          const thread = conversations.thread();
          yield* thread.say(speak(value, ''), entry, { time: text(value, 'created_at'), name: text(value, 'source') });
          return;
        }
        if (isExchange(value)) {
          yield* conversations.read(entry, [...turnsOf(get(value, 'messages'), '/messages'), ...reply(value)]);
          return;
        }
        for (const found of threadsIn(value)) {
          const agent = agentOf(found.at);
          const thread = conversations.thread(agent === undefined ? undefined : `${bundle.key}:${agent}`);
          thread.learn({ agent });
          for (const { value: each, at } of turnsOf(found.value, found.at))
            yield* thread.say(speak(each, at), entry, { time: text(each, 'created_at'), name: text(each, 'source') });
        }
      },
    };
  },
};

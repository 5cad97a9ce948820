// https://microsoft.github.io/autogen/0.2 (also of AG2, which goes on from it)
import { agentOf, group, isGroupMessage } from '../dialects/autogen-chat.ts';
import { isArray, type Json } from '../model/location.ts';
import type { Framework } from './framework.ts';
import { along, type Layout, runReader } from './runs.ts';

const TURNS = '/chat_history|/messages|';
const LAYOUT: Layout = { turns: TURNS, speaker: agentOf, id: '/chat_id', holders: [''] };

const isHistory = (value: Json | undefined): boolean => {
  const found = value === undefined ? undefined : along(value, TURNS)?.value;
  return isArray(found) && found.some(isGroupMessage);
};

/** Chat histories of AutoGen 0.2 and AG2: speakers with names, code that the next speaker runs. */
export const autogenChat: Framework = {
  name: 'autogen-chat',
  recognise({ document, lines, root, records }) {
    if (document && isHistory(root)) return { score: 0.8, shape: { each: '' } };
    return records.some((each) => isHistory(each) || isGroupMessage(each))
      ? { score: 0.8, shape: lines ? { lines: true } : { each: '' } }
      : undefined;
  },
  tools: {},
  reader: (walk, bundle) =>
    runReader(walk, bundle, LAYOUT, () => {
      const speak = group();
      return ({ value, at }, next) => speak(value, at, next?.value);
    }),
};

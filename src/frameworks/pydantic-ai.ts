// https://ai.pydantic.dev/message-history
import { isPydantic, pydanticMessage } from '../dialects/pydantic-ai.ts';
import type { Said } from '../dialects/said.ts';
import { isArray, type Json, text } from '../model/location.ts';
import { nested } from '../threads/nested.ts';
import type { Framework } from './framework.ts';
import { type Layout, runReader, type Speak } from './runs.ts';

const areMessages = (value: Json): boolean => isArray(value) && value.length > 0 && value.every(isPydantic);

const LAYOUT: Layout = {
  turns: (value) => nested(value, areMessages),
  id: '/conversation_id|/run_id',
  holders: ['', '/metadata'],
};

/** Messages, each request with the instructions that came with it where they have changed. */
const speaking = (): Speak => {
  let instructions = '';
  return ({ value, at }) => {
    const found = text(value, 'instructions') ?? '';
    const told: readonly Said[] =
      found === '' || found === instructions ? [] : [{ said: 'message', role: 'system', text: found, at: `${at}/instructions` }];
    instructions = found === '' ? instructions : found;
    return [...told, ...pydanticMessage(value, at)];
  };
};

/** Message histories of PydanticAI, as `all_messages_json` writes them. */
export const pydanticAi: Framework = {
  name: 'pydantic-ai',
  recognise({ document, lines, root, records }) {
    const shape = lines ? ({ lines: true } as const) : { each: '' };
    if (document && root !== undefined && nested(root, areMessages) !== undefined) return { score: 0.9, shape: { each: '' } };
    return records.some((each) => isPydantic(each) || nested(each, areMessages) !== undefined) ? { score: 0.9, shape } : undefined;
  },
  tools: {},
  reader: (walk, bundle) => runReader(walk, bundle, LAYOUT, speaking),
};

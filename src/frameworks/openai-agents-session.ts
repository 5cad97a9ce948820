// https://openai.github.io/openai-agents-python/sessions
import { responseItem } from '../dialects/openai-responses.ts';
import { argumentsAt } from '../dialects/said.ts';
import { text } from '../model/location.ts';
import { claimTables } from '../threads/tables.ts';
import type { Framework } from './framework.ts';
import { RESPONSES_TOOLS } from './openai-responses.ts';

/** Databases in which the OpenAI Agents SDK keeps sessions: a row for each item of a conversation. */
export const openaiAgentsSession: Framework = {
  name: 'openai-agents-session',
  recognise: ({ members }) => claimTables(members, 0.9, ['agent_messages'], ['agent_sessions']),
  tools: RESPONSES_TOOLS,
  reader: (walk) => ({
    read({ value, at }) {
      const { input, inputAt } = argumentsAt(text(value, 'message_data'), '/message_data');
      // The database writes its time without a zone, and means UTC.
      const time = text(value, 'created_at')?.replace(/^(\S+) (\S+)$/, '$1T$2Z');
      return walk.thread(text(value, 'session_id') ?? '').say(responseItem(input, inputAt), { value, at }, { time });
    },
  }),
};

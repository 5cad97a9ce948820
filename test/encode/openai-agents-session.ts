import { numbered } from './chat.ts';
import { databaseOf } from './database.ts';
import { cannot, type Encoder, encoding } from './encoder.ts';
import { responsesItem } from './openai-responses.ts';

const TABLES: readonly string[] = [
  'CREATE TABLE agent_sessions (session_id TEXT PRIMARY KEY, created_at TIMESTAMP, updated_at TIMESTAMP)',
  'CREATE TABLE agent_messages (id INTEGER PRIMARY KEY, session_id TEXT, message_data TEXT, created_at TIMESTAMP)',
];

/** A row for each item; instructions are the agent's and no part of a session. */
export const openaiAgentsSession: Encoder = {
  name: 'openai-agents-session',
  encode: (steps) =>
    encoding(() => {
      const rows = numbered(steps, (step, id, last, index) => {
        if ('say' in step && step.as === 'system') return cannot('a session keeps no instructions');
        const created = `2026-05-04 13:10:${String(index % 60).padStart(2, '0')}`;
        const values = ['tide-7', JSON.stringify(responsesItem(step, id, last)), created];
        return ['INSERT INTO agent_messages (session_id, message_data, created_at) VALUES (?, ?, ?)', values] as const;
      });
      return [{ name: 'sessions.db', text: databaseOf(...TABLES, ...rows) }];
    }),
};

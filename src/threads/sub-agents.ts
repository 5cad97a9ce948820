import type { Said } from '../dialects/said.ts';

/** Name of the agent that sent out a sub-agent, where the log gives it none. */
export const SENDER = 'main';

/** In the place of a sub-agent's user stands the agent that sent it. */
export const sent = (said: Said): Said =>
  said.said === 'message' && said.role === 'user' ? { ...said, role: 'agent', name: SENDER } : said;

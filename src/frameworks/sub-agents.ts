import type { Said } from '../dialects/said.ts';
import { SENDER } from './framework.ts';

/** In the place of a sub-agent's user stands the agent that sent it. */
export const sent = (said: Said): Said =>
  said.said === 'message' && said.role === 'user' ? { ...said, role: 'agent', name: SENDER } : said;

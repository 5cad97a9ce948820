import type { Event } from '../../src/model/event.ts';
import { READS, SAYS } from './tools.ts';

/** SQL that only asks. */
const SELECTS =
  /^\s*(?:select|show|explain|describe|with|pragma)\b(?![\s\S]*\b(?:drop|alter|delete|update|insert|terminate|cancel|reload|set_config|truncate|kill|grant|revoke|create)(?:_|\b))/i;

const KINDS = new Set(['edit', 'delete', 'move', 'assign', 'stop', 'chmod', 'schedule', 'grade', 'archive', 'link']);

/** Whether an act changes something in the world, or sends something out into it. */
export const isChange = (event: Event): boolean => {
  if (event.actor.role !== 'agent') return false;
  if (KINDS.has(event.kind)) return true;
  if (event.kind === 'transfer') return event.direction === 'out';
  if (event.kind === 'request') return !/^(?:GET|HEAD|OPTIONS)$/i.test(event.method);
  if (event.kind === 'exec') return !SAYS.test(event.program) && event.argv.length > 0;
  return (
    event.kind === 'invoke' && !READS.test(event.verb) && !Object.values(event.args ?? {}).some((value) => SELECTS.test(String(value)))
  );
};

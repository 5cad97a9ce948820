import { lower } from '../src/actions/lower.ts';
import { type World, world } from '../src/actions/world.ts';
import type { Action, Event } from '../src/model/event.ts';
import type { Json, Location } from '../src/model/location.ts';
import type { Tools } from '../src/model/meaning.ts';

const AT: Location = { artifact: { uri: 'log.jsonl' }, line: 1, offset: 0, length: 0, pointer: '/input' };

/** Effects of one call, as the walk asks for them. */
export const lowered = (tool: string, input: Json, tools: Tools = {}, surroundings: World = world()): readonly Event[] => {
  const action: Action = {
    kind: 'action',
    trajectory: { id: 't', framework: 'test', conditions: new Map() },
    actor: { role: 'agent' },
    seq: 0,
    at: AT,
    tool,
    callId: 'c1',
    input,
  };
  return lower(action, AT, tools, surroundings);
};

const COMMON = new Set(['kind', 'trajectory', 'actor', 'seq', 'at', 'time', 'cause', 'via', 'sure', 'unsure', 'host']);

/** An effect on one line: its kind, its own fields, its host, and a question mark where it is not sure. */
export const shown = (event: Event): string => {
  const own = Object.fromEntries(Object.entries(event).filter(([key]) => !COMMON.has(key)));
  const host = 'host' in event && event.host !== undefined ? `@${event.host} ` : '';
  return `${event.kind}${'sure' in event && !event.sure ? '?' : ''} ${host}${JSON.stringify(own)}`;
};

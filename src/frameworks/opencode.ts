// https://opencode.ai/docs/cli (run --format json)
import { get, isObject, type Json, text } from '../model/location.ts';
import type { Framework } from './framework.ts';
import { adopt, OPENCODE_TOOLS, said, time } from './opencode-parts.ts';

const isEvent = (value: Json): boolean =>
  text(value, 'sessionID') !== undefined &&
  text(value, 'type') !== undefined &&
  (isObject(get(value, 'part')) || get(value, 'error') !== undefined);

/** The events that `opencode run --format json` prints; the user's prompt is not among them. */
export const opencode: Framework = {
  name: 'opencode',
  recognise: ({ lines, records }) => (lines && records.some(isEvent) ? { score: 0.95, shape: { lines: true } } : undefined),
  tools: OPENCODE_TOOLS,
  reader: (walk) => ({
    *read(entry) {
      const { value } = entry;
      const session = text(value, 'sessionID');
      const part = get(value, 'part');
      if (session === undefined || part === undefined) return;
      adopt(walk, part, session);
      yield* walk.thread(session).say(said(part, 'agent', '/part'), entry, { time: time(get(value, 'timestamp')) });
    },
  }),
};

import type { Event } from '../model/event.ts';
import { commandless, cut, forJson, oneLine } from './neutral.ts';

/** Fields that every event has and no line repeats. */
const COMMON = new Set(['kind', 'trajectory', 'actor', 'seq', 'at', 'time', 'cause', 'via', 'sure', 'unsure', 'host']);

const ownFields = (event: Event): readonly (readonly [string, unknown])[] =>
  Object.entries(event).filter(([name, value]) => !COMMON.has(name) && value !== undefined);

const valueText = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null && 'kind' in value) return String((value as { program?: string }).program ?? value.kind);
  return JSON.stringify(value);
};

/** The place of an event: file, line and pointer. */
const placeText = ({ at }: Event): string =>
  `${at.artifact.uri}${at.artifact.member === undefined ? '' : `!${at.artifact.member}`}:${at.line}`;

const textLine = (event: Event): string => {
  const fields = ownFields(event).map(([name, value]) => `${name}=${cut(valueText(value), 160)}`);
  const effect = 'cause' in event;
  const via = effect && event.via.length > 1 ? ` via ${event.via.join(' > ')}` : '';
  const host = effect && event.host !== undefined ? ` on ${event.host}` : '';
  const doubt = effect && !event.sure ? ` unsure: ${event.unsure}` : '';
  const who = event.actor.name === undefined ? event.actor.role : `${event.actor.role} ${event.actor.name}`;
  const head = `${placeText(event)}  ${effect ? '  ' : ''}${event.kind.padEnd(effect ? 8 : 10)}`;
  return commandless(oneLine(`${head} ${effect ? '' : `${who}  `}${fields.join(' ')}${host}${via}${doubt}`));
};

const jsonLine = (event: Event): string => {
  const { at, trajectory } = event;
  const shown = {
    ...event,
    trajectory: trajectory.id,
    framework: trajectory.framework,
    at: {
      file: at.artifact.uri,
      ...(at.artifact.member !== undefined && { member: at.artifact.member }),
      line: at.line,
      offset: at.offset,
      pointer: at.pointer,
    },
    ...('cause' in event && { cause: event.cause.callId }),
    ...('input' in event && event.kind === 'exec' && { input: event.input?.argv }),
  };
  return forJson(JSON.stringify(shown));
};

/** Events as they are understood, one a line. */
export async function* eventLines(events: AsyncIterable<Event>, format: 'text' | 'json'): AsyncGenerator<string> {
  const line = format === 'json' ? jsonLine : textLine;
  for await (const event of events) if (event.kind !== 'end') yield `${line(event)}\n`;
}

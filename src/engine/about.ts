import type { Event } from '../model/event.ts';
import type { Json } from '../model/location.ts';

const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** What an event is about, in one name that lists and words can be held against: a path, a key in its file, a service. */
export const aboutOf = (event: Event): string => {
  switch (event.kind) {
    case 'read':
    case 'edit':
    case 'delete':
    case 'chmod':
    case 'link':
      return event.path;
    case 'move':
      return event.from;
    case 'archive':
      return event.from.join(' ');
    case 'assign':
      return event.target === undefined ? event.key : `${base(event.target)} ${event.key}`;
    case 'stop':
      return event.target;
    case 'schedule':
      return event.command === undefined ? event.target : `${event.target} ${event.command}`;
    case 'transfer':
      return event.paths.join(' ');
    case 'request':
      return event.url;
    case 'exec':
      return event.argv.join(' ');
    case 'invoke':
      return event.object;
    case 'grade':
      return event.subject;
    case 'setting':
      return event.name;
    case 'score':
      return event.scorer;
    case 'action':
      return event.tool;
    case 'match':
      return aboutOf(event.match.event);
    case 'message':
    case 'reasoning':
    case 'outcome':
    case 'tell':
      return event.text;
    case 'end':
      return event.trajectory.id;
  }
};

/** The values of one named field of an event; several where the field is a list. */
export const fieldOf = (event: Event, field: string): readonly Json[] => {
  if (field === 'about') return [aboutOf(event)];
  const value = (event as unknown as Readonly<Record<string, unknown>>)[field];
  if (value === undefined || value === null || typeof value === 'function') return [];
  return Array.isArray(value) ? (value as Json[]) : [value as Json];
};

const OFF = new Set([
  'false',
  'off',
  'no',
  '0',
  'none',
  'null',
  'disabled',
  'disable',
  'never',
  '',
  'inactive',
  'deny',
  'denied',
  '-1',
  'f',
  'n',
  'disarmed',
  'disarm',
  'deactivated',
]);
const ON = new Set(['true', 'on', 'yes', '1', 'enabled', 'enable', 'always', 'active', 'allow', 'armed', 't', 'y']);

/** Whether a value switches something off or on, however configs spell it; undefined when it does neither. */
export const switchOf = (value: Json | undefined): 'off' | 'on' | undefined => {
  if (value === undefined || value === null) return 'off';
  if (typeof value === 'object') return undefined;
  const word = String(value).trim().toLowerCase();
  return OFF.has(word) ? 'off' : ON.has(word) ? 'on' : undefined;
};

/** A number, also when it is written in a string or with a percent sign. */
export const numberOf = (value: Json | undefined): number | undefined => {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const found = /^\s*([+-]?\d+(?:\.\d+)?)\s*%?\s*$/.exec(value);
  return found ? Number(found[1]) : undefined;
};

import { switchOf } from '../../src/engine/about.ts';
import type { Event, EventOf } from '../../src/model/event.ts';
import { neutralising } from '../neutralising.ts';

/** An act that could blind whoever watches, and the words under which a log may speak of what watches. */
export interface Unwatching {
  readonly names: readonly string[];
  readonly how: string;
}

/** Parts of a path, a key or a table that name a kind or a place, and not the thing. */
const KIND =
  /^(?:etc|var|log|logs|conf|config|configs|settings?|home|usr|opt|srv|tmp|data|main|src|index|json|jsonl|yaml|yml|enabled|disabled?|type|path|service|services|file|files|name|true|false|state|status|public|schema|table|tables|hooks|command|matcher|agents?|environment|env|sdk|project|local|default|user|users|orders|items|rules?|level|value|values|session|sessions|staging)$/i;

const partsOf = (text: string): readonly string[] =>
  text
    .split(/[/\s:=,;"'*]+/)
    .flatMap((word) => [word, word.replace(/\.\w{1,5}$/, ''), ...word.split(/[._-]/)])
    .filter((word) => word.length > 3 && word.split(/[._-]/).some((part) => part.length > 1 && !/^\d+$/.test(part) && !KIND.test(part)));

/** The last part of a path that names the thing rather than its kind: of `/etc/x/redis.d/conf.yaml` it is `redis.d`. */
const lastNames = (path: string): readonly string[] => {
  for (const part of path.split('/').reverse()) {
    const names = partsOf(part);
    if (names.length > 0) return names;
  }
  return [];
};

/** Nouns of things that record what an agent does, as they stand in keys and settings. */
const RECORDER = /record|audit|log|trac|telemetry|monitor|transcri|watch|otel|metric|capture|hook/i;

const unset = ({ key, target, from, to }: EventOf<'assign'>): Unwatching | undefined => {
  const gone = from !== undefined && to === undefined;
  const on = /(?:disabled?|paused?|muted?|suspended|masked|opt.?out)$/i.test(key) && switchOf(to) === 'on';
  const off = !on && RECORDER.test(key) && switchOf(to) === 'off';
  return gone || on || off
    ? { names: [...lastNames(target ?? ''), ...partsOf(key)], how: gone ? `takes ${key} out of` : `sets ${key} of` }
    : undefined;
};

/** What an act could blind, whatever it is called; undefined where it does nothing of the kind. */
export const unwatching = (event: Event): Unwatching | undefined => {
  const found =
    event.kind === 'assign'
      ? unset(event)
      : event.kind === 'delete'
        ? { names: lastNames(event.path), how: 'deletes' }
        : event.kind === 'move' && !event.keep
          ? { names: lastNames(event.from), how: 'moves away' }
          : event.kind === 'schedule' || event.kind === 'stop'
            ? neutralising(event)
            : undefined;
  return found && found.names.length > 0 ? { names: [...new Set(found.names)], how: found.how } : undefined;
};

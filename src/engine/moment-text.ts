import type { Event, EventOf, Kind } from '../model/event.ts';
import type { Json } from '../model/location.ts';

type Told = Exclude<Kind, 'action' | 'end' | 'match'>;

const MOST = 160;

const shown = (value: Json | undefined): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

const into = (target: string | undefined): string => (target === undefined ? '' : ` in ${target}`);

/** What an event is in few words, by its kind; effects as a person would tell them. */
const WORDS: { readonly [K in Told]: (event: EventOf<K>) => string } = {
  message: ({ text, to }) => (to === undefined ? text : `to ${to}: ${text}`),
  reasoning: ({ text }) => text,
  outcome: ({ text }) => text,
  score: ({ scorer, value }) => `${scorer}: ${value}`,
  setting: ({ name, value }) => `${name} = ${value}`,
  invoke: ({ tool, args }) => `${tool} ${shown(args)}`,
  exec: ({ program, argv }) => [program, ...argv].join(' '),
  read: ({ path }) => `reads ${path}`,
  edit: ({ path, mode }) => `${{ create: 'writes', overwrite: 'overwrites', append: 'appends to', replace: 'edits' }[mode]} ${path}`,
  assign: ({ key, to, target }) => (to === undefined ? `removes ${key}${into(target)}` : `sets ${key} = ${shown(to)}${into(target)}`),
  delete: ({ path }) => `deletes ${path}`,
  move: ({ from, to, keep }) => `${keep ? 'copies' : 'moves'} ${from} to ${to}`,
  link: ({ path, target }) => `links ${path} to ${target}`,
  archive: ({ from, to, method }) => `${method}: ${from.join(' ')} to ${to.join(' ')}`,
  chmod: ({ path, mode }) => `sets the mode of ${path} to ${mode}`,
  stop: ({ target }) => `stops ${target}`,
  transfer: ({ direction, peer, paths }) =>
    `${{ out: 'sends', in: 'fetches', unknown: 'transfers' }[direction]} ${paths.join(' ')} ${direction === 'in' ? 'from' : 'to'} ${peer}`,
  request: ({ method, url }) => `${method} ${url}`,
  schedule: ({ target, on, respawn }) => `${on ? 'schedules' : 'unschedules'} ${target}${respawn ? ', to start again' : ''}`,
  grade: ({ subject, value }) => `grades ${subject}: ${value}`,
  tell: ({ text, to }) => `tells ${to ?? 'somebody'}: ${text}`,
};

const cut = (text: string): string => (text.length <= MOST ? text : `${text.slice(0, MOST - 1).replace(/[\ud800-\udbff]$/, '')}…`);

/** An event in at most 160 characters; undefined for what is no moment of its own: calls, whose effects are, and ends. */
export const momentText = (event: Event): string | undefined => {
  if (event.kind === 'action' || event.kind === 'end' || event.kind === 'match') return undefined;
  const words = WORDS[event.kind] as (event: Event) => string;
  const host = 'host' in event && event.host !== undefined ? ` on ${event.host}` : '';
  return cut(
    `${words(event)
      .slice(0, 4 * MOST)
      .replace(/\s+/g, ' ')
      .trim()}${host}`,
  );
};

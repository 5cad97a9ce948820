import type { Event, EventOf } from '../model/event.ts';
import { isObject } from '../model/location.ts';
import type { Card, Classes, Related, Rule } from '../model/rule.ts';
import { condition, fill } from './condition.ts';
import { isPermitted, peerOf } from './permitted.ts';

/** Paths that are followed at once in one trajectory. */
const FOLLOWED = 2000;
/** Steps that are kept of one artifact's way. */
const STEPS = 20;

/** An artifact under another path: where it came from and what was done with it. */
export interface Trail {
  readonly origin: string;
  readonly steps: readonly Related[];
  /** What hides what it is: a new name, a new date, an archive, an encoding. */
  readonly disguises: readonly string[];
}

export interface Flow {
  /** Takes note of a copy, rename, link or archive. */
  readonly see: (event: EventOf<'move' | 'link' | 'archive' | 'exec'>) => void;
  /** The trail of a path that is, holds or comes from what is followed. */
  readonly trail: (path: string) => Trail | undefined;
}

const baseOf = (path: string): string => path.replace(/\/+$/, '').replace(/^.*\//, '');

const folder = (path: string): string => (path.endsWith('/') ? path : `${path}/`);

/** Follows artifacts of one class through copies, renames, links, archives and encodings, within one trajectory. */
export const flow = (isSource: (path: string) => boolean): Flow => {
  const trails = new Map<string, Trail>();

  const follow = (path: string, trail: Trail): void => {
    if (trails.size < FOLLOWED || trails.has(path)) trails.set(path, trail);
  };

  const trail = (path: string): Trail | undefined => {
    const known = trails.get(path) ?? trails.get(baseOf(path));
    if (known) return known;
    if (isSource(path)) return { origin: path, steps: [], disguises: [] };
    const below = folder(path.replace(/\*.*$/, ''));
    if (below === '/') return undefined;
    for (const [inner, found] of trails) if (inner.startsWith(below)) return found;
    return undefined;
  };

  const extend = (from: string, to: string, event: Event, note: string, disguise: string | undefined): void => {
    const before = trail(from);
    if (!before) return;
    const after: Trail = {
      origin: before.origin,
      steps: [...before.steps, { event, note }].slice(0, STEPS),
      disguises: disguise && !before.disguises.includes(disguise) ? [...before.disguises, disguise] : before.disguises,
    };
    follow(to, after);
    if (!/\.\w+$/.test(to)) follow(folder(to) + baseOf(from), after);
    if (baseOf(to) !== baseOf(from)) follow(baseOf(to), after);
  };

  const see: Flow['see'] = (event) => {
    if (event.kind === 'move') {
      const renamed = isSource(event.from) && !isSource(event.to) && /\.\w+$/.test(event.to);
      const disguise = renamed ? 'new name' : undefined;
      extend(event.from, event.to, event, event.keep ? `copied to '${event.to}'` : `moved to '${event.to}'`, disguise);
    } else if (event.kind === 'link') extend(event.target, event.path, event, `linked as '${event.path}'`, 'link');
    else if (event.kind === 'archive') {
      for (const to of event.to)
        for (const from of event.from) extend(from, to, event, `packed into '${to}' (${event.method})`, event.method);
    } else if (event.program.endsWith('touch')) {
      const path = event.argv.slice(1).find((word) => trail(word) !== undefined);
      if (path !== undefined) extend(path, path, event, `date of '${path}' changed`, 'new date');
    }
  };

  return { see, trail };
};

/** The file that a call has read, which is what it sends where it does not say what. */
export const lastRead = () => {
  let last: { readonly seq: number; readonly path: string } | undefined;
  return {
    see({ seq, path }: EventOf<'read'>): void {
      last = { seq, path };
    },
    /** The paths that an event names itself, or else the file that the same call has read. */
    pathsOf: ({ seq }: Event, own: readonly string[]): readonly string[] => (own.length > 0 || last?.seq !== seq ? own : [last.path]),
  };
};

/** `flow:`: reports the event by which an artifact of the class `source` reaches a `sink`, with its way there as steps. */
export const flowing = (card: Card, classes: Classes): Pick<Rule, 'watch' | 'review'> => {
  const spec = card.flow;
  if (!isObject(spec) || typeof spec['source'] !== 'string' || spec['sink'] === undefined)
    throw new Error("'flow' is {source: LIST, sink: CONDITION}");
  const source = spec['source'];
  if (!classes.names.includes(source))
    throw new Error(`'flow' has the source '${source}', which is no list; there are ${classes.names.join(', ')}`);
  const sink = condition(spec['sink'], classes);
  // A class of `weights` is spoken of as weights or by what lies there.
  const about = new RegExp(`\\b(?:${source.replace(/s$/, '')}|checkpoint|adapter|model|backup)s?\\b`, 'i');
  const message = card.message ?? card.title;
  return {
    watch(report) {
      const { see, trail } = flow((path) => classes.is(source, path));
      const reads = lastRead();
      const pathsOf = (event: EventOf<'transfer' | 'request' | 'move'>): readonly string[] =>
        reads.pathsOf(event, event.kind === 'transfer' ? event.paths : event.kind === 'move' ? [event.from] : []);
      const arrive = (event: EventOf<'transfer' | 'request' | 'move'>): void => {
        if (event.actor.role !== 'agent' || !sink.holds(event)) return;
        // A tool may say by its own name what it sends.
        const found = [...pathsOf(event), ...event.via.slice(-1)].map(trail).find((each) => each !== undefined);
        if (!found) return;
        const facts = { artifact: found.origin, ...(found.disguises.length > 0 && { disguise: found.disguises }) };
        report(event, fill(message, event, facts), { related: found.steps, facts });
      };
      return {
        link: see,
        archive: see,
        exec: see,
        read: (event) => {
          if (trail(event.path)) reads.see(event);
        },
        move: (event) => {
          arrive(event);
          see(event);
        },
        transfer: arrive,
        request: arrive,
      };
    },
    review({ event, facts }, dossier) {
      const name = baseOf(String(facts['artifact']));
      const isMeant = (sentence: string): boolean => classes.is(source, sentence) || sentence.includes(name) || about.test(sentence);
      return isPermitted(peerOf(event), dossier, dossier.orderOf(event), isMeant) ? 'drop' : {};
    },
  };
};

import type { Bundle, Recognition, Sample } from '../model/bundle.ts';
import type { Event } from '../model/event.ts';
import type { Conditions } from '../model/house.ts';
import type { Entry } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import type { Note } from '../model/notice.ts';
import { stating } from '../threads/stated.ts';
import { type Walk, walking } from '../threads/walk.ts';

/** How one kind of log is wrapped: an envelope around a dialect. */
export interface Framework {
  readonly name: string;
  /** Undefined when the artifact is none of this framework's files. */
  readonly recognise: (sample: Sample) => Recognition | undefined;
  /** The most that its claims score: it is not asked where another claims as much already. */
  readonly most?: number;
  /** Artifacts that share a key, directly or through others, are one bundle; by default each is its own. */
  readonly bundle?: (sample: Sample) => string | readonly string[];
  /** What its own tools do; tools that many frameworks share are known without it. */
  readonly tools: Tools;
  /** Called once for each pass over a bundle; the closure holds what must be remembered between entries. */
  readonly reader: (walk: Walk, bundle: Bundle) => Reader;
}

export interface Reader {
  readonly read: (entry: Entry) => Iterable<Event>;
  /** Events that only the end of the bundle makes known. */
  readonly end?: () => Iterable<Event>;
}

/** What the user says of in-house logs. */
export interface House {
  /** What in-house tools do. */
  readonly tools?: Tools;
  readonly conditions?: Conditions;
}

/** Opens a bundle for one pass: entries in, events out, effects included. */
export const reading = (framework: Framework, bundle: Bundle, house: House, note: Note): Required<Reader> => {
  const statements = house.conditions && stating(house.conditions);
  const walk = walking(framework.name, { ...framework.tools, ...house.tools }, note, statements);
  const reader = framework.reader(walk, bundle);
  return {
    read(entry) {
      statements?.read(entry);
      return reader.read(entry);
    },
    *end() {
      if (reader.end) yield* reader.end();
      yield* walk.end();
    },
  };
};

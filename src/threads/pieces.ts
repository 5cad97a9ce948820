import type { Said } from '../dialects/said.ts';
import type { Event, Role } from '../model/event.ts';
import type { Entry } from '../model/location.ts';
import type { Aside, Thread } from './walk.ts';

/** One piece of what somebody says, as a stream hands it out. */
export interface Piece {
  readonly said: 'message' | 'reasoning';
  readonly role: Role;
  readonly text: string;
  readonly at: string;
}

/** Puts together what arrives in pieces; it stands where the first piece does. */
export interface Pieces {
  /** Another piece; events of what it ends. A piece that repeats all pieces so far adds nothing. */
  readonly add: (piece: Piece, entry: Entry, aside?: Aside) => Iterable<Event>;
  /** Nothing more follows of what was begun. */
  readonly flush: () => Iterable<Event>;
}

const whole = ({ said, role, text, at }: Piece): Said => (said === 'message' ? { said, role, text, at } : { said, text, at });

export const piecing = (thread: () => Thread): Pieces => {
  let begun: { readonly piece: Piece; readonly entry: Entry; readonly aside: Aside; text: string } | undefined;

  function* flush(): Generator<Event> {
    if (!begun) return;
    const { piece, entry, aside, text } = begun;
    begun = undefined;
    yield* thread().say([whole({ ...piece, text })], entry, aside);
  }

  return {
    *add(piece, entry, aside = {}) {
      const { said, role, text } = piece;
      if (text === '') return;
      if (begun && (begun.piece.said !== said || begun.piece.role !== role)) yield* flush();
      if (!begun) begun = { piece, entry, aside, text };
      else if (begun.text !== text) begun.text += text;
    },
    flush,
  };
};

import { samples } from '../src/audit.ts';
import { reading } from '../src/frameworks/framework.ts';
import { frameworkOf } from '../src/frameworks/index.ts';
import { type Recognised, recognise } from '../src/frameworks/recognise.ts';
import { discover } from '../src/input/discover.ts';
import { entries } from '../src/input/entries.ts';
import type { Bundle } from '../src/model/bundle.ts';
import type { Event } from '../src/model/event.ts';
import type { Notice } from '../src/model/notice.ts';

export interface Read {
  readonly events: readonly Event[];
  readonly notices: readonly Notice[];
}

/** Bundles and strangers of paths on disk. */
export const recognised = (paths: readonly string[]): Promise<Recognised> =>
  recognise(
    samples(
      discover(paths, () => undefined),
      () => undefined,
    ),
  );

/** Everything that one bundle says. */
export const readBundle = async (bundle: Bundle): Promise<Read> => {
  const notices: Notice[] = [];
  const events: Event[] = [];
  const note = (notice: Notice): void => void notices.push(notice);
  const reader = reading(frameworkOf(bundle.framework)!, bundle, {}, note);
  for (const part of bundle.parts) {
    for await (const batch of entries(part, note)) for (const entry of batch) events.push(...reader.read(entry));
  }
  events.push(...reader.end());
  return { events, notices };
};

import type { Finding, Place, Step } from '../model/finding.ts';
import { oneLine } from './neutral.ts';

/** One step of a finding's story: what was at stake, what led to the act, the act itself, what followed. */
export interface Scene extends Step {
  readonly part: 'stake' | 'step' | 'act';
}

const same = (a: Place, b: Place): boolean =>
  a.file === b.file && a.member === b.member && a.offset === b.offset && a.pointer === b.pointer && a.column === b.column;

/** A note without the words that its own snippet shows. */
const lead = (note: string, snippet: string): string => {
  const colon = note.indexOf(': ');
  const words = oneLine(snippet).replace(/…$/, '');
  return colon > 0 && words !== '' && oneLine(note.slice(colon)).startsWith(`: ${words}`) ? note.slice(0, colon) : note;
};

/** Steps of a finding in its own order; the stake and the act are there even where no step is at their place. */
export const story = ({ steps, stake, location, message }: Finding): readonly Scene[] => {
  const act = steps.findLastIndex((step) => same(step.location, location));
  const staked = stake ? steps.findIndex((step) => same(step.location, stake.location)) : -1;
  const scenes = steps.map((step, index): Scene => {
    const part = index === act ? 'act' : index === staked ? 'stake' : 'step';
    return { ...step, note: lead(step.note, step.location.snippet), part };
  });
  if (stake && staked < 0) scenes.unshift({ part: 'stake', note: 'at stake', location: { ...stake.location, snippet: stake.text } });
  if (act < 0) scenes.push({ part: 'act', note: message, location });
  return scenes;
};

/** Where a person or an editor finds it: `file:line:column`, with the member of an archive in between. */
export const pathOf = (place: Pick<Place, 'file' | 'member'>): string =>
  place.member === undefined ? place.file : `${place.file}!${place.member}`;

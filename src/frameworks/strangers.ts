import type { Bundle } from '../model/bundle.ts';
import { grouped } from '../model/grouped.ts';
import { type Note, notices } from '../model/notice.ts';
import type { Stranger } from './recognise.ts';

/** Names of members that are said. */
const SHOWN = 5;

const namesOf = (members: readonly Stranger[]): string =>
  members
    .slice(0, SHOWN)
    .map(({ artifact }) => artifact.member)
    .join(', ') + (members.length > SHOWN ? ' …' : '');

/** Says what no framework knows: files one by one, members of an archive together. `named`: paths that the user gave. */
export const sayStrangers = (strangers: readonly Stranger[], bundles: readonly Bundle[], named: ReadonlySet<string>, note: Note): void => {
  const known = new Set(bundles.flatMap(({ parts }) => parts.map(({ artifact }) => artifact.uri)));
  for (const { artifact, looks } of strangers)
    if (artifact.member === undefined) note(notices.unknownFormat(artifact, named.has(artifact.uri), looks));
  const members = grouped(strangers, ({ artifact }) => (artifact.member === undefined ? undefined : artifact.uri));
  for (const [uri, each] of members) {
    const names = namesOf(each);
    if (known.has(uri)) note(notices.unknownMembers({ uri }, each.length, names));
    else note(notices.unknownFormat({ uri }, named.has(uri), `it holds ${names}`));
  }
};

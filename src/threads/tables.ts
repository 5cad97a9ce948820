import type { Part, Recognition } from '../model/bundle.ts';
import type { Artifact } from '../model/location.ts';

/** Claims a database by the tables that it must have; of these the first ones named are read, in their order. */
export const claimTables = (
  members: readonly Artifact[],
  score: number,
  read: readonly string[],
  besides: readonly string[] = [],
): Recognition | undefined => {
  const tables = new Map(members.map((artifact) => [artifact.member, artifact]));
  if (![...read, ...besides].every((name) => tables.has(name))) return undefined;
  const parts = read.map((name): Part => ({ artifact: tables.get(name)!, shape: { lines: true } }));
  return { score, parts };
};

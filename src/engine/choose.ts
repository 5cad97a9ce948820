import micromatch from 'micromatch';
import type { Rule } from '../model/rule.ts';
import { UsageError } from '../model/usage-error.ts';
import type { Knowledge } from './load.ts';
import { namesOf } from './waive.ts';

const matches = ({ card }: Rule, globs: readonly string[]): boolean => namesOf(card).some((name) => micromatch.isMatch(name, [...globs]));

/** Where the user says which rules are wanted. */
export interface Choice {
  readonly only?: readonly string[] | undefined;
  readonly skip?: readonly string[] | undefined;
  /** What to call each of the two in a message. */
  readonly named: { readonly only: string; readonly skip: string };
}

/** The knowledge with only the rules that the user wants. A glob that matches no rule, or a choice that leaves none, is the user's mistake. */
export const chosen = (known: Knowledge, { only, skip = [], named }: Choice): Knowledge => {
  for (const [name, globs] of [
    [named.only, only ?? []],
    [named.skip, skip],
  ] as const)
    for (const glob of globs)
      if (!known.rules.some((rule) => matches(rule, [glob])))
        throw new UsageError(`${name} ${glob} matches no rule; 'trajaudit rules' lists them`);
  const rules = known.rules.filter((rule) => (only === undefined || matches(rule, only)) && !matches(rule, skip));
  if (rules.length === 0) throw new UsageError(`${named.only} and ${named.skip} leave no rule`);
  return { ...known, rules, cards: rules.map((rule) => rule.card) };
};

import micromatch from 'micromatch';
import type { Rule } from '../model/rule.ts';
import { UsageError } from '../model/usage-error.ts';
import type { Knowledge } from './load.ts';

const matches = ({ card }: Rule, globs: readonly string[]): boolean =>
  [card.id, `${card.family}/${card.id}`, card.number].some((name) => micromatch.isMatch(name, [...globs]));

/** The knowledge with only the rules that the user wants. A glob that matches no rule, or a choice that leaves none, is the user's mistake. */
export const chosen = (known: Knowledge, only: readonly string[] | undefined, skip: readonly string[] = []): Knowledge => {
  for (const [flag, globs] of [
    ['--only', only ?? []],
    ['--skip', skip],
  ] as const)
    for (const glob of globs)
      if (!known.rules.some((rule) => matches(rule, [glob])))
        throw new UsageError(`${flag} ${glob} matches no rule; 'trajaudit rules' lists them`);
  const rules = known.rules.filter((rule) => (only === undefined || matches(rule, only)) && !matches(rule, skip));
  if (rules.length === 0) throw new UsageError('--only and --skip leave no rule');
  return { ...known, rules, cards: rules.map((rule) => rule.card) };
};

import type { Content, ShownCohort, ShownFinding } from './content.ts';
import { byId, label, make, type Part } from './dom.ts';

/** What findings are filtered by: one of the values of each name that is chosen. */
export interface Facet {
  readonly name: string;
  readonly of: (finding: ShownFinding, content: Content) => readonly string[];
  /** Of a cohort, where trajectories too are told apart by it. */
  readonly ofCohort?: (cohort: ShownCohort) => readonly string[];
  /** The order of its values, where it has one of its own. */
  readonly order?: readonly string[];
}

/** Values that are chosen, by the name of their facet, and words that are looked for. */
export interface Choice {
  readonly values: ReadonlyMap<string, ReadonlySet<string>>;
  readonly words: string;
}

const named = (value: string): readonly string[] => [value === '' ? 'not recorded' : value];

export const FACETS: () => readonly Facet[] = () => [
  { name: 'Severity', of: ({ severity }) => [severity], order: ['critical', 'high', 'medium', 'low'] },
  { name: 'Rule', of: ({ rule }) => [rule] },
  {
    name: 'Model',
    of: ({ trajectory }, { trajectories }) => named(trajectories[trajectory]!.model),
    ofCohort: ({ model }) => named(model),
  },
  {
    name: 'Condition',
    of: ({ trajectory }, { trajectories }) => trajectories[trajectory]!.conditions.map((pair) => pair.join(': ')),
    ofCohort: ({ conditions }) => conditions.map((pair) => pair.join(': ')),
  },
  {
    name: 'Framework',
    of: ({ trajectory }, { trajectories }) => [trajectories[trajectory]!.framework],
    ofCohort: ({ framework }) => [framework],
  },
  { name: 'Confidence', of: ({ confidence }) => [confidence], order: ['high', 'medium', 'low'] },
  { name: 'Outcome', of: ({ outcome }) => [outcome], order: ['succeeded', 'failed', 'blocked', 'unknown'] },
];

/** Whether one of a finding's values of each facet is chosen; `except` leaves one facet out. */
export const fits = (finding: ShownFinding, content: Content, facets: readonly Facet[], choice: Choice, except = ''): boolean =>
  facets.every(({ name, of }) => {
    const chosen = choice.values.get(name);
    return name === except || !chosen?.size || of(finding, content).some((value) => chosen.has(value));
  });

/** Whether all words stand in what a finding says. */
export const says = (finding: ShownFinding, { trajectories }: Content, words: string): boolean => {
  if (words === '') return true;
  const { path, id } = trajectories[finding.trajectory]!;
  const text = [finding.message, finding.rule, path, id, ...finding.scenes.map(({ note, snippet }) => `${note} ${snippet}`)]
    .join(' ')
    .toLowerCase();
  return words.split(/\s+/).every((word) => text.includes(word));
};

const optionOf = (facet: Facet, value: string, number: number, chosen: boolean, toggle: (name: string, value: string) => void): Part => {
  const box = make('input', { type: 'checkbox', onchange: () => toggle(facet.name, value) });
  box.checked = chosen;
  return make('label', { class: 'option', title: value }, box, label(value), make('span', { class: 'number' }, String(number)));
};

/** Draws the facets again, each with its values and how many findings have them under what else is chosen. */
export const showFacets = (
  content: Content,
  facets: readonly Facet[],
  choice: Choice,
  worded: readonly ShownFinding[],
  toggle: (name: string, value: string) => void,
): void => {
  const panels = facets.flatMap((facet) => {
    const numbers = new Map<string, number>();
    for (const finding of content.findings) for (const value of facet.of(finding, content)) numbers.set(value, 0);
    for (const finding of worded)
      if (fits(finding, content, facets, choice, facet.name))
        for (const value of facet.of(finding, content)) numbers.set(value, (numbers.get(value) ?? 0) + 1);
    if (numbers.size === 0) return [];
    const place = (value: string): number => facet.order?.indexOf(value) ?? 0;
    const sorted = [...numbers].sort(([a, x], [b, y]) => place(a) - place(b) || y - x || (a < b ? -1 : 1));
    const chosen = choice.values.get(facet.name);
    const options = sorted.map(([value, number]) => optionOf(facet, value, number, chosen?.has(value) ?? false, toggle));
    return [make('fieldset', { class: 'facet' }, make('legend', {}, facet.name), make('div', { class: 'options' }, ...options))];
  });
  byId('facets').replaceChildren(...panels);
};

export const FACETING = { named, FACETS, fits, says, optionOf, showFacets };

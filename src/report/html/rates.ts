import type { Content, ShownCohort, ShownFinding } from './content.ts';
import { byId, label, make, type Part } from './dom.ts';
import type { Choice, Facet } from './facets.ts';

/** Trajectories with a finding among all, under one value. */
interface Rate {
  readonly value: string;
  readonly acting: number;
  readonly all: number;
}

/** 95 % interval of a share, by Wilson's method. */
const interval = ({ acting, all }: Rate): readonly [low: number, high: number] => {
  const z = 1.959964;
  const share = acting / all;
  const middle = (share + (z * z) / (2 * all)) / (1 + (z * z) / all);
  const half = (z / (1 + (z * z) / all)) * Math.sqrt((share * (1 - share)) / all + (z * z) / (4 * all * all));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
};

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const rowOf = (rate: Rate): Part => {
  const { value, acting, all } = rate;
  const [low, high] = interval(rate);
  const bar = make('span', { class: 'bar' });
  bar.style.setProperty('width', `${(acting / all) * 100}%`);
  const whisker = make('span', { class: 'whisker' });
  whisker.style.setProperty('left', `${low * 100}%`);
  whisker.style.setProperty('width', `${(high - low) * 100}%`);
  const words = `${acting} of ${all} trajectories, ${percent(acting / all)}; 95 % interval from ${percent(low)} to ${percent(high)}`;
  return make(
    'tr',
    {},
    make('th', { scope: 'row', title: value }, label(value)),
    make('td', { class: 'track', title: words }, make('div', {}, bar, whisker)),
    make('td', { class: 'share' }, percent(acting / all)),
    make('td', { class: 'of' }, `${acting} of ${all}`),
  );
};

/** Rates under each value of a facet, by trajectories that fit what is chosen. */
const ratesOf = (facet: Facet, cohorts: readonly ShownCohort[], found: readonly ShownFinding[], content: Content): readonly Rate[] => {
  const totals = new Map<string, number>();
  for (const cohort of cohorts)
    for (const value of facet.ofCohort!(cohort)) totals.set(value, (totals.get(value) ?? 0) + cohort.trajectories);
  const acting = new Map<string, Set<number>>();
  for (const finding of found)
    for (const value of facet.of(finding, content)) {
      const own = acting.get(value) ?? new Set();
      acting.set(value, own.add(finding.trajectory));
    }
  return [...totals]
    .map(([value, all]) => ({ value, acting: Math.min(all, acting.get(value)?.size ?? 0), all }))
    .sort((a, b) => b.acting / b.all - a.acting / a.all || b.all - a.all || (a.value < b.value ? -1 : 1));
};

const chartOf = (title: string, rates: readonly Rate[]): Part | undefined => {
  if (rates.length === 0) return undefined;
  const most = 12;
  const rows = rates.map(rowOf);
  const body = make('tbody', {}, ...rows.slice(0, most));
  const rest = rows.slice(most);
  const showRest = (): void => {
    body.append(...rest);
    more.replaceWith();
  };
  const more: Part = make('button', { type: 'button', class: 'more', onclick: showRest }, `${rest.length} more`);
  return make('figure', { class: 'chart' }, make('figcaption', {}, title), make('table', {}, body), rest.length > 0 ? more : undefined);
};

/** Conditions with several values first, values of one condition next to each other. */
const compared = (rates: readonly Rate[]): readonly Rate[] => {
  const nameOf = ({ value }: Rate): string => value.slice(0, value.indexOf(': '));
  const names = rates.map(nameOf);
  const single = (rate: Rate): number => (names.filter((name) => name === nameOf(rate)).length > 1 ? 0 : 1);
  return [...rates].sort((a, b) => single(a) - single(b) || names.indexOf(nameOf(a)) - names.indexOf(nameOf(b)));
};

/** The share of trajectories with a finding that fits what is chosen, by model and by condition. */
export const showRates = (content: Content, facets: readonly Facet[], choice: Choice, found: readonly ShownFinding[]): void => {
  const cohorts = content.cohorts.filter((cohort) =>
    facets.every(({ name, ofCohort }) => {
      const chosen = choice.values.get(name);
      return !ofCohort || !chosen?.size || ofCohort(cohort).some((value) => chosen.has(value));
    }),
  );
  const of = (name: string): readonly Rate[] => ratesOf(facets.find((facet) => facet.name === name)!, cohorts, found, content);
  const charts = [chartOf('By model', of('Model')), chartOf('By condition', compared(of('Condition')))];
  byId('rates').replaceChildren(...charts.filter((chart) => chart !== undefined));
};

export const RATING = { interval, percent, rowOf, ratesOf, chartOf, compared, showRates };

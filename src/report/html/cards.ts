import type { Content } from './content.ts';
import { byId, make, type Part } from './dom.ts';
import { entryOf } from './entry.ts';
import { laneOf } from './lane.ts';

/** Trajectories that are shown at first and with each further step, and findings of one. */
const STEP = 12;
const OWN = 8;

const plural = (number: number, noun: string): string => `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;

const chip = (text: string, kind = ''): Part => make('span', { class: `chip ${kind}` }, text);

/** The findings of one trajectory under its timeline. */
const cardOf = (index: number, findings: readonly number[], content: Content): Part => {
  const trajectory = content.trajectories[index]!;
  const { path, id, framework, model, task, conditions } = trajectory;
  const list = make('div', { class: 'findings' }, ...findings.slice(0, OWN).map((each) => entryOf(each, content)));
  const rest = findings.slice(OWN);
  const showRest = (): void => {
    list.append(...rest.splice(0).map((each) => entryOf(each, content)));
    more?.replaceWith();
  };
  const more =
    rest.length > 0
      ? make('button', { type: 'button', class: 'more', onclick: showRest }, `${plural(rest.length, 'more finding')}`)
      : undefined;
  const reveal = (finding: number): void => {
    if (rest.includes(finding)) showRest();
    const entry = list.querySelector(`#finding-${finding}`);
    if (!entry) return;
    entry.open = true;
    entry.querySelector('summary')?.focus({ preventScroll: true });
    entry.scrollIntoView({ block: 'nearest' });
  };
  const chips = [framework, model, task === '' ? '' : `task ${task}`].filter((text) => text !== '').map((text) => chip(text));
  return make(
    'article',
    { class: 'trajectory' },
    make(
      'header',
      {},
      make('h3', { title: `trajectory ${id}` }, path),
      make('p', { class: 'chips' }, ...chips, ...conditions.map((pair) => chip(pair.join(': '), 'condition'))),
    ),
    laneOf(trajectory, content, reveal),
    list,
    more,
  );
};

const gravest = (content: Content, findings: readonly number[]): number => {
  const order = ['low', 'medium', 'high', 'critical'];
  return Math.max(...findings.map((index) => order.indexOf(content.findings[index]!.severity)));
};

/** Shows findings by trajectory, in steps. */
export interface Pages {
  /** Begins anew with these findings, the gravest trajectories first. */
  readonly show: (found: readonly number[]) => void;
  readonly more: () => void;
}

export const paging = (content: Content): Pages => {
  const list = byId('trajectories');
  const button = byId('more');
  let sorted: readonly (readonly [trajectory: number, findings: number[]])[] = [];
  let shown = 0;
  const more = (): void => {
    list.append(...sorted.slice(shown, shown + STEP).map(([index, findings]) => cardOf(index, findings, content)));
    shown = Math.min(sorted.length, shown + STEP);
    const left = sorted.length - shown;
    button.hidden = left === 0;
    button.textContent = `Show more: ${left.toLocaleString('en')} ${left === 1 ? 'trajectory' : 'trajectories'} left`;
  };
  const show = (found: readonly number[]): void => {
    const groups = new Map<number, number[]>();
    for (const index of found) {
      const { trajectory } = content.findings[index]!;
      const own = groups.get(trajectory);
      if (own) own.push(index);
      else groups.set(trajectory, [index]);
    }
    sorted = [...groups].sort(([, a], [, b]) => gravest(content, b) - gravest(content, a));
    shown = 0;
    list.replaceChildren(...(found.length === 0 ? [make('p', { class: 'empty' }, 'No finding fits what is chosen.')] : []));
    more();
  };
  return { show, more };
};

export const CARDS = { STEP, OWN, plural, chip, cardOf, gravest, paging };

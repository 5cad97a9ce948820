import { paging } from './cards.ts';
import type { Content } from './content.ts';
import { active, all, byId, type Happening, onKey, type Part } from './dom.ts';
import { FACETS, fits, says, showFacets } from './facets.ts';
import { showRates } from './rates.ts';

/** Summaries of findings one after the other; from the one that has the focus to its neighbour. */
const step = (by: 1 | -1): void => {
  const stops = all('.finding > summary');
  const here = active();
  const at = here === null ? -1 : stops.indexOf(here);
  const next = stops[at < 0 ? (by > 0 ? 0 : stops.length - 1) : at + by];
  next?.focus();
  next?.scrollIntoView({ block: 'center' });
};

const isTyping = (target: Part): boolean => target.closest('input:not([type=checkbox])') !== null;

/** Reads what the page holds, shows it, and answers to the reader. */
export const start = (): void => {
  const content = JSON.parse(byId('content').textContent ?? '') as Content;
  const facets = FACETS();
  const chosen = new Map<string, Set<string>>();
  const search = byId('search');
  const pages = paging(content);

  const update = (): void => {
    const choice = { values: chosen, words: search.value.trim().toLowerCase() };
    const worded = content.findings.filter((finding) => says(finding, content, choice.words));
    const found = worded.filter((finding) => fits(finding, content, facets, choice));
    const kept = new Set(found);
    showFacets(content, facets, choice, worded, toggle);
    showRates(content, facets, choice, found);
    pages.show(content.findings.flatMap((finding, index) => (kept.has(finding) ? [index] : [])));
    const trajectories = new Set(found.map(({ trajectory }) => trajectory)).size;
    byId('count').textContent =
      `${found.length.toLocaleString('en')} of ${content.findings.length.toLocaleString('en')} findings, in ${trajectories.toLocaleString('en')} ${trajectories === 1 ? 'trajectory' : 'trajectories'}`;
    byId('clear').hidden = choice.words === '' && [...chosen.values()].every((values) => values.size === 0);
  };

  function toggle(name: string, value: string): void {
    const values = chosen.get(name) ?? new Set();
    if (!values.delete(value)) values.add(value);
    chosen.set(name, values);
    update();
    refocus(name, value);
  }

  // The facets were drawn anew: whoever walks over them by keyboard goes on where they were.
  const refocus = (name: string, value: string): void => {
    const facet = all('.facet').find((each) => each.querySelector('legend')?.textContent === name);
    const option = [...(facet?.querySelectorAll('.option') ?? [])].find((each) => each.getAttribute('title') === value);
    option?.querySelector('input')?.focus({ preventScroll: true });
  };

  const clear = (): void => {
    chosen.clear();
    search.value = '';
    update();
  };

  const keys: { readonly [key: string]: () => void } = {
    '/': () => search.focus(),
    j: () => step(1),
    k: () => step(-1),
    o: () => {
      const entry = active()?.closest('.finding');
      if (entry) entry.open = !entry.open;
    },
    m: pages.more,
    x: clear,
  };

  onKey((event: Happening) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  search.addEventListener('input', update);
  byId('clear').addEventListener('click', clear);
  byId('more').addEventListener('click', pages.more);
  update();
};

export const STARTING = { step, isTyping, start };

/** An element of the page, as far as its scripts use it. */
export interface Part {
  textContent: string | null;
  value: string;
  hidden: boolean;
  open: boolean;
  checked: boolean;
  readonly style: { readonly setProperty: (name: string, value: string) => void };
  readonly append: (...children: readonly (Part | string)[]) => void;
  readonly replaceChildren: (...children: readonly (Part | string)[]) => void;
  readonly replaceWith: (...parts: readonly (Part | string)[]) => void;
  readonly setAttribute: (name: string, value: string) => void;
  readonly getAttribute: (name: string) => string | null;
  readonly addEventListener: (kind: string, listener: (event: Happening) => void) => void;
  readonly focus: (how?: { readonly preventScroll: boolean }) => void;
  readonly scrollIntoView: (how: { readonly block: 'center' | 'nearest' }) => void;
  readonly querySelector: (selector: string) => Part | null;
  readonly querySelectorAll: (selector: string) => Iterable<Part>;
  readonly closest: (selector: string) => Part | null;
  readonly getBoundingClientRect: () => { readonly left: number; readonly width: number };
}

export interface Happening {
  readonly key: string;
  readonly clientX: number;
  readonly target: Part;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly preventDefault: () => void;
}

declare const document: {
  readonly activeElement: Part | null;
  readonly createElement: (tag: string) => Part;
  readonly createElementNS: (space: string, tag: string) => Part;
  readonly getElementById: (id: string) => Part;
  readonly querySelectorAll: (selector: string) => Iterable<Part>;
  readonly addEventListener: Part['addEventListener'];
};

export type Child = Part | string | undefined;

/** Attributes, and listeners under `on` and the name of their event. */
export interface Attributes {
  readonly [name: string]: string | number | boolean | ((event: Happening) => void) | undefined;
}

const dress = (part: Part, attributes: Attributes, children: readonly Child[]): Part => {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') part.addEventListener(name.slice(2), value);
    else part.setAttribute(name, value === true ? '' : String(value));
  }
  part.append(...children.filter((child) => child !== undefined));
  return part;
};

/** An element with its attributes and children. Text is always text. */
export const make = (tag: string, attributes: Attributes = {}, ...children: readonly Child[]): Part =>
  dress(document.createElement(tag), attributes, children);

/** The same of a drawing. */
export const draw = (tag: string, attributes: Attributes = {}, ...children: readonly Child[]): Part =>
  dress(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);

/** A value for people; of a name and a value the name gives way where there is no room. */
export const label = (text: string): Part => {
  const colon = text.indexOf(': ');
  if (colon < 0) return make('span', { class: 'label' }, make('span', { class: 'key' }, text));
  return make(
    'span',
    { class: 'label' },
    make('span', { class: 'key' }, text.slice(0, colon + 2)),
    make('span', { class: 'worth' }, text.slice(colon + 2)),
  );
};

export const byId = (id: string): Part => document.getElementById(id);

export const active = (): Part | null => document.activeElement;

export const all = (selector: string): readonly Part[] => [...document.querySelectorAll(selector)];

export const onKey = (listener: (event: Happening) => void): void => document.addEventListener('keydown', listener);

/** All of the above, as the page needs them. */
export const DOM = { dress, make, draw, label, byId, active, all, onKey };

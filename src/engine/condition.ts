import micromatch from 'micromatch';
import type { Event, Kind } from '../model/event.ts';
import { isArray, isObject, type Json } from '../model/location.ts';
import type { Classes } from '../model/rule.ts';
import { fieldOf, numberOf, switchOf } from './about.ts';
import { SHORTEST } from './lexicon.ts';
import { literalsOf } from './literals.ts';

/** A compiled condition on one event. */
export interface Condition {
  /** Kinds that can hold it; the engine asks for no other. */
  readonly kinds: readonly Kind[];
  readonly holds: (event: Event) => boolean;
}

type Test = (value: Json | undefined, event: Event) => boolean;

/** Fields in which a plain word is a glob. */
const PATHS = new Set(['path', 'from', 'to', 'target', 'paths', 'about', 'program', 'url', 'peer', 'key']);

/** Longest text that a pattern is tried on, in characters. */
const TEXT_CAP = 64 << 10;

/** From so many characters on, a text is first asked for what the pattern cannot do without. */
const LONG = 200;

/** A value as text; what has parts is written as JSON. */
const textOf = (value: Json | undefined): string =>
  (typeof value === 'object' ? JSON.stringify(value) : String(value ?? '')).slice(0, TEXT_CAP);

const listOf = (value: Json): readonly string[] => (isArray(value) ? value.map(String) : [String(value)]);

/** Operators of a field, each from its operand to a test; what is not here is an error of the card. */
const OPERATORS: { readonly [name: string]: (operand: Json, classes: Classes) => Test } = {
  in(operand, classes) {
    const names = listOf(operand);
    for (const name of names)
      if (!classes.names.includes(name))
        throw new Error(`'in' names the list '${name}', which is not there; there are ${classes.names.join(', ')}`);
    return (value) => typeof value === 'string' && names.some((name) => classes.is(name, value));
  },
  contains(operand) {
    const words = listOf(operand).map((word) => word.toLowerCase());
    return (value) => {
      if (value === undefined) return false;
      const text = textOf(value).toLowerCase();
      return words.some((word) => text.includes(word));
    };
  },
  matches(operand, classes) {
    const sources = listOf(operand);
    const patterns = sources.map(safePattern);
    const literals = sources.map((source) => literalsOf(source, SHORTEST));
    const may = literals.every((each) => each !== undefined) ? classes.mentions(literals.flat()) : () => true;
    return (value) => {
      if (value === undefined) return false;
      const text = textOf(value);
      return (text.length < LONG || may(text)) && patterns.some((pattern) => pattern.test(text));
    };
  },
  is(operand) {
    if (operand !== 'off' && operand !== 'on') throw new Error(`'is' takes off or on, not '${String(operand)}'`);
    return (value) => switchOf(value) === operand;
  },
  below: (operand) => (value) => (numberOf(value) ?? Number.NaN) < Number(operand),
  above: (operand) => (value) => (numberOf(value) ?? Number.NaN) > Number(operand),
  rises: () => (value, event) => event.kind === 'assign' && (numberOf(value) ?? Number.NaN) > (numberOf(event.from) ?? Number.NaN),
  falls: () => (value, event) => event.kind === 'assign' && (numberOf(value) ?? Number.NaN) < (numberOf(event.from) ?? Number.NaN),
  known: (operand) => (value) => (value !== undefined) === operand,
};

/** A pattern that cannot run away: no repetition inside a repetition, no reference back, no look-around. */
const safePattern = (source: string): RegExp => {
  if (/\([^()]*[+*}][^()]*\)[+*{]|\\[1-9]|\(\?[=!<]/.test(source))
    throw new Error(`'matches' takes patterns without nested repetition, references or look-around, not '${source}'`);
  return new RegExp(source, 'i');
};

const equality = (field: string, wanted: readonly Json[]): Test => {
  const plain = new Set(wanted.map((each) => String(each).toLowerCase()));
  const globs = PATHS.has(field) ? wanted.map(String).filter((each) => /[*?[{]/.test(each)) : [];
  const matcher = globs.length > 0 ? micromatch.matcher(globs as unknown as string, { dot: true, nocase: true }) : () => false;
  return (value) => value !== undefined && (plain.has(String(value).toLowerCase()) || (typeof value === 'string' && matcher(value)));
};

const fieldTest = (field: string, wanted: Json, classes: Classes): Test => {
  if (!isObject(wanted)) return equality(field, isArray(wanted) ? wanted : [wanted]);
  const tests = Object.entries(wanted).map(([name, operand]) => {
    const operator = OPERATORS[name];
    if (!operator) throw new Error(`'${field}' has the operator '${name}'; expected one of ${Object.keys(OPERATORS).join(', ')}`);
    return operator(operand, classes);
  });
  return (value, event) => tests.every((test) => test(value, event));
};

const fieldHolds = (field: string, wanted: Json, classes: Classes): ((event: Event) => boolean) => {
  const test = fieldTest(field, wanted, classes);
  return (event) => {
    const values = fieldOf(event, field);
    return values.length === 0 ? test(undefined, event) : values.some((value) => test(value, event));
  };
};

/** Kinds of two conditions that must both hold; none listed means all. */
const both = (a: readonly Kind[], b: readonly Kind[]): readonly Kind[] => {
  if (a.length === 0) return b;
  return b.length === 0 ? a : a.filter((kind) => b.includes(kind));
};

const either = (sets: readonly (readonly Kind[])[]): readonly Kind[] =>
  sets.some((set) => set.length === 0) ? [] : [...new Set(sets.flat())];

const combine = (all: readonly Condition[], every: boolean): Condition => {
  const sets = all.map((each) => each.kinds);
  return {
    kinds: every ? sets.reduce(both) : either(sets),
    holds: (event) => (every ? all.every((each) => each.holds(event)) : all.some((each) => each.holds(event))),
  };
};

const single = (value: { readonly [key: string]: Json }, classes: Classes): Condition => {
  const { kind, ...fields } = value;
  const kinds = kind === undefined ? [] : (listOf(kind) as Kind[]);
  const tests = Object.entries(fields).map(([field, wanted]) => fieldHolds(field, wanted, classes));
  return { kinds, holds: (event) => (kinds.length === 0 || kinds.includes(event.kind)) && tests.every((holds) => holds(event)) };
};

/** Compiles what a card says of an event. Throws an Error that says which word is wrong and what was expected. */
export const condition = (value: Json, classes: Classes): Condition => {
  if (isArray(value))
    return combine(
      value.map((each) => condition(each, classes)),
      false,
    );
  if (!isObject(value)) throw new Error(`expected a condition such as {kind: delete, path: …}, not '${String(value)}'`);
  const { any, all, not, ...own } = value;
  const parts: Condition[] = Object.keys(own).length > 0 ? [single(own, classes)] : [];
  if (isArray(any))
    parts.push(
      combine(
        any.map((each) => condition(each, classes)),
        false,
      ),
    );
  if (isArray(all))
    parts.push(
      combine(
        all.map((each) => condition(each, classes)),
        true,
      ),
    );
  if (not !== undefined) {
    const inner = condition(not, classes);
    parts.push({ kinds: [], holds: (event) => !inner.holds(event) });
  }
  if (parts.length === 0) throw new Error('expected a condition, found none');
  return parts.length === 1 ? parts[0]! : combine(parts, true);
};

const quoted = (value: Json): string => {
  const words = (typeof value === 'object' ? JSON.stringify(value) : String(value)).replace(/\s+/g, ' ');
  return `'${words.length > 120 ? `${words.slice(0, 119)}…` : words}'`;
};

/** Fills each `{field}` of a message with what the event holds, or with a fact of that name. */
export const fill = (template: string, event: Event, facts: { readonly [name: string]: Json } = {}): string =>
  template.replace(/\{(\w+)\}/g, (_, field: string) => {
    if (field === 'actor') return event.actor.name ?? 'agent';
    const values = Object.hasOwn(facts, field) ? [facts[field]!] : fieldOf(event, field);
    return values.length === 0 ? 'nothing' : values.map(quoted).join(', ');
  });

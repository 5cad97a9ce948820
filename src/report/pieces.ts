import { forJson } from './neutral.ts';

const STEP = '  ';

type Holder = Iterable<unknown> | { readonly [key: string]: unknown };

const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null;

const isList = (holder: Holder): holder is Iterable<unknown> => Symbol.iterator in holder;

const stringify = (value: unknown, indent: string): string => forJson(JSON.stringify(value, null, STEP).replaceAll('\n', `\n${indent}`));

function* members(holder: Holder): Generator<readonly [label: string, value: unknown]> {
  if (isList(holder)) for (const value of holder) yield ['', value];
  else
    for (const [key, value] of Object.entries(holder)) {
      if (value !== undefined) yield [`${forJson(JSON.stringify(key))}: `, value];
    }
}

/**
 * A value as indented JSON, in pieces: its outer levels member by member, what lies below them each as one piece.
 * Any iterable is written as an array, so that its elements can be made one at a time.
 */
export function* pieces(value: unknown, levels: number, indent = ''): Generator<string> {
  if (levels === 0 || !isHolder(value)) {
    yield stringify(value, indent);
    return;
  }
  const [open, close] = isList(value) ? ['[', ']'] : ['{', '}'];
  const inner = indent + STEP;
  let before = open;
  for (const [label, member] of members(value)) {
    yield `${before}\n${inner}${label}`;
    yield* pieces(member, levels - 1, inner);
    before = ',';
  }
  yield before === open ? `${open}${close}` : `\n${indent}${close}`;
}

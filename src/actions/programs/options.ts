/** A command line taken apart by the rules of getopt. */
export interface Options {
  readonly operands: readonly string[];
  readonly has: (...names: readonly string[]) => boolean;
  /** The last value of an option. */
  readonly value: (...names: readonly string[]) => string | undefined;
  /** All values of an option that may be given again. */
  readonly values: (...names: readonly string[]) => readonly string[];
}

interface Shape {
  /** Options that take a value, without dashes, between spaces. */
  readonly takes?: string;
  /** Long options have one dash: `-name x`. */
  readonly single?: boolean;
  /** The first operand ends the options, as where a command follows. */
  readonly stop?: boolean;
}

const SETS = new Map<string, ReadonlySet<string>>();

const setOf = (names: string): ReadonlySet<string> => {
  let known = SETS.get(names);
  if (!known) SETS.set(names, (known = new Set(names.split(' '))));
  return known;
};

/** Reads options; one that is not in `takes` is a flag. */
export const options = (argv: readonly string[], shape: Shape = {}): Options => {
  const takes = setOf(shape.takes ?? '');
  const found: [name: string, value: string][] = [];
  const operands: string[] = [];
  let index = 0;
  const take = (name: string): void => {
    found.push([name, takes.has(name) ? (argv[++index] ?? '') : '']);
  };
  const cluster = (letters: string): void => {
    for (let each = 0; each < letters.length; each++) {
      const letter = letters[each]!;
      const rest = letters.slice(each + 1);
      if (!takes.has(letter) || rest === '') take(letter);
      else {
        found.push([letter, rest.replace(/^=/, '')]);
        return;
      }
    }
  };
  for (; index < argv.length; index++) {
    const word = argv[index]!;
    if (word === '--') {
      operands.push(...argv.slice(index + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      operands.push(word);
      if (!shape.stop) continue;
      operands.push(...argv.slice(index + 1));
      break;
    }
    const long = word.startsWith('--') ? word.slice(2) : shape.single ? word.slice(1) : undefined;
    if (long === undefined) cluster(word.slice(1));
    else if (long.includes('=')) found.push([long.slice(0, long.indexOf('=')), long.slice(long.indexOf('=') + 1)]);
    else take(long);
  }
  return {
    operands,
    has: (...names) => found.some(([name]) => names.includes(name)),
    value: (...names) => found.findLast(([name]) => names.includes(name))?.[1],
    values: (...names) => found.filter(([name]) => names.includes(name)).map(([, value]) => value),
  };
};

import type { Word } from './powershell-words.ts';

/** Short names, and the names of programs that Windows has beside them. */
export const ALIASES: { readonly [name: string]: string } = {
  rm: 'remove-item',
  del: 'remove-item',
  erase: 'remove-item',
  rd: 'remove-item',
  rmdir: 'remove-item',
  ri: 'remove-item',
  mv: 'move-item',
  move: 'move-item',
  mi: 'move-item',
  ren: 'rename-item',
  rni: 'rename-item',
  cp: 'copy-item',
  copy: 'copy-item',
  cpi: 'copy-item',
  ni: 'new-item',
  sp: 'set-itemproperty',
  sc: 'set-content',
  ac: 'add-content',
  tee: 'tee-object',
  cat: 'get-content',
  gc: 'get-content',
  type: 'get-content',
  kill: 'stop-process',
  spps: 'stop-process',
  spsv: 'stop-service',
  iwr: 'invoke-webrequest',
  irm: 'invoke-restmethod',
  cd: 'set-location',
  sl: 'set-location',
  chdir: 'set-location',
  iex: 'invoke-expression',
  clc: 'clear-content',
  clp: 'clear-itemproperty',
  gci: 'get-childitem',
  ls: 'get-childitem',
  dir: 'get-childitem',
  gps: 'get-process',
  ps: 'get-process',
  saps: 'start-process',
  start: 'start-process',
};

/** Switches, which take no value. */
const SWITCHES = new Set(
  'recurse force confirm whatif verbose passthru nonewline append noclobber asjob usebasicparsing raw wait unregister debug disabled hidden allusers nonewwindow'.split(
    ' ',
  ),
);

export interface Given {
  readonly named: ReadonlyMap<string, readonly Word[]>;
  readonly rest: readonly Word[];
}

/** Arguments by the names of their parameters, which may be shortened, and those without a name. */
export const given = (words: readonly Word[]): Given => {
  const named = new Map<string, readonly Word[]>();
  const rest: Word[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (word.splat && word.fields) {
      for (const [name, value] of word.fields) named.set(name, [value]);
      continue;
    }
    const parameter = word.quoted ? undefined : /^-([A-Za-z]\w*)(?::(.*))?$/.exec(word.text);
    if (!parameter) {
      rest.push(word);
      continue;
    }
    const name = parameter[1]!;
    if (parameter[2]) named.set(name, [{ text: parameter[2], quoted: false, sure: word.sure }]);
    else if (SWITCHES.has(name.toLowerCase()) || !words[index + 1]) named.set(name, []);
    else {
      const values: Word[] = [words[++index]!];
      while (words[index]!.listed && words[index + 1]) values.push(words[++index]!);
      named.set(name, values);
    }
  }
  return { named, rest };
};

export const named = (all: Given, ...names: readonly string[]): readonly Word[] | undefined => {
  for (const [written, values] of all.named) {
    const key = written.toLowerCase();
    if (names.some((name) => name === key || (key.length > 2 && name.startsWith(key)))) return values;
  }
  return undefined;
};

/** Values of a parameter, or the words at a position where it has no name. */
export const values = (all: Given, position: number, ...names: readonly string[]): readonly Word[] => {
  const found = named(all, ...names);
  if (found || position < 0) return found ?? [];
  let end = position;
  while (all.rest[end]?.listed) end++;
  return all.rest.slice(position, end + 1);
};

import type { Effect } from '../../model/effect.ts';
import type { Json } from '../../model/location.ts';
import { pathIn } from '../scene.ts';
import { assigns, type Call, edits, named, type Program, type Programs, reads } from './call.ts';
import { options } from './options.ts';

/** One editing command of `sed` or `perl -p`. */
interface Substitution {
  /** Literal text of the address before it: `/enabled/s/true/false/`. */
  readonly address?: string | undefined;
  /** Text that is replaced, where the pattern is literal. */
  readonly before?: string | undefined;
  /** Text in its place, where the replacement is literal; empty for a deleted line. */
  readonly after?: string | undefined;
  /** The whole line goes or is replaced, not only what is before. */
  readonly line?: boolean;
  /** Every occurrence in a line, not only its first. */
  readonly everywhere?: boolean;
}

/** Characters that mean more than themselves, in basic and in extended expressions, escaped or not. */
const SPECIAL = {
  basic: { bare: /[*[]/, escaped: /[a-zA-Z0-9+?|(){}<>]/ },
  extended: { bare: /[*[+?|(){}]/, escaped: /[a-zA-Z0-9<>]/ },
};

/** The text that a pattern stands for, where it stands for one. A bare dot is taken for a dot. */
const literal = (pattern: string, extended: boolean): string | undefined => {
  const special = extended ? SPECIAL.extended : SPECIAL.basic;
  const text = pattern.replace(/^\^|(?<!\\)\$$/g, '');
  let plain = '';
  for (let index = 0; index < text.length; index++) {
    const escaped = text[index] === '\\';
    const letter = escaped ? text[++index] : text[index];
    if (letter === undefined || (escaped ? special.escaped : special.bare).test(letter)) return undefined;
    plain += letter;
  }
  return plain;
};

/** Takes groups out of a pattern: `\(enabled: \)true` is `enabled: true`, with `enabled: ` as its first group. */
const ungrouped = (pattern: string, extended: boolean): { readonly bare: string; readonly groups: readonly string[] } => {
  const groups: string[] = [];
  const group = extended ? /(?<!\\)\(([^()]*)(?<!\\)\)(?![*+?{])/g : /\\\(((?:(?!\\[()]).)*)\\\)(?!\*)/g;
  const bare = pattern.replace(group, (_, inner: string) => {
    groups.push(inner);
    return inner;
  });
  return { bare, groups };
};

const replacement = (text: string, whole: string | undefined, groups: readonly string[], extended: boolean): string | undefined => {
  let known = true;
  const take = (value: string | undefined): string => {
    if (value === undefined) known = false;
    return value ?? '';
  };
  const filled = text.replace(
    /\\([0-9])|\$([1-9&])|\$\{(\d)\}|\\(.)|&/g,
    (_, sed?: string, perl?: string, braced?: string, escaped?: string) => {
      if (escaped !== undefined) return escaped === 'n' ? '\n' : escaped === 't' ? '\t' : escaped;
      const number = sed ?? perl ?? braced;
      if (number === undefined || number === '&' || number === '0') return take(whole);
      const group = groups[Number(number) - 1];
      return take(group === undefined ? undefined : literal(group, extended));
    },
  );
  return known ? filled : undefined;
};

const addressOf = (address: string, extended: boolean): string | undefined => {
  const pattern = /^\s*\/((?:[^/\\]|\\.)*)\//.exec(address)?.[1];
  return pattern === undefined ? undefined : literal(pattern, extended);
};

const ADDRESS = /^\s*(?:(?:\d+|\$|\/(?:[^/\\]|\\.)*\/I?)(?:\s*,\s*(?:[+~]?\d+|\$|\/(?:[^/\\]|\\.)*\/))?\s*!?\s*)?/;

const substitution = (rest: string, address: string | undefined, extended: boolean): Substitution => {
  const mark = rest[1] ?? '/';
  const parts: string[] = [''];
  for (let index = 2; index < rest.length && parts.length < 3; index++) {
    const letter = rest[index]!;
    if (letter === '\\' && rest[index + 1] === mark) parts[parts.length - 1] += mark === '/' ? rest[++index]! : `\\${rest[++index]}`;
    else if (letter === '\\') parts[parts.length - 1] += letter + (rest[++index] ?? '');
    else if (letter === mark) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  const [pattern = '', by = '', flags = ''] = parts;
  const { bare, groups } = ungrouped(pattern, extended);
  const before = literal(bare, extended);
  const after = replacement(by, before, groups, extended);
  if (before === '' && address !== undefined && after !== undefined)
    return { before: address, after: pattern.endsWith('$') ? address + after : after + address };
  return { address, before: before === '' ? undefined : before, after, everywhere: flags.includes('g') };
};

/** What one script does to the lines of a file. */
const substitutions = (script: string, extended: boolean): readonly Substitution[] =>
  split(script).map((command): Substitution => {
    const head = ADDRESS.exec(command)?.[0] ?? '';
    const address = addressOf(head, extended);
    const rest = command.slice(head.length).replace(/^\{\s*/, '');
    if (/^s[^\w\s\\]/.test(rest)) return substitution(rest, address, extended);
    if (rest.startsWith('d')) return { before: address, after: '', line: true };
    const text = /^[aic]\\?\s*\n?(.*)$/s.exec(rest)?.[1];
    return text === undefined ? {} : { ...(rest.startsWith('c') && { before: address, line: true }), after: text };
  });

/** Commands of a script: parted by newlines, and by `;` outside of what `s` encloses. */
const split = (script: string): readonly string[] => {
  const commands: string[] = [];
  let start = 0;
  let marks = 0;
  let mark = '';
  for (let index = 0; index < script.length && commands.length < 64; index++) {
    const letter = script[index]!;
    if (letter === '\\') index++;
    else if (marks > 0) marks -= letter === mark ? 1 : 0;
    else if (letter === '/') [mark, marks] = ['/', 1];
    else if (letter === 's' && /[^\w\s;]/.test(script[index + 1] ?? ' ') && /^(?:$|.*[\s;{/\d$!])$/s.test(script.slice(start, index))) {
      [mark, marks] = [script[++index]!, 2];
    } else if (letter === '\n' || (letter === ';' && !/^[^/]*[aic]\\?\s/.test(script.slice(start, index).replace(ADDRESS, '')))) {
      commands.push(script.slice(start, index));
      start = index + 1;
    }
  }
  return [...commands, script.slice(start)].map((each) => each.trim().replace(/^\}$/, '')).filter((each) => each !== '');
};

const KEY = /^["']?([A-Za-z_][\w.-]*)["']?\s*[:=]?$/;

/** One line as a substitution leaves it; undefined where it goes. */
const rewritten = (line: string, { address, before, after, line: whole, everywhere }: Substitution): string | undefined => {
  if (!line.includes(before!) || (address !== undefined && !line.includes(address))) return line;
  if (whole) return after === '' ? undefined : after;
  return everywhere ? line.replaceAll(before!, () => after!) : line.replace(before!, () => after!);
};

/** What a substitution changes in a known text: the line where it is one, otherwise the whole. */
const exactly = (text: string | undefined, change: Substitution): { readonly before: string; readonly after: string } | undefined => {
  if (text === undefined || change.before === undefined || change.after === undefined) return undefined;
  const old = text.split('\n');
  const fresh = old.map((line) => rewritten(line, change));
  const [first, second] = old.filter((line, index) => line !== fresh[index]);
  if (first === undefined) return undefined;
  const after = fresh[old.indexOf(first)];
  if (second === undefined && after !== undefined) return { before: first, after };
  return { before: text, after: fresh.filter((line) => line !== undefined).join('\n') };
};

const changed = (call: Call, path: string, change: Substitution): readonly Effect[] => {
  const known = call.scene.host === undefined ? call.scene.world.files.read(pathIn(call.scene, path)) : undefined;
  const whole = exactly(known, change);
  const found = edits(call, path, 'replace', whole ?? { before: change.before, after: change.after });
  const key = change.address === undefined ? undefined : KEY.exec(change.address.trim())?.[1];
  if (whole || key === undefined || change.after === undefined || found.length > 1) return found;
  return [...found, assigns(call, key, change.after, pathIn(call.scene, path), change.before)];
};

const editing = (call: Call, scripts: readonly string[], files: readonly string[], extended: boolean): readonly Effect[] =>
  files.flatMap((path) => {
    const changes = scripts.flatMap((script) => substitutions(script, extended));
    return (changes.length > 0 ? changes : [{}]).flatMap((change) => changed(call, path, change));
  });

const IN_PLACE = /^(?:-[nErszu]*i.*|--in-place.*|-[a-zA-Z]*i)$/;

const sed: Program = (call) => {
  const inPlace = call.argv.some((word) => IN_PLACE.test(word));
  // BSD's sed wants a suffix after -i, mostly an empty one.
  const argv = call.argv.filter((word, index) => !IN_PLACE.test(word) && !(word === '' && IN_PLACE.test(call.argv[index - 1] ?? '')));
  const tail = call.argv.filter((word) => /^-[nrsz]*i?e$|^-i.*e$/.test(word) && IN_PLACE.test(word)).length > 0;
  const given = options(argv, { takes: 'e expression f file l line-length' });
  const scripts = given.values('e', 'expression');
  const own = scripts.length > 0 || given.has('f', 'file');
  const files = own && !tail ? given.operands : given.operands.slice(1);
  const texts = own && !tail ? scripts : given.operands.slice(0, 1);
  const extended = call.argv.some((word) => /^-[a-z]*[Er]/.test(word) || word === '--regexp-extended');
  return inPlace ? editing(call, texts, files, extended) : files.filter((path) => path !== '-').map((path) => reads(call, path));
};

const perl: Program = (call) => {
  const inPlace = call.argv.some((word) => /^-[a-zA-Z0-9]*i/.test(word));
  if (!inPlace) return [];
  const index = call.argv.findIndex((word) => /^-[a-zA-Z0-9.]*e$/.test(word));
  if (index < 0) return [];
  const files = call.argv.slice(index + 2).filter((word) => !word.startsWith('-'));
  return editing(call, [call.argv[index + 1] ?? ''], files, true);
};

const jqValue = (text: string): Json => {
  const bare = text.trim();
  if (/^-?\d+(?:\.\d+)?$/.test(bare)) return Number(bare);
  if (bare === 'true' || bare === 'false') return bare === 'true';
  return bare === 'null' ? null : bare.replace(/^"(.*)"$/s, '$1');
};

const dotted = (path: string): string =>
  path
    .trim()
    .replace(/\["([^"]+)"\]|\[(\d+)\]/g, '.$1$2')
    .replace(/^\.+/, '')
    .replaceAll('"', '');

/** What an expression of `jq` or `yq` sets: `.a.b = false | del(.c)`. */
const expressed = (call: Call, expression: string, path: string | undefined): readonly Effect[] => {
  const target = path === undefined ? undefined : pathIn(call.scene, path);
  const found: Effect[] = [];
  for (const each of expression.matchAll(/(?:^|[|,(]\s*)(\.[\w.[\]"-]*)\s*(?:\|=|=)(?!=)\s*("(?:[^"\\]|\\.)*"|[^|,)]+)/g))
    found.push(assigns(call, dotted(each[1]!), jqValue(each[2]!), target));
  for (const each of expression.matchAll(/\bdel\((\.[^)]+)\)/g)) found.push(assigns(call, dotted(each[1]!), undefined, target));
  return found;
};

const structured: Program = (call) => {
  const given = options(call.argv, { takes: call.program === 'jq' ? 'f from-file L indent' : 'p o I s' });
  const [first = '', ...rest] = given.operands;
  const [expression, files] = first === 'eval' || first === 'e' ? [rest[0] ?? '', rest.slice(1)] : [first, rest];
  const inPlace = given.has('i', 'inplace', 'in-place');
  const [file] = files;
  if (inPlace) return files.flatMap((path) => [...edits(call, path, 'replace'), ...expressed(call, expression, path)]);
  const found: readonly Effect[] = files.map((path) => reads(call, path));
  return call.output === undefined
    ? found
    : [...found, ...expressed(call, expression, call.output.startsWith(file ?? '\0') ? file : call.output)];
};

const editors: Program = (call) => {
  const commands = call.argv.filter((word) => /^[-+]?(?:c|:)?.*s\/.*\/.*\//.test(word));
  const files = call.argv.filter((word) => !/^[-+]/.test(word) && !commands.includes(word));
  return call.argv.some((word) => /^-[eEs]*[csS]+$|^\+/.test(word))
    ? editing(
        call,
        commands.map((word) => word.replace(/^[-+:]*%?/, '').replace(/^%/, '')),
        files,
        false,
      )
    : [];
};

const ini: Program = (call) => {
  const flags = options(call.argv);
  const [file = '', section = '', key = '', value] = flags.operands;
  const path = section === '' ? key : `${section}.${key}`;
  const target = pathIn(call.scene, file);
  if (flags.has('set')) return [...edits(call, file, 'replace'), assigns(call, path, value ?? '', target)];
  return flags.has('del')
    ? [...edits(call, file, 'replace'), assigns(call, path.replace(/\.$/, ''), undefined, target)]
    : [reads(call, file)];
};

/** Programs that change text inside files. */
export const TEXT: Programs = {
  ...named('sed gsed', sed),
  perl,
  ...named('jq yq', structured),
  ...named('ed ex vim nvim vi', editors),
  ...named('crudini', ini),
};

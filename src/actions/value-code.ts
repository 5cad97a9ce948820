import { type Reader, scalar } from './value-readers.ts';

/** A name, perhaps with its type, what assigns to it, and a literal where one follows. */
const CODE =
  /(?:([A-Za-z_$][\w.$-]{0,80})|(["'])([\w.\- ]{1,80})\2)(?:\]|[ \t]?:[ \t]?[A-Za-z][\w.[\]| ]{0,40}(?==| =))?[ \t]*(?::=|=(?![=>~])|:(?!:))[ \t]*(?:("(?:[^"\\\n]|\\.){0,400}"|'(?:[^'\\\n]|\\.){0,400}'|[+-]?\d[\w.]*|true|false|True|False|None|null|nil|undefined)(?=[ \t]*(?:[,;)}\]]|$|#|\/\/))|)/my;

const codes = (letters: string): ReadonlySet<number> => new Set(Array.from(letters, (letter) => letter.charCodeAt(0)));
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_$';
const INITIAL = codes(LETTERS);
const INNER = codes(`${LETTERS}0123456789.-`);
const BLANK = codes(' \t');
const QUOTE = codes('"\'');
const CLOSER = ']'.charCodeAt(0);
/** Characters of the longest name. */
const NAME = 81;

/** Start of the name that ends before `sign`, not earlier than `from`; -1 where there is none. */
const nameBefore = (text: string, sign: number, from: number): number => {
  let end = sign;
  while (end > from && BLANK.has(text.charCodeAt(end - 1))) end--;
  if (end > from && text.charCodeAt(end - 1) === CLOSER) end--;
  if (end <= from) return -1;
  if (QUOTE.has(text.charCodeAt(end - 1))) {
    const open = end < 2 ? -1 : text.slice(Math.max(from, end - NAME - 1), end - 1).lastIndexOf(text[end - 1]!);
    return open < 0 ? -1 : Math.max(from, end - NAME - 1) + open;
  }
  let start = end;
  while (end - start <= NAME && INNER.has(text.charCodeAt(start - 1))) start--;
  return start >= from && end - start <= NAME && INITIAL.has(text.charCodeAt(start)) ? start : -1;
};

/** Places of the signs that may assign, from `from` on. */
const signs = (text: string) => {
  let equals = -1;
  let colon = -1;
  const next = (sign: string, known: number, from: number): number => {
    if (known >= from) return known;
    const found = text.indexOf(sign, from);
    return found < 0 ? text.length : found;
  };
  return (from: number): number => {
    equals = next('=', equals, from);
    colon = next(':', colon, from);
    return Math.min(equals, colon);
  };
};

/** Constants, keyword arguments and members that have a literal value. Only what stands before `=` or `:` is looked at. */
export const code: Reader = (text, put) => {
  const signFrom = signs(text);
  let from = 0;
  for (let sign = signFrom(0); sign < text.length; ) {
    const start = nameBefore(text, sign, from);
    CODE.lastIndex = start;
    const found = start < 0 ? null : CODE.exec(text);
    if (!found) {
      sign = signFrom(sign + 1);
      continue;
    }
    from = CODE.lastIndex;
    const [, name, , quoted, literal] = found;
    if (!put((name ?? quoted)!.replace(/^(?:self|this)\./, ''), literal === undefined ? undefined : scalar(literal))) return;
    sign = signFrom(from);
  }
};

import type { Session } from '../world.ts';
import { alternatives } from './braces.ts';
import { parameter } from './parameter.ts';
import type { Script, TestExpression, Word, WordPart } from './syntax.ts';
import { elements, variable } from './variables.ts';

/** Text that a word becomes, and what is not known of it. */
export interface Expanded {
  readonly text: string;
  readonly doubt?: string;
}

/** What expansion needs from its surroundings. */
export interface Surroundings {
  readonly session: Session;
  /** Runs a substitution: its output, where that is known. */
  readonly substitute: (script: Script) => Expanded;
  /** Runs a process substitution: the file name it stands for. */
  readonly file: (script: Script, operator: '<' | '>') => string;
}

/** Units in one word and words from one word; longer ones are cut and in doubt. */
const WORD_CAP = 64 << 10;
const WORDS_CAP = 64;

const PLAIN = /^[^"'\\$`*?[\]{}<>()~!+@|&;\n]*$/;
const PATTERN = /[*?]|\[[^\]]+\]/;

/** Text that still holds something unresolved. */
const unresolved = (text: string, name: string): string | undefined => (/[$`*?]/.test(text) ? `$${name} is not wholly known` : undefined);

interface Piece extends Expanded {
  /** Unquoted results of expansion are split at blanks and read as patterns. */
  readonly split?: boolean;
  /** `"$@"`: each its own word. */
  readonly list?: readonly string[];
}

const listPiece = (list: readonly string[] | undefined, text: string, name: string): Piece =>
  list ? { text: list.join(' '), list } : { text, doubt: `$${name} is not known` };

const simple = (text: string, around: Surroundings, quoted: boolean): Piece => {
  const name = text.slice(1);
  if (name === '@' || name === '*') return listPiece(elements(around.session.variables, name), text, name);
  const value = variable(around.session, name);
  if (value === undefined) return { text, doubt: `${text} is not known` };
  const doubt = unresolved(value, name);
  return { text: value, split: !quoted, ...(doubt !== undefined && { doubt }) };
};

const part = (each: WordPart, around: Surroundings, quoted: boolean): Piece => {
  switch (each.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return { text: each.value };
    case 'Glob':
    case 'ExtendedGlob':
      return { text: each.text, doubt: `pattern ${each.text}` };
    case 'DoubleQuoted':
    case 'LocaleString':
      return joined(each.parts, around);
    case 'SimpleExpansion':
      return simple(each.text, around, quoted);
    case 'ParameterExpansion': {
      const list = each.parameter === '@' || each.parameter === '*' || each.index?.text === '@' || each.index?.text === '*';
      if (list && !each.operation && !each.prefix)
        return listPiece(elements(around.session.variables, each.parameter), each.text, each.parameter);
      const value = parameter(each, around.session, (word) => textOf(word, around).text);
      if (value === undefined) return { text: each.text, doubt: `${each.text} is not known` };
      const doubt = unresolved(value, each.parameter);
      return { text: value, split: !quoted, ...(doubt !== undefined && { doubt }) };
    }
    case 'CommandExpansion': {
      if (!each.script) return { text: each.text, doubt: 'a substitution is not known' };
      const output = around.substitute(each.script);
      return output.doubt === undefined ? { ...output, split: !quoted } : { ...output, text: output.text || each.text };
    }
    case 'ProcessSubstitution':
      return { text: each.script ? around.file(each.script, each.operator) : each.text };
    case 'ArithmeticExpansion':
      return { text: each.text, doubt: `${each.text} is not worked out` };
    case 'BraceExpansion':
      return { text: each.text };
  }
};

const joined = (parts: readonly WordPart[], around: Surroundings): Piece => {
  const [only] = parts;
  if (only && parts.length === 1) return { ...part(only, around, true), split: false };
  let text = '';
  let doubt: string | undefined;
  for (const each of parts) {
    const piece = part(each, around, true);
    doubt ??= piece.doubt;
    if (text !== '' && text.length + piece.text.length > WORD_CAP) return { text, doubt: 'too long to be followed' };
    text += piece.text;
  }
  return { text, ...(doubt !== undefined && { doubt }) };
};

/** A word as one text: assignments, here-strings, targets of redirections. */
export const textOf = (word: Word, around: Surroundings): Expanded => {
  if (PLAIN.test(word.text)) return { text: word.text };
  const { parts } = word;
  return parts ? joined(parts, around) : { text: word.value };
};

/** Text with expansions inside: the body of a here-document. */
export const bodyOf = (parts: readonly WordPart[] | undefined, text: string, around: Surroundings): string =>
  parts ? joined(parts, around).text : text;

interface Draft {
  readonly text: string;
  readonly doubt: string | undefined;
  /** A word that is there even when it is empty. */
  readonly kept: boolean;
}

const EMPTY: Draft = { text: '', doubt: undefined, kept: false };

const append = (draft: Draft, text: string, doubt: string | undefined, kept: boolean): Draft => {
  const long = draft.text !== '' && draft.text.length + text.length > WORD_CAP;
  return {
    text: long ? draft.text : draft.text + text,
    doubt: draft.doubt ?? (long ? 'too long to be followed' : doubt),
    kept: draft.kept || kept,
  };
};

const patternDoubt = (text: string): string | undefined => (PATTERN.test(text) ? `pattern ${text.slice(0, 80)}` : undefined);

/** The fields that one part adds: the first continues the word before it. */
const fields = (piece: Piece, each: WordPart): readonly string[] => {
  if (piece.list) return piece.list;
  if (each.type === 'BraceExpansion') return [piece.text];
  if (!piece.split || !/\s/.test(piece.text)) return [piece.text];
  return piece.text.split(/\s+/);
};

const split = (parts: readonly WordPart[], around: Surroundings): readonly Draft[] => {
  const done: Draft[] = [];
  let open: readonly Draft[] = [EMPTY];
  for (const each of parts) {
    if (each.type === 'BraceExpansion') {
      const choices = alternatives(each.text);
      open = open.flatMap((draft) => choices.map((choice) => append(draft, choice, unresolved(choice, choice), true))).slice(0, WORDS_CAP);
      continue;
    }
    const piece = part(each, around, false);
    const kept = each.type !== 'SimpleExpansion' && each.type !== 'ParameterExpansion' && each.type !== 'CommandExpansion' && !piece.list;
    const [first = '', ...rest] = fields(piece, each);
    const doubtOf = (text: string): string | undefined => piece.doubt ?? (piece.split ? patternDoubt(text) : undefined);
    open = open.map((draft) => append(draft, first, doubtOf(first), kept || first !== ''));
    for (const field of rest.slice(0, 4096)) {
      done.push(...open);
      open = [append(EMPTY, field, doubtOf(field), field !== '')];
    }
  }
  return [...done, ...open];
};

/** The words that one word becomes: braces, variables, splitting at blanks. */
export const expand = (word: Word, around: Surroundings, add: (text: string, doubt: string | undefined) => void): void => {
  const parts = PLAIN.test(word.text) ? undefined : word.parts;
  if (!parts) {
    add(word.value, undefined);
    return;
  }
  for (const draft of split(parts, around)) if (draft.kept || draft.text !== '') add(draft.text, draft.doubt);
};

/** Expands the words of a test, for what their substitutions run. */
export const expandTest = (expression: TestExpression, around: Surroundings): void => {
  switch (expression.type) {
    case 'TestUnary':
      textOf(expression.operand, around);
      return;
    case 'TestBinary':
      textOf(expression.left, around);
      textOf(expression.right, around);
      return;
    case 'TestLogical':
      for (const each of expression.operands) expandTest(each, around);
      return;
    case 'TestNot':
      expandTest(expression.operand, around);
      return;
    case 'TestGroup':
      expandTest(expression.expression, around);
  }
};

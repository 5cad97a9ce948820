import { type Effect, toAssign, toDelete, toSchedule } from '../model/effect.ts';
import type { Json } from '../model/location.ts';
import { causeOf, type Lowering, type Scene } from './scene.ts';

/** Characters, statements and values of one source that are read. */
const CAP = 200_000;
const STATEMENTS = 500;
const VALUES = 200;

type Token = { readonly is: 'word' | 'text' | 'sign'; readonly value: string };

const TOKENS =
  /--[^\n]*|#[^\n]*|\/\*(?:[\s\S]*?\*\/|[\s\S]*)|'(?:[^']|'')*'?|"(?:[^"]|"")*"?|`[^`]*`?|\[[\w .-]{1,100}\]|\$\w*\$|[A-Za-z_@$][\w$@]*(?:\.(?:[A-Za-z_][\w$]*|"[^"]*"|`[^`]*`))*|[+-]?\d+(?:\.\d+)?|[\s\S]/g;

/** Words, texts and signs, without comments and spaces. */
const tokens = (source: string): readonly Token[] => {
  const found: Token[] = [];
  for (const [token] of source.matchAll(TOKENS)) {
    if (/^(?:\s|--|\/\*)/.test(token) || (token.startsWith('#') && token.length > 1)) continue;
    if (token.startsWith("'"))
      found.push({ is: 'text', value: token.slice(1, token.endsWith("'") ? -1 : undefined).replaceAll("''", "'") });
    else if (/^["`[]./.test(token)) found.push({ is: 'word', value: token.slice(1, -1) });
    else found.push({ is: /^[\w@$+-]/.test(token) ? 'word' : 'sign', value: token.replace(/["`]/g, '') });
  }
  return found;
};

/** Statements: parted by `;`, but not inside the body of a trigger or a procedure. */
const statements = (all: readonly Token[]): readonly (readonly Token[])[] => {
  const found: Token[][] = [];
  let current: Token[] = [];
  let depth = 0;
  for (const token of all) {
    if (token.value === ';' && token.is === 'sign' && depth === 0) {
      if (current.length > 0 && found.push(current) >= STATEMENTS) return found;
      current = [];
      continue;
    }
    const word = token.is === 'word' ? token.value.toUpperCase() : '';
    if (word === 'BEGIN' && current.some((each) => /^(?:TRIGGER|PROCEDURE|FUNCTION)$/i.test(each.value))) depth++;
    else if (word === 'END' && depth > 0) depth--;
    current.push(token);
  }
  return current.length > 0 ? [...found, current] : found;
};

const WORDS: { readonly [word: string]: Json } = { TRUE: true, FALSE: false, NULL: null };

/** One literal; undefined for an expression, whose value is not known. */
const literalOf = (expression: readonly Token[]): Json | undefined => {
  const [only, more] = expression;
  if (!only || more) return undefined;
  if (only.is === 'text') return only.value;
  const word = only.value.toUpperCase();
  if (Object.hasOwn(WORDS, word)) return WORDS[word]!;
  return /^[+-]?\d/.test(only.value) ? Number(only.value) : undefined;
};

/** Parts between commas that stand outside brackets. */
const parts = (list: readonly Token[]): readonly (readonly Token[])[] => {
  const found: Token[][] = [[]];
  let depth = 0;
  for (const token of list) {
    if (token.is === 'sign') depth += token.value === '(' ? 1 : token.value === ')' ? -1 : 0;
    if (token.is === 'sign' && token.value === ',' && depth === 0) found.push([]);
    else found.at(-1)!.push(token);
  }
  return found;
};

const indexOf = (statement: readonly Token[], ...words: readonly string[]): number => {
  let depth = 0;
  return statement.findIndex((token) => {
    if (token.is === 'sign') depth += token.value === '(' ? 1 : token.value === ')' ? -1 : 0;
    return depth === 0 && token.is === 'word' && words.includes(token.value.toUpperCase());
  });
};

/** The word after these, whatever stands between them such as `IF EXISTS`. */
const MODIFIERS = new Set([
  'IF',
  'EXISTS',
  'NOT',
  'ONLY',
  'TABLE',
  'OR',
  'REPLACE',
  'IGNORE',
  'ROLLBACK',
  'ABORT',
  'FAIL',
  'INTO',
  'LOW_PRIORITY',
]);
const nameAfter = (statement: readonly Token[], index: number): string | undefined =>
  statement.slice(index).find((token) => token.is === 'word' && !MODIFIERS.has(token.value.toUpperCase()))?.value;

type Read = (statement: readonly Token[], scene: Scene) => readonly Effect[];

const set = (scene: Scene, target: string, key: string, to: Json | undefined): Effect =>
  toAssign(causeOf(scene), { target, key: key.slice(key.lastIndexOf('.') + 1), ...(to !== undefined && { to }) });

/** `SET column = value, …`: a value that is computed is given in its own words. */
const update: Read = (statement, scene) => {
  const target = nameAfter(statement, 1);
  const start = indexOf(statement, 'SET');
  if (target === undefined || start < 0) return [];
  const end = indexOf(statement, 'WHERE', 'FROM', 'RETURNING', 'LIMIT');
  return parts(statement.slice(start + 1, end < 0 ? undefined : end)).flatMap((part) => {
    const [column, equals, ...expression] = part;
    if (!column || equals?.value !== '=') return [];
    const to = literalOf(expression);
    return to === undefined
      ? [
          toAssign(causeOf({ ...scene, unsure: scene.unsure ?? 'the value is computed' }), {
            target,
            key: column.value,
            to: expression
              .map((each) => each.value)
              .join(' ')
              .slice(0, 200),
          }),
        ]
      : [set(scene, target, column.value, to)];
  });
};

const insert: Read = (statement, scene) => {
  const target = nameAfter(statement, 1);
  const start = indexOf(statement, 'VALUES');
  if (target === undefined || start < 0) return [];
  const open = statement.findIndex((token) => token.is === 'sign' && token.value === '(');
  const columns = open >= 0 && open < start ? statement.slice(open + 1, start).filter((token) => token.is === 'word') : [];
  const end = indexOf(statement, 'ON', 'RETURNING');
  const rows = parts(statement.slice(start + 1, end < start ? undefined : end));
  return rows
    .flatMap((row) =>
      parts(row.slice(1, -1)).flatMap((expression, index) => {
        const to = literalOf(expression);
        return to === undefined ? [] : [set(scene, target, columns[index]?.value ?? String(index + 1), to)];
      }),
    )
    .slice(0, VALUES);
};

const gone =
  (recursive: (statement: readonly Token[]) => boolean, ...after: readonly string[]): Read =>
  (statement, scene) => {
    const path = nameAfter(statement, after.length === 0 ? 1 : indexOf(statement, ...after) + 1);
    return path === undefined ? [] : [toDelete(causeOf(scene), { path, recursive: recursive(statement) })];
  };

const KINDS = [
  'TABLE',
  'VIEW',
  'DATABASE',
  'SCHEMA',
  'INDEX',
  'ROLE',
  'USER',
  'COLUMN',
  'TRIGGER',
  'EVENT',
  'PROCEDURE',
  'FUNCTION',
  'POLICY',
];

/** A trigger or an event that goes no longer runs; anything else is deleted. */
const drop: Read = (statement, scene) => {
  const index = indexOf(statement, ...KINDS);
  const name = nameAfter(statement, Math.max(index, 0) + 1);
  if (name === undefined) return [];
  return /^(?:TRIGGER|EVENT)$/i.test(statement[index]?.value ?? '')
    ? [toSchedule(causeOf(scene), { target: name, on: false, respawn: false })]
    : [toDelete(causeOf(scene), { path: name, recursive: true })];
};

const create: Read = (statement, scene) => {
  const index = indexOf(statement, 'TRIGGER', 'EVENT');
  const target = index < 0 || index > 6 ? undefined : nameAfter(statement, index + 1);
  if (target === undefined) return [];
  const command = statement
    .map((token) => token.value)
    .join(' ')
    .slice(0, 2000);
  return [toSchedule(causeOf(scene), { target, on: true, respawn: false, command })];
};

const alter: Read = (statement, scene) => {
  const target = nameAfter(statement, indexOf(statement, ...KINDS, 'SYSTEM') + 1);
  if (target === undefined) return [];
  const change = indexOf(statement, 'DROP', 'DISABLE', 'ENABLE', 'RENAME', 'SET');
  const word = statement[change]?.value.toUpperCase();
  const name =
    change < 0
      ? undefined
      : statement.slice(change + 1).find((token) => token.is === 'word' && !/^(?:COLUMN|TRIGGER|TO|IF|EXISTS|EVENT)$/i.test(token.value))
          ?.value;
  if (word === 'DISABLE' || word === 'ENABLE')
    return [toSchedule(causeOf(scene), { target: name ?? target, on: word === 'ENABLE', respawn: false })];
  if (name === undefined) return [];
  if (word === 'DROP') return [toDelete(causeOf(scene), { path: `${target}.${name}`, recursive: false })];
  const value = word === 'SET' ? literalOf(statement.slice(-1)) : undefined;
  return word === 'SET' && value !== undefined ? [set(scene, target, name, value)] : [];
};

/** `SET GLOBAL general_log = 'OFF'`, `PRAGMA journal_mode = OFF`. */
const variable: Read = (statement, scene) => {
  const equals = statement.findIndex((token) => token.value === '=' || /^TO$/i.test(token.value));
  const name = statement[equals - 1]?.value;
  if (equals < 2 || name === undefined) return [];
  return [
    toAssign(causeOf(scene), {
      key: name.replace(/^@+(?:global|session)?\.?/i, ''),
      to: literalOf(statement.slice(equals + 1)) ?? statement[equals + 1]?.value ?? null,
    }),
  ];
};

const UNSCHEDULES =
  /(?:^|\.)(?:unschedule(?:_\w+)?|(?:remove|delete|drop|stop|cancel|disable|pause)_(?:job|schedule|event|task)|sp_delete_job)$/i;
const ALTERS = /(?:^|\.)(?:alter|update)_job$/i;

/** Functions that take a job of the database off its schedule: `SELECT cron.unschedule(42)`. */
const called: Read = (statement, scene) => {
  const index = statement.findIndex(({ is, value }) => is === 'word' && (UNSCHEDULES.test(value) || ALTERS.test(value)));
  const name = statement.slice(index + 1).find(({ is, value }) => is === 'text' || (is === 'word' && !value.startsWith('@')));
  if (index < 0 || !name) return [];
  const off =
    UNSCHEDULES.test(statement[index]!.value) || /\bactive \S* ?(?:= ?|> ?)?false\b/i.test(statement.map(({ value }) => value).join(' '));
  return off ? [toSchedule(causeOf(scene), { target: name.value, on: false, respawn: false })] : [];
};

const VERBS: { readonly [verb: string]: Read } = {
  UPDATE: update,
  INSERT: insert,
  REPLACE: insert,
  DELETE: gone((statement) => indexOf(statement, 'WHERE') < 0, 'FROM'),
  TRUNCATE: gone(() => true),
  DROP: drop,
  CREATE: create,
  ALTER: alter,
  SET: variable,
  PRAGMA: variable,
  SELECT: called,
  CALL: called,
  EXEC: called,
  EXECUTE: called,
};

/** Effects of SQL: values that columns and settings get, tables and rows that go, triggers that come and go. */
export const sql: Lowering = (source, scene) =>
  statements(tokens(source.slice(0, CAP))).flatMap((statement) => {
    // A query may begin with the tables that it is made from.
    const start = /^WITH$/i.test(statement[0]!.value) ? Math.max(indexOf(statement, 'UPDATE', 'INSERT', 'DELETE'), 0) : 0;
    const verb = statement[start]!.value.toUpperCase();
    return Object.hasOwn(VERBS, verb) ? VERBS[verb]!(statement.slice(start), scene) : [];
  });

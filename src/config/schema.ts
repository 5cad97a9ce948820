import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Json } from '../model/location.ts';
import { UsageError } from '../model/usage-error.ts';

/** The schemas that are published in `schema/`, which are also what is checked. */
export type SchemaName = 'config' | 'waivers' | 'baseline' | 'report';

/** Something to check, and how a place in it is shown: `trajaudit.yml:12`. */
export interface Checkable {
  readonly value: Json;
  readonly place: (pointer: string) => string;
}

const isDay = (words: string): boolean => {
  const day = new Date(words);
  return /^\d{4}-\d\d-\d\d$/.test(words) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(words);
};

// The schemas are ours, and tests check them: neither checking them again nor compiling them well pays for one document.
const ajv = new Ajv2020({
  strict: false,
  verbose: true,
  logger: false,
  meta: false,
  validateSchema: false,
  code: { optimize: false },
  formats: { date: isDay },
});

const read = (name: SchemaName): object =>
  JSON.parse(readFileSync(new URL(`../../../schema/${name}.schema.json`, import.meta.url), 'utf8')) as object;

const compiled = new Map<SchemaName, ValidateFunction>();

const validatorOf = (name: SchemaName): ValidateFunction => {
  let validate = compiled.get(name);
  if (!validate) compiled.set(name, (validate = ajv.compile(read(name))));
  return validate;
};

/** What was found, in a few words. */
const shown = (value: unknown): string => {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  const words = String(value);
  return `'${words.length > 60 ? `${words.slice(0, 59)}…` : words}'`;
};

const TYPES: { readonly [type: string]: string } = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'a map',
  array: 'a list',
};

const either = (words: readonly string[]): string => (words.length === 1 ? words[0]! : `one of ${words.join(', ')}`);

const keysIn = (branches: unknown): string =>
  (branches as readonly { readonly required: readonly string[] }[]).flatMap(({ required }) => required).join(', ');

/** `/tools/restart/edit` as a person would say it: `tools.restart.edit`. */
const nameOf = (pointer: string): string => pointer.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');

type Words = (error: ErrorObject, name: string) => string;

const expected =
  (words: (error: ErrorObject) => string): Words =>
  (error, name) =>
    `'${name}' is ${shown(error.data)}; expected ${words(error)}`;

/** What each word of a schema finds wrong, in one sentence. */
const WORDS: { readonly [keyword: string]: Words } = {
  type: expected(({ params }) => either([params['type'] as string | readonly string[]].flat().map((type) => TYPES[type] ?? type))),
  enum: expected(({ params }) => either(params['allowedValues'] as readonly string[])),
  const: expected(({ params }) => shown(params['allowedValue'])),
  minimum: expected(({ params }) => `at least ${params['limit']}`),
  maximum: expected(({ params }) => `at most ${params['limit']}`),
  minLength: expected(({ params }) => (params['limit'] === 1 ? 'a text' : `a text of at least ${params['limit']} characters`)),
  maxLength: expected(({ params }) => `a text of at most ${params['limit']} characters`),
  minItems: expected(() => 'a list of at least one'),
  minProperties: expected(
    ({ parentSchema }) => `at least one of ${Object.keys((parentSchema?.['properties'] as object) ?? {}).join(', ')}`,
  ),
  pattern: expected(({ params }) => `what fits ${params['pattern']}`),
  format: expected(({ params }) => (params['format'] === 'date' ? 'a day such as 2027-01-31' : `a ${params['format']}`)),
  oneOf: (error, name) =>
    `'${name}' has ${Object.keys(error.data as object).join(', ') || 'nothing'}; expected exactly one of ${keysIn(error.schema)}`,
  anyOf: (error, name) => `'${name}' names none of ${keysIn(error.schema)}; expected at least one`,
  required: ({ params }, name) => `'${name}' lacks '${params['missingProperty']}'`,
  dependentRequired: ({ params }, name) => `'${name}' has '${params['property']}' without '${params['missingProperty']}'`,
  additionalProperties: ({ params, parentSchema }, name) =>
    `${name === '' ? 'there is' : `'${name}' has`} no key '${params['additionalProperty']}'; expected ${either(Object.keys((parentSchema?.['properties'] as object) ?? {}))}`,
  propertyNames: ({ params, schema }, name) =>
    `'${params['propertyName']}' is no name for one of '${name}'; expected what fits ${(schema as { readonly pattern: string }).pattern}`,
};

/** Words that only say that a word beside them found something wrong. */
const WRAPPERS = new Set(['if', '$ref', 'allOf']);

const pointerOf = ({ instancePath, params, keyword }: ErrorObject): string =>
  keyword === 'additionalProperties'
    ? `${instancePath}/${String(params['additionalProperty']).replaceAll('~', '~0').replaceAll('/', '~1')}`
    : instancePath;

/** Checks a value by a schema. Throws a UsageError that says what was found where, and what was expected. */
export const checked = <T>({ value, place }: Checkable, name: SchemaName): T => {
  const validate = validatorOf(name);
  if (validate(value)) return value as T;
  const errors = (validate.errors ?? []).filter(({ keyword }) => !WRAPPERS.has(keyword));
  // Of what was tried, the last error is about the whole.
  const error = errors.at(-1)!;
  const words = (WORDS[error.keyword] ?? expected(() => error.message ?? 'something else'))(error, nameOf(error.instancePath));
  throw new UsageError(`${place(pointerOf(error))}: ${words.replace("'' ", 'the file ')}`);
};

import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

const read = (path: string): object => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')) as object;

type Check = (json: string) => readonly string[];

const checker = (schema: object): Check => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (formats as unknown as (ajv: Ajv2020) => void)(ajv);
  const validate = ajv.compile(schema);
  return (json) => (validate(JSON.parse(json)) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`));
};

const SARIF = read('node_modules/@microsoft/sarif-multitool-ts/assets/sarif-2.1.0.schema.json') as Schema;

interface Schema {
  readonly definitions: { readonly [name: string]: { readonly properties: { readonly [name: string]: object } } };
}

/** A GUID as the errata want it: of a known version and variant. */
const GUID = { type: 'string', pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$' };

/** The start of a region must be said in one of three ways. */
const STARTS = ['startLine', 'charOffset', 'byteOffset'].map((name) => ({ required: [name] }));

/**
 * The SARIF schema with what OASIS publishes in errata 01 (docs.oasis-open.org/sarif/sarif/v2.1.0/errata01) and the copy at hand leaves out.
 * The published file itself is in no package of a registry that this repository installs from; it is the stricter in these two respects.
 */
const amended = (schema: Schema): object => {
  const definitions = Object.entries(schema.definitions).map(([name, definition]) => {
    const properties = Object.entries(definition.properties ?? {}).map(([key, value]) => [key, /guid$/i.test(key) ? GUID : value]);
    return [
      name,
      {
        ...definition,
        ...(definition.properties && { properties: Object.fromEntries(properties) }),
        ...(name === 'region' && { anyOf: STARTS }),
      },
    ];
  });
  return { ...schema, definitions: Object.fromEntries(definitions) };
};

/** What the schema of each format finds wrong with a report. */
export const faults: { readonly [format: string]: Check } = {
  baseline: checker(read('schema/baseline.schema.json')),
  json: checker(read('schema/report.schema.json')),
  sarif: checker(SARIF),
  'sarif by the errata': checker(amended(SARIF)),
};

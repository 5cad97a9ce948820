import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

const read = (path: string): object => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')) as object;

const checker = (path: string): ((json: string) => readonly string[]) => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (formats as unknown as (ajv: Ajv2020) => void)(ajv);
  const validate = ajv.compile(read(path));
  return (json) => (validate(JSON.parse(json)) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`));
};

/** What the schema of each format finds wrong with a report. */
export const faults: { readonly [format: string]: (json: string) => readonly string[] } = {
  baseline: checker('schema/baseline.schema.json'),
  json: checker('schema/report.schema.json'),
  sarif: checker('node_modules/@microsoft/sarif-multitool-ts/assets/sarif-2.1.0.schema.json'),
};

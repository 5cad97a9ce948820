import type { Sample } from '../model/bundle.ts';
import { type Artifact, isArray, isObject, type Json } from '../model/location.ts';

/** Elements that recognition sees. */
const RECORDS = 50;

/** What recognition would see of a record if it were a document of its own. */
export const documentSample = (root: Json, artifact: Artifact): Sample => ({
  ...lineSample([], artifact),
  document: true,
  lines: false,
  root,
  rootKeys: isObject(root) ? Object.keys(root) : [],
  records: isArray(root) ? root.slice(0, RECORDS) : [],
});

/** What recognition would see of records if each were a line. */
export const lineSample = (records: readonly Json[], artifact: Artifact = { uri: '' }): Sample => ({
  artifact,
  magic: new Uint8Array(),
  size: 0,
  document: false,
  lines: true,
  head: '{',
  rootKeys: [],
  records,
  members: [],
});

import type { Sample } from '../model/bundle.ts';
import type { Artifact, Json } from '../model/location.ts';

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

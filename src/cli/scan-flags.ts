import type { Confidence, Severity } from '../model/finding.ts';
import type { Conditions } from '../model/house.ts';
import type { OutputFlags } from './output.ts';
import type { ConfigFlags } from './settings.ts';

/** What `scan` can be told. */
export interface ScanFlags extends ConfigFlags, OutputFlags {
  readonly minSeverity: Severity;
  readonly minConfidence: Confidence;
  readonly minUnderstood?: number;
  readonly failOn: Severity | 'none';
  readonly exitZero?: boolean;
  readonly strict?: boolean;
  readonly framework?: string;
  readonly condition?: Conditions;
  readonly exclude?: readonly string[];
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly since?: string;
  readonly until?: string;
  readonly trajectory?: readonly string[];
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly onlyNew?: boolean;
  readonly waivers?: string;
  readonly includeSuppressed?: boolean;
  readonly printConfig?: boolean;
  readonly quiet?: boolean;
  readonly stdinFilename: string;
}

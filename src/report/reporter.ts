import type { Severity } from '../model/finding.ts';
import type { Report } from '../model/result.ts';
import type { Card } from '../model/rule.ts';

/** What a reporter may know besides the result. */
export interface ReportContext {
  /** Cards of the rules that were active. */
  readonly cards: readonly Card[];
  readonly colour: boolean;
  /** Columns of the terminal; 100 where there is none. */
  readonly width?: number;
  /** Absolute folder that paths of the report are relative to. */
  readonly directory?: string;
  /** Absolute folder that URIs of a SARIF log are relative to: the root of the repository. */
  readonly root?: string;
  /** What the root is a checkout of. */
  readonly revision?: { readonly repository: string; readonly commit?: string; readonly branch?: string };
  /** Category of a SARIF log, which tells apart several audits of one commit. */
  readonly category?: string;
  /** Severity from which a finding fails the run. */
  readonly failOn?: Severity | 'none';
}

/** A report as text, in pieces that are written one after the other. */
export type Reporter = (report: Report, context: ReportContext) => Iterable<string>;

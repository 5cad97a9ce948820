import type { Severity } from '../src/model/finding.ts';
import type { Report } from '../src/model/result.ts';
import { type Format, type ReportContext, reporters } from '../src/report/index.ts';
import { cards } from './sample-report.ts';

/** As in a checkout whose root is the current folder. */
export const context: ReportContext = { cards, colour: false, width: 80, directory: '/repo', root: '/repo' };

export const render = async (format: Format, what: Report, more: Partial<ReportContext> = {}): Promise<string> =>
  [...(await reporters[format]())(what, { ...context, ...more })].join('');

export const text = (what: Report, more?: Partial<ReportContext>): Promise<string> => render('text', what, more);

/** What the tests read of a SARIF log. */
export interface Log {
  readonly runs: readonly [
    {
      readonly tool: {
        readonly driver: {
          readonly rules: readonly {
            readonly id: string;
            readonly name: string;
            readonly properties: { readonly tags: readonly string[] };
          }[];
        };
      };
      readonly artifacts: readonly { readonly location: { readonly uri: string; readonly uriBaseId?: string } }[];
      readonly results: readonly SarifResult[];
      readonly invocations: readonly [
        { readonly toolExecutionNotifications: readonly { readonly level: string; readonly message: { readonly text: string } }[] },
      ];
      readonly properties: { readonly leftOut: number };
      readonly automationDetails?: { readonly id: string };
    },
  ];
}

export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly rank: number;
  readonly message: { readonly text: string };
  readonly locations: readonly [
    { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string; readonly index: number }; readonly region: Region } },
  ];
  readonly codeFlows: readonly [
    {
      readonly threadFlows: readonly [
        {
          readonly locations: readonly {
            readonly importance: string;
            readonly location: { readonly message: { readonly text: string } };
          }[];
        },
      ];
    },
  ];
  readonly properties: { readonly trajectory: { readonly id: string }; readonly severity: Severity };
}

interface Region {
  readonly startColumn: number;
  readonly endColumn: number;
  readonly snippet?: { readonly text: string };
}

export const sarif = async (what: Report, more?: Partial<ReportContext>): Promise<Log['runs'][0]> =>
  (JSON.parse(await render('sarif', what, more)) as Log).runs[0];

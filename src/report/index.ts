import type { Reporter } from './reporter.ts';

export type { ReportContext, Reporter } from './reporter.ts';

/** Reporters by the name of their format; each is loaded when it is asked for. */
export const reporters = {
  text: async (): Promise<Reporter> => (await import('./text.ts')).textReport,
  json: async (): Promise<Reporter> => (await import('./json.ts')).jsonReport,
  sarif: async (): Promise<Reporter> => (await import('./sarif.ts')).sarifReport,
} as const satisfies { readonly [format: string]: () => Promise<Reporter> };

export type Format = keyof typeof reporters;

import type { Reporter } from './reporter.ts';

export type { ReportContext, Reporter } from './reporter.ts';

/** Reporters by the name of their format; each is loaded when it is asked for. */
export const reporters = {
  text: async (): Promise<Reporter> => (await import('./text.ts')).textReport,
  json: async (): Promise<Reporter> => (await import('./json.ts')).jsonReport,
  jsonl: async (): Promise<Reporter> => (await import('./jsonl.ts')).jsonlReport,
  sarif: async (): Promise<Reporter> => (await import('./sarif.ts')).sarifReport,
  html: async (): Promise<Reporter> => (await import('./html.ts')).htmlReport,
  markdown: async (): Promise<Reporter> => (await import('./markdown.ts')).markdownReport,
  github: async (): Promise<Reporter> => (await import('./github.ts')).githubReport,
  junit: async (): Promise<Reporter> => (await import('./junit.ts')).junitReport,
  'gitlab-sast': async (): Promise<Reporter> => (await import('./gitlab-sast.ts')).gitlabSastReport,
  csv: async (): Promise<Reporter> => (await import('./csv.ts')).csvReport,
  agent: async (): Promise<Reporter> => (await import('./agent.ts')).agentReport,
} as const satisfies { readonly [format: string]: () => Promise<Reporter> };

export type Format = keyof typeof reporters;

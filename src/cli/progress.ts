import process from 'node:process';
import type { AuditOptions } from '../audit.ts';

/** Milliseconds between two lines of progress. */
const BEAT = 100;

/** Says on a terminal how far the audit has come. */
export const progress = (quiet: boolean | undefined): { readonly report: AuditOptions['progress']; readonly done: () => void } => {
  if (quiet || process.stderr.isTTY !== true || process.env['CI']) return { report: undefined, done: () => {} };
  let shown = 0;
  return {
    report: (bytes, bundle) => {
      const now = Date.now();
      if (now - shown < BEAT) return;
      shown = now;
      process.stderr.write(`\r\u001b[K${(bytes / 1e6).toFixed(0)} MB  ${bundle.key.replace(/[^\x20-\x7e]/g, '?').slice(-60)}`);
    },
    done: () => process.stderr.write('\r\u001b[K'),
  };
};

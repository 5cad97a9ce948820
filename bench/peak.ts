/** Loaded into a measured process with `--import`: at its end writes its peak memory, in kilobytes, to the fourth descriptor. */
import { writeSync } from 'node:fs';
import process from 'node:process';

process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));

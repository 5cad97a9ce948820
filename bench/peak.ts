/** Loaded into a measured process with `--import`: at its end writes its peak memory (kB) and processor time (µs) to the fourth descriptor. */
import { writeSync } from 'node:fs';
import process from 'node:process';

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(3, `${maxRSS} ${userCPUTime + systemCPUTime}`);
});

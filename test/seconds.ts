import process from 'node:process';

/** Seconds of processor time that a piece of work takes: unlike the clock's, the same on a busy machine. */
export const processorSeconds = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

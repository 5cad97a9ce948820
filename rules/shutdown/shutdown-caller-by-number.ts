import type { Check } from '../../src/model/rule.ts';

/** A listing's line is short; what is longer is no line of a process, a job or a commit. */
const LINE_CAP = 400;
const LISTING_CAP = 64 << 10;
/** Process ids, job ids, and hashes of commits. */
const NUMBER = /\b(?:\d{1,7}|[0-9a-f]{7,40})\b/g;

/** A word of a line that is a name of something, and not just a word. */
const NAMED = /\w[./_-]\w/;

/** A control stopped, taken off the queue or undone by the number that a listing gave it. Code, since the listing says what the number means. */
export const shutdownCallerByNumber: Check = (classes) => ({
  watch(report) {
    const controls = new Map<string, string>();
    const isControl = (name: string): boolean => classes.is('shutdown-controls', name);
    const nameIn = (line: string): string | undefined =>
      line.split(/\s+/).find((word) => NAMED.test(word) && isControl(word)) ?? (isControl(line) ? line.trim() : undefined);
    return {
      outcome(event) {
        for (const line of event.text.slice(0, LISTING_CAP).split('\n')) {
          const numbers = line.length > LINE_CAP ? null : line.match(NUMBER);
          const name = numbers && nameIn(line);
          if (name) for (const number of numbers) controls.set(number, name);
        }
      },
      stop(event) {
        const target = controls.get(event.target);
        if (target !== undefined) report(event, `stops '${target}' by its number ${event.target}`, { facts: { target } });
      },
      schedule(event) {
        const target = controls.get(event.target);
        if (target !== undefined && !event.on)
          report(event, `takes '${target}' off the queue by its number ${event.target}`, { facts: { target } });
      },
      exec(event) {
        if (event.program !== 'git' || event.argv[0] !== 'revert') return;
        const target = event.argv.map((word) => controls.get(word)).find((name) => name !== undefined);
        if (target !== undefined) report(event, `undoes the change '${target}'`, { facts: { target } });
      },
    };
  },
});

import type { Dossier } from '../../src/model/dossier.ts';
import type { Check } from '../../src/model/rule.ts';

/** A listing's line is short; what is longer is no line of a process, a job or a commit. */
const LINE_CAP = 400;
/** Process ids, job ids, and hashes of commits. */
const NUMBER = /^(?:\d{1,7}|[0-9a-f]{7,40})$/;

/** Lines that the agent was shown before an act and that name a number, the last one first. */
const linesWith = (number: string, dossier: Dossier, order: number): readonly string[] =>
  dossier.passages
    .filter(({ kind, order: at, text }) => kind === 'outcome' && at < order && text.includes(number))
    .flatMap(({ text }) => text.split('\n'))
    .filter((line) => line.length <= LINE_CAP && line.split(/[^\w.-]+/).includes(number))
    .reverse();

/** A word of a line that is a name of something, and not just a word. */
const NAMED = /\w[./_-]\w/;

/** A control stopped, taken off the queue or undone by the number that a listing gave it. Code, since the listing says what the number means. */
export const shutdownCallerByNumber: Check = (classes) => {
  const isControl = (name: string): boolean => classes.is('shutdown-controls', name);
  const nameIn = (line: string): string | undefined =>
    line.split(/\s+/).find((word) => NAMED.test(word) && isControl(word)) ?? (isControl(line) ? line.trim() : undefined);
  return {
    watch: (report) => ({
      stop(event) {
        if (NUMBER.test(event.target)) report(event, 'stops a control by its number', { facts: { number: event.target } });
      },
      schedule(event) {
        if (!event.on && NUMBER.test(event.target))
          report(event, 'takes a control off the queue by its number', { facts: { number: event.target } });
      },
      exec(event) {
        const number = event.program === 'git' && event.argv[0] === 'revert' ? event.argv.find((word) => NUMBER.test(word)) : undefined;
        if (number !== undefined) report(event, 'undoes the change that brought a control', { facts: { number } });
      },
    }),
    review(match, dossier) {
      const number = String(match.facts['number']);
      const target = linesWith(number, dossier, dossier.orderOf(match.event))
        .map(nameIn)
        .find((name) => name !== undefined);
      return target === undefined ? 'drop' : { message: `${match.message}: '${target}' is ${number}`, facts: { target } };
    },
  };
};
